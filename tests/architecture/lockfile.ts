import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/root';

/** The part of a lockfile's entry that is looked at here. */
export interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly cpu?: readonly string[];
  readonly os?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
export type Entries = Readonly<Record<string, Entry>>;

interface Lockfile {
  packages: Entries;
}

const FILE = join(packageRoot, 'package-lock.json');

export const readLockfile = (): Lockfile => JSON.parse(readFileSync(FILE, 'utf8')) as Lockfile;

/** `@swc/core-linux-arm-gnueabihf` → linux, arm, glibc: what the package would say of itself. */
const platformOf = (name: string): Entry => {
  const tail = name.slice(name.indexOf('/') + 1);
  const [, os, cpu, abi] =
    /(android|darwin|freebsd|linux|openharmony|win32)-(\w+)(?:-(\w+))?$/u.exec(tail) ?? [];
  if (os === undefined || cpu === undefined) return {};
  const libc =
    os !== 'linux' || abi === undefined ? {} : { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] };
  return { cpu: [cpu], os: [os], ...libc };
};

/**
 * Entries that the lockfile lacks: a registry that does not carry the packages of every platform leaves them out, and then npm 11
 * refuses `npm ci` everywhere, also on the platforms that are there. They are written without an integrity, which nobody knew.
 */
export const missingEntries = (packages: Entries): Entries =>
  Object.fromEntries(
    Object.entries(packages).flatMap(([path, { dev, optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies)
        .filter(
          ([name]) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
        )
        .map(([name, version]): [string, Entry] => [
          `node_modules/${name}`,
          { version, ...(dev === true ? { dev } : {}), optional: true, ...platformOf(name) },
        ]),
    ),
  );

// Run as a program (`npm run lock`): completes the lockfile.
if (require.main === module) {
  const lockfile = readLockfile();
  const missing = missingEntries(lockfile.packages);
  const all = Object.entries({ ...lockfile.packages, ...missing });
  lockfile.packages = Object.fromEntries(all.sort(([left], [right]) => left.localeCompare(right, 'en')));
  writeFileSync(FILE, `${JSON.stringify(lockfile, null, 2)}\n`);
  console.log(`${String(Object.keys(missing).length)} entries added`);
}

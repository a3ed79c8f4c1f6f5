import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account';
import type { Binaries } from './binaries';
import { EmbeddedError } from './errors';

/** Fixed whatever the machine's language is: the same order of names and the same messages everywhere. */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };

/** In the name of a cluster that is not complete. */
const MARK = '.unfinished-';

export const clusterExists = (directory: string): boolean => existsSync(join(directory, 'PG_VERSION'));

const run = (program: string, args: readonly string[], account: Account | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new EmbeddedError(`The database could not be created (${signal ?? code}): ${errors.slice(-2000)}`),
        );
    });
  });

/** Removes what killed first starts left; a program of theirs may still be writing, then the next start removes the rest. */
export const sweepUnfinished = (directory: string): void => {
  const parent = dirname(directory);
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(`${basename(directory)}${MARK}`)))
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Still being written.
    }
};

/**
 * Creates the cluster. It is made beside its place and renamed when it is complete, so that what a killed first start left
 * is recognised by its name and made again.
 */
export const initialiseCluster = async (
  binaries: Binaries,
  directory: string,
  password: string,
  account: Account | undefined,
  durable: boolean,
): Promise<void> => {
  mkdirSync(dirname(directory), { recursive: true });
  const part = mkdtempSync(`${directory}${MARK}`);
  const passwordFile = join(part, 'password');
  const cluster = join(part, 'cluster');
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== undefined)
    for (const path of [part, cluster, passwordFile]) chownSync(path, account.uid, account.gid);
  await run(
    binaries.initdb,
    [
      `--pgdata=${cluster}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Folds letters of every script alike on every machine; the system's own locales differ or are missing.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(durable ? [] : ['--no-sync']),
    ],
    account,
  );
  renameSync(cluster, directory);
  rmSync(part, { recursive: true, force: true });
};

/** @throws EmbeddedError where the cluster was made by another major version than the programs'. */
export const checkClusterVersion = (directory: string, major: string): void => {
  const made = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim();
  if (made !== major)
    throw new EmbeddedError(
      `The database in ${directory} was made by PostgreSQL ${made}, and the installed server is ${major}. Dump it with the old version and load it into the new one, or remove it to begin anew.`,
    );
};

import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Account, canEnter } from './account';

/** Where root keeps what the server's account cannot reach in the project's own folder. */
export const SHARED_HOME = '/var/lib/spona';

/** What is remembered between two starts. */
export interface Remembered {
  /** The cluster's directory. */
  readonly cluster: string;
  /** The port of the last start; the next one tries it first. */
  readonly port?: number;
}

/** Paths of the embedded database below a data directory. */
export interface Layout {
  readonly dataDir: string;
  readonly home: string;
  readonly secrets: string;
  readonly lock: string;
  readonly log: string;
  readonly remembered: string;
}

export const layoutOf = (dataDir: string): Layout => {
  const home = join(dataDir, 'database');
  return {
    dataDir,
    home,
    secrets: join(home, 'secrets'),
    lock: join(home, 'lock'),
    log: join(home, 'server.log'),
    remembered: join(home, 'cluster.json'),
  };
};

/** A directory that nobody else can read; the server's account, if it is another one, may pass through it. */
const privateDirectory = (path: string, account: Account | undefined): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account !== undefined) chownSync(path, 0, account.gid);
  chmodSync(path, account === undefined ? 0o700 : 0o710);
};

/** Makes the directories. A data directory that held other things before keeps its own mode. */
export const prepareLayout = (layout: Layout, account: Account | undefined): void => {
  const ours =
    !existsSync(layout.dataDir) || existsSync(layout.home) || readdirSync(layout.dataDir).length === 0;
  if (ours) privateDirectory(layout.dataDir, account);
  privateDirectory(layout.home, account);
  privateDirectory(layout.secrets, undefined);
};

/** Replaces a file in one step, so that a killed process leaves the old content or the new one. */
export const writePrivateFile = (path: string, content: string): void => {
  const part = `${path}.${process.pid}`;
  writeFileSync(part, content, { mode: 0o600 });
  renameSync(part, path);
};

export const readRemembered = (layout: Layout): Remembered | undefined => {
  if (!existsSync(layout.remembered)) return undefined;
  const stored = JSON.parse(readFileSync(layout.remembered, 'utf8')) as Remembered;
  return { ...stored, cluster: resolve(layout.home, stored.cluster) };
};

/** A cluster below the data directory is remembered by its place in it: the whole may be moved. */
export const remember = (layout: Layout, { cluster, port }: Remembered): void => {
  const inside = relative(layout.home, cluster);
  const stored = { cluster: inside.startsWith('..') ? cluster : inside, port };
  writePrivateFile(layout.remembered, JSON.stringify(stored));
};

/** The cluster's place: as remembered, else below the data directory, else where the server's account can reach it. */
export const placeCluster = (layout: Layout, account: Account | undefined): Remembered => {
  const known = readRemembered(layout);
  if (known !== undefined) return known;
  const reachable = canEnter(account, layout.home);
  if (!reachable) mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 });
  // Random, so that a data directory that was deleted and made anew never meets the old one's cluster.
  const cluster = reachable
    ? join(layout.home, 'cluster')
    : join(SHARED_HOME, `cluster-${randomBytes(6).toString('hex')}`);
  const placed = { cluster };
  remember(layout, placed);
  return placed;
};

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { EmbeddedInUseError } from './errors';
import { isAlive, startMark } from './processes';

/** The process that runs the embedded database of a data directory. */
export interface Holder {
  readonly pid: number;
  readonly started: string;
}

const parse = (text: string): Holder | undefined => {
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    return typeof value.pid === 'number' && typeof value.started === 'string'
      ? { pid: value.pid, started: value.started }
      : undefined;
  } catch {
    return undefined;
  }
};

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const holds = (holder: Holder): boolean => isAlive(holder.pid) && startMark(holder.pid) === holder.started;

/** Who holds the lock now; undefined when nobody does, or its holder is gone. */
export const lockHolder = (path: string): Holder | undefined => {
  const text = readText(path);
  const holder = text === undefined ? undefined : parse(text);
  return holder !== undefined && holds(holder) ? holder : undefined;
};

/**
 * Takes the lock, from a holder that is gone too, and returns what gives it back.
 * @throws EmbeddedInUseError while its holder lives.
 */
export const acquireLock = (path: string, dataDir: string): (() => void) => {
  const own = `${path}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, started: startMark(process.pid) } satisfies Holder);
  writeFileSync(own, content, { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears with its content at once, or fails: no other process ever reads a half-written lock.
        linkSync(own, path);
        return () => {
          if (readText(path) === content) rmSync(path, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = lockHolder(path);
      if (holder !== undefined) throw new EmbeddedInUseError(holder.pid, dataDir);
      // Renamed first: of several processes that find the same stale lock only one can take it away.
      try {
        renameSync(path, `${own}.stale`);
        const taken = lockHolder(`${own}.stale`);
        if (taken !== undefined) linkSync(`${own}.stale`, path);
      } catch (error) {
        if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      }
    }
  } finally {
    rmSync(own, { force: true });
    rmSync(`${own}.stale`, { force: true });
  }
};

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account';
import type { Binaries } from './binaries';
import { EmbeddedError } from './errors';
import { SERVER_ENVIRONMENT } from './initialise';
import { freePort } from './port';
import { commandLine, delay, isAlive, waitUntil } from './processes';

const START_MILLISECONDS = 60_000;
const STOP_MILLISECONDS = 30_000;
const ATTEMPTS = 5;

/** A running server. */
export interface Server {
  readonly port: number;
  /** Ends all sessions, writes everything and stops. Safe to call again. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly binaries: Binaries;
  readonly cluster: string;
  readonly log: string;
  readonly account: Account | undefined;
  /** False only for throwaway clusters: a crash may then lose them. */
  readonly durable: boolean;
  readonly port: number | undefined;
}

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** The lines of the server's own lock file: 0 its process id, 3 its port, 7 its state. */
const readPidFile = (cluster: string): readonly string[] => {
  try {
    return readFileSync(pidFile(cluster), 'utf8').split('\n');
  } catch {
    return [];
  }
};

/**
 * Stops a server that outlived its hub, and removes the lock file of one that is gone: PostgreSQL itself gives up where the
 * file's process id meanwhile belongs to another program.
 */
export const clearLeftServer = async (cluster: string): Promise<void> => {
  const pid = Number.parseInt(readPidFile(cluster)[0] ?? '', 10);
  if (Number.isInteger(pid) && isAlive(pid) && commandLine(pid).includes(cluster)) {
    process.kill(pid, 'SIGINT');
    if (!(await waitUntil(() => !isAlive(pid), STOP_MILLISECONDS)))
      throw new EmbeddedError(
        `The server of an earlier run (process ${pid}) does not stop; end it and start again.`,
      );
  }
  rmSync(pidFile(cluster), { force: true });
};

const settings = (port: number, durable: boolean): readonly string[] =>
  Object.entries({
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The server's log must hold no personal data: neither statements nor the values that an error's detail would quote.
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const launch = (options: ServerOptions, port: number): ChildProcess => {
  if (existsSync(options.log)) renameSync(options.log, `${options.log}.old`);
  const log = openSync(options.log, 'a', 0o600);
  try {
    return spawn(options.binaries.postgres, ['-D', options.cluster, ...settings(port, options.durable)], {
      ...options.account,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      stdio: ['ignore', log, log],
      // Its own process group: Ctrl-C reaches the hub alone, which ends its requests before it stops the server.
      detached: true,
    });
  } finally {
    closeSync(log);
  }
};

const hasExited = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Waits until the server says that it is ready; false when it exits instead. */
const becomesReady = async (child: ChildProcess, cluster: string): Promise<boolean> => {
  const failure: { error?: Error } = {};
  child.once('error', (error) => (failure.error = error));
  const isReady = (): boolean => {
    const lines = readPidFile(cluster);
    return lines[0] === String(child.pid) && lines[7]?.trim() === 'ready';
  };
  const hasEnded = (): boolean => failure.error !== undefined || hasExited(child);
  await waitUntil(() => hasEnded() || isReady(), START_MILLISECONDS);
  return !hasEnded() && isReady();
};

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (hasExited(child)) return;
  child.kill('SIGINT');
  if (await waitUntil(() => hasExited(child), STOP_MILLISECONDS)) return;
  child.kill('SIGQUIT');
  await waitUntil(() => hasExited(child), 5_000);
};

const logTail = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8').slice(-2000) : '');

/** Starts the server of a cluster on loopback, on the remembered port or a free one. */
export const startServer = async (options: ServerOptions): Promise<Server> => {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(attempt === 1 ? options.port : undefined);
    const child = launch(options, port);
    if (await becomesReady(child, options.cluster)) {
      // A hub that ends without stopping it (an uncaught error) must not leave the server behind.
      const onExit = (): void => void child.kill('SIGINT');
      process.once('exit', onExit);
      return {
        port,
        stop: async () => {
          process.removeListener('exit', onExit);
          await stopChild(child);
        },
      };
    }
    await stopChild(child);
    // Somebody may take the port between the look and the start; anything else will not pass by itself.
    const tail = logTail(options.log);
    if (attempt === ATTEMPTS || !tail.includes('could not bind'))
      throw new EmbeddedError(`The embedded PostgreSQL did not start. Its log ${options.log} ends:\n${tail}`);
    await delay(50);
  }
};

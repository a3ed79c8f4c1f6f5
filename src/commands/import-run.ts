import type { Command } from 'commander';
import { loadConfig } from '../config/config';
import { ConfigError } from '../config/config-error';
import { TableError } from '../exchange/csv/table';
import { importFile, surveyFile, type Access } from '../exchange/import/import-file';
import { Rejects } from '../exchange/import/rejects';
import { namedFile, numberedFile, RejectsError } from '../exchange/import/rejects-file';
import { newTally } from '../exchange/import/sender';
import { loadMapping } from '../exchange/mapping/load-mapping';
import { MappingError } from '../exchange/mapping/mapping-error';
import { accessTo, credentialsOf, type CredentialOptions } from './import-access';
import { reachHub } from './import-hub';
import { isWhole, summaryOf } from './import-summary';
import { messageOf } from './message-of';
import { progressBar } from './progress';
import type { ReachedHub } from './reached-hub';

export interface ImportOptions extends CredentialOptions {
  readonly mapping: string;
  readonly createAgencies?: true;
  readonly rejects?: string;
  readonly batch: number;
  readonly url?: string;
  readonly dryRun?: true;
}

const say = (line: string): void => console.log(line);
const tell = (line: string): void => console.error(line);

const USAGE = { exitCode: 2 };
const FAILED = 1;

/** Whatever the user can mend before anything is sent is usage. */
const orUsage = async <T>(command: Command, work: () => T | Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MappingError || error instanceof TableError || error instanceof RejectsError)
      command.error(error.message, USAGE);
    throw error;
  }
};

/** A dry run leaves nothing behind, unless a file for it is named. @throws RejectsError */
const rejectsOf = (path: string, { rejects, dryRun }: ImportOptions): Rejects => {
  if (rejects !== undefined) return new Rejects(namedFile(rejects));
  return new Rejects(dryRun === true ? null : numberedFile(path));
};

/** Lets the batches on their way end; a second interrupt ends at once. */
const interruptible = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  const stop = (): void => {
    tell('Interrupted: waiting for what is on its way');
    controller.abort();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
};

/** Opens what the rows go to, sends them, and closes it again; `send` is told how to reach the agencies. */
const throughHub = async (
  hub: ReachedHub,
  open: () => Promise<Access>,
  send: (access: Access) => Promise<void>,
): Promise<void> => {
  try {
    await send(await open());
  } finally {
    await hub.stop();
  }
};

/** Loads a file. Whatever keeps it from beginning ends the command with 2; what was not loaded is told, and the exit code is 1. */
export const runImport = async (path: string, options: ImportOptions, command: Command): Promise<void> => {
  const credentials = credentialsOf(options);
  const config = options.dryRun === true ? null : loadConfig();
  if (credentials === null && config?.mode === 'production')
    throw new ConfigError(['In production an import needs --issuer, --client and --key-file of its agency']);
  const { rejects, file } = await orUsage(command, async () => ({
    rejects: rejectsOf(path, options),
    file: await surveyFile(path, loadMapping(options.mapping)),
  }));
  if (file.unused.length > 0) tell(`Columns that the mapping does not read: ${file.unused.join(', ')}`);

  const tally = newTally();
  const bar = progressBar('Rows');
  let settled = 0;
  let began = performance.now();
  let failed = false;
  let seenAs: string | null = null;
  const send = async (access: Access | null): Promise<void> => {
    seenAs = access?.seenAs ?? null;
    began = performance.now();
    const count = (rows: number): void => bar.update((settled += rows), file.survey.rows);
    await interruptible((signal) =>
      importFile(file, access, tally, { rejects, batch: options.batch, settled: count, signal }),
    );
  };
  try {
    if (config === null) await send(null);
    else {
      const hub = await reachHub(config, options.url, tell);
      const create = options.createAgencies === true;
      await throughHub(hub, () => accessTo(hub, file, { config, credentials, create, tell }), send);
    }
  } catch (error) {
    tell(messageOf(error));
    failed = true;
  } finally {
    bar.stop();
    rejects.close();
  }
  const seconds = (performance.now() - began) / 1000;
  const course = { file, tally, rejects, settled, seconds, seenAs, dryRun: config === null };
  for (const line of summaryOf(course)) say(line);
  if (failed || !isWhole(course)) process.exitCode = FAILED;
};

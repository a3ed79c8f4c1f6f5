import { type Command, InvalidArgumentError, Option } from 'commander';
import { loadConfig } from '../config/config';
import { ConfigError } from '../config/config-error';
import { TableError } from '../exchange/csv/table';
import { importFile, surveyFile, type Access } from '../exchange/import/import-file';
import { Rejects } from '../exchange/import/rejects';
import { namedFile, numberedFile, RejectsError } from '../exchange/import/rejects-file';
import { newTally } from '../exchange/import/sender';
import { MOST_REPORTS } from '../exchange/intake/report';
import { loadMapping } from '../exchange/mapping/load-mapping';
import { MappingError } from '../exchange/mapping/mapping-error';
import { addressArgument } from './arguments';
import { accessTo, credentialsOf, type CredentialOptions } from './import-access';
import { reachHub, type ReachedHub } from './import-hub';
import { isWhole, summaryOf } from './import-summary';
import { messageOf } from './message-of';
import { progressBar } from './progress';

interface ImportOptions extends CredentialOptions {
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

const batchSize = (text: string): number => {
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > MOST_REPORTS)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_REPORTS}.`);
  return size;
};

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

const run = async (path: string, options: ImportOptions, command: Command): Promise<void> => {
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

/** `spona import police` */
export const register = (program: Command): void => {
  const imports = program
    .command('import')
    .description('load records of an agency into the hub, as that agency');
  imports
    .command('police')
    .description(
      'load police reports from a CSV file of any shape; repeating it changes nothing, and changed rows become corrections',
    )
    .argument('<file.csv>', 'with a first line that names the columns')
    .requiredOption(
      '--mapping <name or file.yaml>',
      'how the columns make reports; "nibrs" ships with the hub',
    )
    .addOption(
      new Option(
        '--create-agencies',
        'demo: let unknown agencies work at once, instead of entering them as pending',
      ).conflicts(['client', 'dryRun']),
    )
    .option(
      '--rejects <file>',
      'where lines that were not loaded go, with the reason; replaced if an earlier import wrote it, refused if anybody else did (default: <file.csv>.rejects.csv here, or with the next number that is free)',
    )
    .addOption(new Option('--batch <n>', 'reports a transaction').argParser(batchSize).default(MOST_REPORTS))
    .option(
      '--url <hub>',
      'a hub that runs; else the configured one, started for the import if it does not run',
      addressArgument,
    )
    .option(
      '--dry-run',
      'send nothing and write no file but --rejects; only find out which rows can be understood',
    )
    .option('--issuer <url>', "production: where the agency's client gets its token", addressArgument)
    .option('--client <id>', 'production: the client; rows of other agencies are rejected')
    .option('--key-file <file>', 'production: the private JWK of the client')
    .action(run);
};

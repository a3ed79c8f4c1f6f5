import { type Command, InvalidArgumentError, Option } from 'commander';
import { MOST_REPORTS } from '../exchange/intake/most-reports';
import { addressArgument } from './arguments';
import type { ImportOptions } from './import-run';

const batchSize = (text: string): number => {
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > MOST_REPORTS)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_REPORTS}.`);
  return size;
};

/** Wrong arguments and help do not wait for what reads files. */
const run = async (path: string, options: ImportOptions, command: Command): Promise<void> => {
  const { runImport } = await import('./import-run.js');
  await runImport(path, options, command);
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

import { type Command, Option } from 'commander';
import { COUNTRIES, type Country } from '../lib/country';
import { renderDiff } from '../policy/diff/render';
import { comparePolicies } from './policy-comparison';
import { NoPoliciesError, policiesOf, SOURCES } from './policy-source';

interface DiffOptions {
  readonly country?: Country;
  readonly production?: boolean;
  readonly json?: boolean;
  readonly exitCode?: boolean;
  readonly dir: string;
}

const say = (line: string): void => console.log(line);

const diff = async (
  old: string,
  now: string | undefined,
  options: DiffOptions,
  command: Command,
): Promise<void> => {
  const [before, after] = await policiesOf([old, now ?? options.dir], options.dir).catch((error: unknown) => {
    if (error instanceof NoPoliciesError) command.error(`error: ${error.message}`, { exitCode: 2 });
    throw error;
  });
  if (before === undefined || after === undefined) throw new Error('not as many policies as names');
  const found = comparePolicies(before, after, {
    countries: options.country === undefined ? COUNTRIES : [options.country],
    production: options.production === true ? [true] : [false, true],
    at: new Date(),
  });
  if (options.json === true) say(JSON.stringify(found, null, 2));
  else for (const line of renderDiff(found)) say(line);
  const effect = found.effects.length + found.definitions.length > 0;
  if (options.exitCode === true && effect) process.exitCode = 1;
};

/** `spona policy diff` */
export const registerDiff = (policy: Command, dir: Option): void => {
  policy
    .command('diff')
    .description('say who gains and who loses what by a change of the policies, with an example of each')
    .argument('<old>', SOURCES)
    .argument('[new]', 'the same; the folder as it is, if not told')
    .addOption(
      new Option('--country <code>', 'compare there alone, and not in all countries').choices(COUNTRIES),
    )
    .option('--production', 'compare as production decides, and not on trial as well')
    .option('--json', 'print for a machine')
    .option('--exit-code', 'end with 1 if there is an effect')
    .addOption(dir)
    .action(diff);
};

import { type Command, Option } from 'commander';
import { COUNTRIES, type Country } from '../lib/country';
import type { PolicyContent } from '../policy/content';
import { diffPolicies, type PolicyDiff } from '../policy/diff';
import { renderDiff } from '../policy/diff/render';
import { formatProblem } from '../policy/problem';
import { readPolicies } from '../policy/read';
import { NoPoliciesError, policiesOf } from './policy-source';
import { progressBar } from './progress';

interface DiffOptions {
  readonly country?: Country;
  readonly production?: boolean;
  readonly json?: boolean;
  readonly exitCode?: boolean;
  readonly dir: string;
}

const say = (line: string): void => console.log(line);

/** Short work ends before anybody would look for a bar. */
const PATIENCE_MS = 1000;

/** The policies that the argument names; ends the command with 2 if they cannot be used. */
const contentOf = (name: string, dir: string, command: Command): PolicyContent => {
  try {
    const { content, problems } = readPolicies(policiesOf(name, dir));
    if (content !== null) return content;
    const found = problems.slice(0, 10).map((problem) => `\n  ${formatProblem(problem)}`);
    return command.error(`error: the policies of "${name}" cannot be read${found.join('')}`, { exitCode: 2 });
  } catch (error) {
    if (!(error instanceof NoPoliciesError)) throw error;
    return command.error(`error: ${error.message}`, { exitCode: 2 });
  }
};

const compare = (before: PolicyContent, after: PolicyContent, options: DiffOptions): PolicyDiff => {
  const bar = progressBar('categories');
  const started = Date.now();
  try {
    return diffPolicies(before, after, {
      countries: options.country === undefined ? COUNTRIES : [options.country],
      production: options.production === true ? [true] : [false, true],
      at: new Date(),
      onProgress: (done, total) => {
        if (Date.now() - started > PATIENCE_MS) bar.update(done, total);
      },
    });
  } finally {
    bar.stop();
  }
};

const diff = (old: string, now: string | undefined, options: DiffOptions, command: Command): void => {
  const before = contentOf(old, options.dir, command);
  const after = contentOf(now ?? options.dir, options.dir, command);
  const found = compare(before, after, options);
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
    .argument('<old>', 'a folder of policies, or a revision of git')
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

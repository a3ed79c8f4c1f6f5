import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { COUNTRIES, type Country } from '../lib/country';
import { packageRoot } from '../lib/root';
import type { PolicyContent } from '../policy/content';
import { formatProblem, PolicyError, type Problem } from '../policy/problem';
import { readPolicies } from '../policy/read';
import { checkPolicies, problemsOf, rulesOff } from '../policy/verify/check';
import { renderMatrix } from '../policy/verify/matrix';
import { exercisedRules, runTests } from '../policy/verify/run-tests';
import { registerActivate } from './policy-activate';
import { registerDiff } from './policy-diff';
import { registerExplain } from './policy-explain';

const say = (line: string): void => console.log(line);

interface Folder {
  readonly dir: string;
}

interface CheckOptions extends Folder {
  readonly production?: boolean;
  readonly country: Country;
}

/** Prints the problems for a person and an editor alike, and sets the exit code. */
const fail = (problems: readonly Problem[]): void => {
  for (const problem of problems) say(formatProblem(problem));
  say(`${String(problems.length)} ${problems.length === 1 ? 'problem' : 'problems'}`);
  process.exitCode = 1;
};

/** @throws PolicyError */
const contentOf = (dir: string): PolicyContent => {
  const { content, problems } = readPolicies(dir);
  if (content === null) throw new PolicyError(problems);
  return content;
};

const check = ({ dir, production, country }: CheckOptions, command: Command): void => {
  if (production !== true && command.getOptionValueSource('country') === 'cli')
    command.error('error: --country goes with --production: files are checked for every country', {
      exitCode: 2,
    });
  const { content, problems, tests } = checkPolicies(dir);
  if (content === null || problems.length > 0) {
    fail(problems);
    return;
  }
  say(
    `${String(content.categories.size)} categories, ${String(content.rules.size)} rules, ${String(tests)} tests: no problem`,
  );
  say(`version ${content.version}`);
  if (production === true) sayRulesOff(content, country);
};

/** Why rules are off, in words: first what can be done something about. */
const OFF_IN_WORDS = {
  UNVERIFIED: 'no verified ground',
  TIME: 'no ground in force',
  COUNTRY: 'no ground of this country',
  PENDING: 'no record type yet',
} as const;

const sayRulesOff = (content: PolicyContent, country: Country): void => {
  const off = rulesOff(content, country);
  const groups = Object.entries(OFF_IN_WORDS)
    .map(([reason, words]) => ({ words, rules: off.filter((each) => each.reason === reason) }))
    .filter(({ rules }) => rules.length > 0);
  const counts = groups.map(({ words, rules }) => `${String(rules.length)} ${words}`).join(', ');
  say(`${String(off.length)} rules are off in production in ${country}: ${counts}`);
  for (const { words, rules } of groups) {
    for (const { rule } of rules) {
      const { file, line, column } = rule.source;
      const basis = rule.basis.length === 0 ? '' : ` (${rule.basis.join(', ')})`;
      say(`${file}:${String(line)}:${String(column)}: ${rule.id}: ${words}${basis}`);
    }
  }
};

const test = ({ dir }: Folder): void => {
  const { content, problems, tests } = readPolicies(dir);
  if (content === null) {
    fail(problems);
    return;
  }
  const run = runTests(dir, tests, content);
  const found = [...run.problems, ...run.outcomes.flatMap(problemsOf)];
  if (found.length > 0) fail(found);
  else
    say(`${String(run.outcomes.length)} tests passed, ${String(exercisedRules(run).size)} rules exercised`);
};

const matrix = ({ dir, check: only }: Folder & { readonly check?: boolean }): void => {
  const file = join(dir, 'MATRIX.md');
  const text = renderMatrix(contentOf(dir));
  if (only !== true) {
    writeFileSync(file, text);
    say(`${file} is written.`);
  } else if (existsSync(file) && readFileSync(file, 'utf8') === text) {
    say(`${file} is fresh.`);
  } else {
    say(`${file} is not what the policies say now; run "npx spona policy matrix".`);
    process.exitCode = 1;
  }
};

const existing = (dir: string): string => {
  if (!(statSync(dir, { throwIfNoEntry: false })?.isDirectory() ?? false))
    throw new InvalidArgumentError('There is no such folder.');
  return dir;
};

const folder = (): Option =>
  new Option('--dir <folder>', 'the folder of the policies')
    .argParser(existing)
    .default(join(packageRoot, 'policies'), 'policies');

const country = (): Option =>
  new Option('--country <code>', 'where the hub stands').choices(COUNTRIES).default('RS');

/** What is printed is the work: it ends where nobody reads it any more, as after `| head`; what is not committed then, is undone. */
const endUnread = (): void => process.exit(1);

/** `spona policy` */
export const register = (program: Command): void => {
  const policy = program
    .command('policy')
    .description('check, test, print, explain and put in force who may see what')
    .hook('preAction', () => {
      if (!process.stdout.listeners('error').includes(endUnread)) process.stdout.on('error', endUnread);
    });
  policy
    .command('matrix')
    .description('write MATRIX.md: every category, sector and rule')
    .option('--check', 'write nothing; fail if the file is not fresh')
    .addOption(folder())
    .action(matrix);
  policy
    .command('check')
    .description(
      'report every problem of the policy files as file:line:column, failing and missing tests too',
    )
    .option('--production', 'list the rules that production leaves off in the country, and why')
    .addOption(country())
    .addOption(folder())
    .action(check);
  policy
    .command('test')
    .description('run the tests beside the policy files')
    .addOption(folder())
    .action(test);
  registerExplain(policy, folder(), country());
  registerActivate(policy, folder());
  registerDiff(policy, folder());
};

import type { Country } from '../../lib/country';
import { bundleOf, type PolicySource } from '../bundle';
import type { PolicyContent } from '../content';
import { type Problem, sortProblems } from '../problem';
import { readPolicies } from '../read';
import type { Rule } from '../rule';
import { type OffReason, standing, statusOf } from '../status';
import { runTests, type TestOutcome } from './run-tests';
import { untested } from './untested';

export interface CheckResult {
  /** Null if the files cannot be used. */
  readonly content: PolicyContent | null;
  /** Sorted; empty if all is well. */
  readonly problems: readonly Problem[];
  readonly tests: number;
}

/** Everything that can be wrong in a folder or bundle: form, references, gaps, failing tests, rules that no test exercises. */
export const checkPolicies = (from: PolicySource): CheckResult => {
  const bundle = bundleOf(from);
  const { content, problems, tests } = readPolicies(bundle);
  if (content === null) return { content, problems: sortProblems(problems), tests: 0 };
  const run = runTests(bundle, tests, content);
  const all = [...problems, ...run.problems, ...run.outcomes.flatMap(problemsOf), ...untested(content, run)];
  return { content, problems: sortProblems(all), tests: run.outcomes.length };
};

export const problemsOf = (outcome: TestOutcome): readonly Problem[] => [
  ...outcome.leaked.map((category) => ({
    ...outcome.source,
    text: `${nameOf(outcome)}: ${category} is disclosed, but not listed`,
  })),
  ...outcome.missing.map((category) => ({
    ...outcome.source,
    text: `${nameOf(outcome)}: ${category} is listed, but withheld`,
  })),
];

const nameOf = ({ name, country }: TestOutcome): string =>
  `test "${name}"${country === 'RS' ? '' : ` in ${country}`}`;

export interface RuleOff {
  readonly rule: Rule;
  readonly reason: OffReason;
}

/** Rules that a production hub in `country` would not apply now, in the order of their files. */
export const rulesOff = (content: PolicyContent, country: Country): readonly RuleOff[] => {
  const where = standing({ country, production: true });
  return [...content.entries.values()].flatMap((entry) =>
    entry.rules.flatMap((rule): readonly RuleOff[] => {
      const category = content.categories.get(entry.field);
      if (category === undefined) return [];
      const status = statusOf(rule, category, content, where);
      return status.on ? [] : [{ rule, reason: status.reason }];
    }),
  );
};

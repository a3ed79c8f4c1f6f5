import type { PolicySet, Profile, RowFacts } from '../../policy';
import { candidatesFor } from '../../policy/explain';
import type { CandidateReport } from '../../policy/explanation';

/** What one viewer might be, and one row, as far as that is told; a fact that is not told is left out. */
export interface Possibility {
  readonly profile: Profile;
  readonly facts: Partial<RowFacts>;
}

export type Outcome = 'DISCLOSED' | 'DEPENDS' | 'WITHHELD';

/** What the policy makes of a category in all the possibilities at once. */
export interface Judgement {
  readonly outcome: Outcome;
  /** The rules for the sector, each with what holds in every possibility, in none, or only in some (`null`). */
  readonly rules: readonly CandidateReport[];
  /** The rules that disclose it, or may. */
  readonly carrying: readonly string[];
}

/** DISCLOSED and WITHHELD are certain: they come out so in every possibility, whatever else is true. */
export const judge = (
  policies: PolicySet,
  category: string,
  possibilities: readonly Possibility[],
): Judgement => {
  if (policies.categories.get(category)?.kind === 'public')
    return { outcome: 'DISCLOSED', rules: [], carrying: [] };
  const judged = possibilities.map(({ profile, facts }) => candidatesFor(policies, profile, category, facts));
  const outcomes = new Set(judged.map(outcomeOf));
  const [only, ...others] = outcomes;
  return {
    outcome: only !== undefined && others.length === 0 ? only : 'DEPENDS',
    rules: merge(judged.flat()),
    carrying: [...new Set(judged.flatMap(carriers))],
  };
};

/** All must disclose. */
export const both = (outcomes: readonly Outcome[]): Outcome => {
  if (outcomes.includes('WITHHELD')) return 'WITHHELD';
  return outcomes.includes('DEPENDS') ? 'DEPENDS' : 'DISCLOSED';
};

const outcomeOf = (rules: readonly CandidateReport[]): Outcome => {
  if (rules.some(({ verdict }) => verdict === 'OPENS')) return 'DISCLOSED';
  return rules.some(({ verdict }) => verdict === 'DEPENDS') ? 'DEPENDS' : 'WITHHELD';
};

/** The first rule that opens is the one that a decision cites; before it, any that may open would be. */
const carriers = (rules: readonly CandidateReport[]): readonly string[] => {
  const first = rules.findIndex(({ verdict }) => verdict === 'OPENS');
  return (first < 0 ? rules : rules.slice(0, first + 1))
    .filter(({ verdict }) => verdict === 'OPENS' || verdict === 'DEPENDS')
    .map(({ rule }) => rule);
};

const merge = (reports: readonly CandidateReport[]): readonly CandidateReport[] => {
  const byRule = new Map<string, CandidateReport>();
  for (const report of reports) {
    const known = byRule.get(report.rule);
    byRule.set(report.rule, known === undefined ? report : joined(known, report));
  }
  return [...byRule.values()];
};

const joined = (a: CandidateReport, b: CandidateReport): CandidateReport => ({
  ...a,
  verdict: a.verdict === b.verdict ? a.verdict : 'DEPENDS',
  conditions: a.conditions.map((condition, n) =>
    condition.holds === b.conditions[n]?.holds ? condition : { ...condition, holds: null },
  ),
});

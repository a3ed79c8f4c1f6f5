import { COUNTRIES, type Country } from '../../lib/country';
import type { BasisDefinition, PolicyContent } from '../content';
import { lackOfLegalGround } from '../legal-ground';
import type { Rule } from '../rule';
import { isVouchedFor } from '../status';
import type { TestRun } from './run-tests';

/** What became of one article. */
export interface BasisCoverage {
  readonly basis: BasisDefinition;
  /** Rules that cite it and open something. */
  readonly rules: number;
  /** Rules that cite it and stand ready for a record type to come. */
  readonly waiting: number;
  /** Of these, which production leaves on in the article's country, or in some where it holds in all. Time does not count. */
  readonly inProduction: number;
  /** Tests in which a rule opened something on this basis among others. */
  readonly tests: number;
}

/** Every article of the protocols, in their order. */
export const coverageOf = (content: PolicyContent, run: TestRun): readonly BasisCoverage[] => {
  const isPending = ({ category }: Rule): boolean =>
    content.categories.get(content.entries.get(category)?.field ?? '')?.pending === true;
  const cited = new Map<string, Rule[]>();
  for (const rule of content.rules.values()) {
    for (const id of rule.basis) cited.set(id, [...(cited.get(id) ?? []), rule]);
  }
  const tests = testsByBasis(run);
  return [...content.bases.values()].map((basis) => {
    const all = cited.get(basis.id) ?? [];
    const rules = all.filter((rule) => !isPending(rule));
    return {
      basis,
      rules: rules.length,
      waiting: all.length - rules.length,
      inProduction: rules.filter((rule) => placesOf(basis).some((where) => isVouched(rule, content, where)))
        .length,
      tests: tests.get(basis.id) ?? 0,
    };
  });
};

const placesOf = ({ country }: BasisDefinition): readonly Country[] =>
  country === 'INT' ? COUNTRIES : [country];

/** Whether what somebody vouches for carries the rule there. */
const isVouched = (rule: Rule, content: PolicyContent, where: Country): boolean => {
  const local = rule.basis
    .flatMap((id) => content.bases.get(id) ?? [])
    .filter(({ country }) => country === where || country === 'INT');
  return lackOfLegalGround(rule, local.filter(isVouchedFor)) === null;
};

const testsByBasis = (run: TestRun): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { exercised } of run.outcomes) {
    for (const id of new Set(exercised.flatMap(({ basis }) => basis))) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
};

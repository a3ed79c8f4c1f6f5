import { type Clause } from '../decision';
import type { TestEntry } from '../documents';
import { type Grant, GRANTS, ROW_KEYS, type RowFacts, type RowKey, type SubjectRole } from '../facts';
import { factsOf } from '../verify/run-tests';

/** What a row has one of; of scopes and subjects it has sets. */
const SINGLE = ROW_KEYS.filter(
  (key): key is Exclude<RowKey, 'scope' | 'subject'> => key !== 'scope' && key !== 'subject',
);

/** The facts that are there, as a policy test tells them. */
export type FactsTold = NonNullable<TestEntry['facts']>;

export interface Row {
  readonly told: FactsTold;
  readonly facts: RowFacts;
  /** One bit a fact that is there: a row with all bits of another has all its facts. */
  readonly bits: number;
}

/** One fact that a row may have or not, and what of the facts excludes it. */
interface Choice {
  readonly told: FactsTold;
  readonly bits: number;
}

/**
 * Every row that the clauses can tell apart, those with fewer facts first: the product of the values that they name, of each fact
 * absence too, of scopes and grants every set. What no clause names cannot change what they answer.
 */
export const rowsOf = (
  clauses: readonly Clause[],
  category: string,
  role: SubjectRole | null,
): readonly Row[] => {
  const bit = bits();
  const dimensions: readonly (readonly Choice[])[] = [
    subsets(named(clauses, 'scope')).map((scope) => ({
      told: scope.length === 0 ? {} : { scope },
      bits: scope.reduce((sum, value) => sum | bit(`scope ${value}`), 0),
    })),
    ...SINGLE.map((fact) => [
      { told: {}, bits: 0 },
      ...named(clauses, fact).map((value) => ({ told: { [fact]: value }, bits: bit(`${fact} ${value}`) })),
    ]),
    subjectsOf(clauses, role).map((subjects) => ({
      told: subjects.length === 0 ? {} : { subjects },
      bits: subjects.reduce((sum, value) => sum | bit(`subject ${value}`), 0),
    })),
    ...needed(clauses).map((grant) => [
      { told: {}, bits: 0 },
      { told: { [grant]: [category] }, bits: bit(grant) },
    ]),
  ];
  return product(dimensions)
    .map((choice) => ({ ...choice, facts: factsOf(choice.told) }))
    .sort((a, b) => countBits(a.bits) - countBits(b.bits));
};

/**
 * Somebody with several roles is shown what each of them may show, so rows with one role tell all. Of a family's part the role is
 * given.
 */
const subjectsOf = (
  clauses: readonly Clause[],
  role: SubjectRole | null,
): readonly (readonly SubjectRole[])[] =>
  role === null ? [[], ...named(clauses, 'subject').map((value) => [value])] : [[role]];

const named = <K extends RowKey>(clauses: readonly Clause[], key: K): NonNullable<Clause[K]>[number][] => [
  ...new Set(clauses.flatMap((clause): readonly NonNullable<Clause[K]>[number][] => clause[key] ?? [])),
];

const needed = (clauses: readonly Clause[]): readonly Grant[] =>
  GRANTS.filter((grant) => clauses.some(({ needs }) => needs.includes(grant)));

export const subsets = <T>(list: readonly T[]): readonly (readonly T[])[] =>
  list.reduce<readonly (readonly T[])[]>(
    (sets, value) => [...sets, ...sets.map((set) => [...set, value])],
    [[]],
  );

const product = (dimensions: readonly (readonly Choice[])[]): readonly Choice[] =>
  dimensions.reduce<readonly Choice[]>(
    (rows, choices) =>
      rows.flatMap((row) =>
        choices.map((choice) => ({
          told: { ...row.told, ...choice.told },
          bits: row.bits | choice.bits,
        })),
      ),
    [{ told: {}, bits: 0 }],
  );

/** Numbers facts as they come. */
const bits = (): ((fact: string) => number) => {
  const known = new Map<string, number>();
  return (fact) => {
    const bit = known.get(fact) ?? 1 << known.size;
    known.set(fact, bit);
    return bit;
  };
};

const countBits = (value: number): number => {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
};

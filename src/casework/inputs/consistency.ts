import type { OpenCaseInput } from './open-case';

interface Named {
  readonly reference?: string | null;
}

/** Paths of references that stand twice in a list; of those that are left out nothing is told. */
const namedTwice = (field: string, list: readonly Named[]): string[] => {
  const seen = new Set<string>();
  return list.flatMap(({ reference }, index) => {
    if (typeof reference !== 'string') return [];
    if (seen.has(reference)) return [`${field}.${String(index)}.reference`];
    seen.add(reference);
    return [];
  });
};

const pairsTwice = ({ relationships }: OpenCaseInput): string[] => {
  const seen = new Set<string>();
  return relationships.flatMap(({ from, to }, index) => {
    const pair = JSON.stringify([from, to]);
    if (seen.has(pair)) return [`relationships.${String(index)}`];
    seen.add(pair);
    return [];
  });
};

/** Relationships of a person to himself. */
export const selfPairs = ({ relationships }: OpenCaseInput): string[] =>
  relationships.flatMap(({ from, to }, index) => (from === to ? [`relationships.${String(index)}.to`] : []));

/** Where a case names a person, an event or a pair of persons a second time. */
export const duplicates = (input: OpenCaseInput): string[] => [
  ...namedTwice('participants', input.participants),
  ...namedTwice('incidents', input.incidents),
  ...pairsTwice(input),
];

/** Everything in a case that stands where another thing is asked for. */
export const repetitions = (input: OpenCaseInput): string[] => [...selfPairs(input), ...duplicates(input)];

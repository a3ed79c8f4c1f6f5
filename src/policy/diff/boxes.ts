import { groupBy } from './group-by';

/** A product of sets, one for each dimension, and what is to be said of it. */
export interface Box<D extends string, P> {
  readonly sides: Readonly<Record<D, readonly string[]>>;
  readonly payload: P;
}

/** The sets as numbers: equal sets have the same, and a key of numbers is short. */
interface Numbered<P> {
  readonly sides: readonly number[];
  readonly payload: P;
}

/**
 * Joins boxes that differ in one dimension alone, as often as there are any: the union stays exactly the same, in fewer words. Of
 * boxes that are joined the first one's payload is kept.
 */
export const joinBoxes = <D extends string, P>(
  boxes: readonly Box<D, P>[],
  dimensions: readonly D[],
): readonly Box<D, P>[] => {
  const sets = new Sets();
  let joined = boxes.map(({ sides, payload }): Numbered<P> => ({
    sides: dimensions.map((dimension) => sets.numberOf(sides[dimension])),
    payload,
  }));
  let before: number;
  do {
    before = joined.length;
    dimensions.forEach((_, position) => (joined = joinAlong(joined, position, sets)));
  } while (joined.length < before);
  return joined.map(({ sides, payload }) => ({
    sides: Object.fromEntries(
      dimensions.map((dimension, position) => [dimension, sets.at(sides[position])]),
    ) as unknown as Record<D, readonly string[]>,
    payload,
  }));
};

const joinAlong = <P>(boxes: readonly Numbered<P>[], position: number, sets: Sets): Numbered<P>[] =>
  [...groupBy(boxes, ({ sides }) => sides.with(position, -1).join()).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    if (alike.length === 1) return [first];
    const union = alike.flatMap(({ sides }) => sets.at(sides[position]));
    return [{ ...first, sides: first.sides.with(position, sets.numberOf(union)) }];
  });

class Sets {
  private readonly numbers = new Map<string, number>();
  private readonly sets: (readonly string[])[] = [];

  numberOf(values: readonly string[]): number {
    const set = values.length < 2 ? values : [...new Set(values)].sort();
    const text = [set.length, ...set].join('\n');
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.sets.push(set) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }

  at(number: number | undefined): readonly string[] {
    return (number === undefined ? undefined : this.sets[number]) ?? [];
  }
}

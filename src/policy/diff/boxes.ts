/** A product of sets, one for each dimension, and what is to be said of it. */
export interface Box<D extends string, P> {
  readonly sides: Readonly<Record<D, readonly string[]>>;
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
  let joined = boxes;
  let before: number;
  do {
    before = joined.length;
    for (const dimension of dimensions) joined = joinAlong(joined, dimension, dimensions);
  } while (joined.length < before);
  return joined;
};

const joinAlong = <D extends string, P>(
  boxes: readonly Box<D, P>[],
  dimension: D,
  dimensions: readonly D[],
): readonly Box<D, P>[] => {
  const groups = new Map<string, Box<D, P>>();
  for (const box of boxes) {
    const key = JSON.stringify(dimensions.map((other) => (other === dimension ? null : box.sides[other])));
    const first = groups.get(key);
    groups.set(key, first === undefined ? box : widen(first, dimension, box.sides[dimension]));
  }
  return [...groups.values()];
};

const widen = <D extends string, P>(box: Box<D, P>, dimension: D, values: readonly string[]): Box<D, P> => ({
  ...box,
  sides: { ...box.sides, [dimension]: [...new Set([...box.sides[dimension], ...values])].sort() },
});

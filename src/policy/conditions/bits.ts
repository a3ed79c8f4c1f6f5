/** Bit of each value of a closed list, from `shift` on. Without a prototype: a value outside the list has no bit. */
export const bitTable = <T extends string>(
  values: readonly T[],
  shift: number,
): Readonly<Record<T, number>> => {
  const table = Object.create(null) as Record<T, number>;
  values.forEach((value, position) => {
    table[value] = 1 << (shift + position);
  });
  return Object.freeze(table);
};

/** The bits of which one is demanded; null where the rule does not name the condition. */
export const anyOf = <T extends string>(
  table: Readonly<Record<T, number>>,
  values: readonly T[] | null,
): number | null => (values === null ? null : values.reduce((bits, value) => bits | table[value], 0));

export const listed = (values: readonly string[] | null): string | null =>
  values === null ? null : values.join(' or ');

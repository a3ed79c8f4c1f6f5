/** An answer of JSON, and what of it is compared. */
type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

const isFields = (value: Value): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const idOf = (value: Value): string | undefined =>
  isFields(value) && typeof value['id'] === 'string' ? value['id'] : undefined;

/**
 * Of what somebody is told after a change, what he had been told before and what the change has made: a change may open to its maker
 * what was there and withheld from him, and that he had not known. `isKnown`: whether an id is one of those that there were.
 */
export const toldBefore = (after: Value, before: Value, isKnown: (id: string) => boolean): Value => {
  if (Array.isArray(after)) {
    const items = after as readonly Value[];
    const earlier = Array.isArray(before) ? (before as readonly Value[]) : [];
    if (!items.some(isFields)) return before === null || before === undefined ? null : after;
    return items.flatMap((item, at) => {
      const id = idOf(item);
      if (id !== undefined && !isKnown(id)) return [item];
      const former = id === undefined ? earlier[at] : earlier.find((each) => idOf(each) === id);
      return former === undefined ? [] : [toldBefore(item, former, isKnown)];
    });
  }
  if (before === null || before === undefined) return null;
  if (!isFields(after) || !isFields(before)) return after;
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => [name, toldBefore(value, before[name], isKnown)]),
  );
};

import { withoutNonces } from './pools';

const VARIES = /"(?:\d{4}-\d\d-\d\dT[\d:.]+Z|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"/g;
/** Milliseconds that may lie between the two askings of one question. */
const APART = 60_000;

const isTime = (text: string): boolean => text.includes('T');
const blanked = (text: string): string => text.replaceAll(VARIES, '*');

/** Which values of two answers to one question may differ. */
export interface Varying {
  /** When the question was first asked: the instant of an answer lies after it. */
  readonly since: number;
  /** Whether an id is one of those that there were; others the operation itself has made. */
  readonly isKnown: (id: string) => boolean;
}

/**
 * What one operation made or corrected is of one instant, and is listed by ids, of which those that it made are random: such neighbours
 * in the order of what else they say.
 */
const settled = (text: string, { since, isKnown }: Varying): string => {
  const told = (said: string): string =>
    said.replaceAll(VARIES, (value) => (isTime(value) || !isKnown(value.slice(1, -1)) ? '*' : value));
  const isMade = (item: unknown): boolean =>
    typeof item === 'object' &&
    item !== null &&
    'id' in item &&
    (!isKnown(String(item.id)) ||
      ('recordedAt' in item && new Date(String(item.recordedAt)).getTime() >= since));
  const inOrder = (items: readonly unknown[]): unknown[] => {
    const keyed = items.map((item) => ({ item, key: told(JSON.stringify(item)) }));
    return keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ item }) => item);
  };
  const settle = (_key: string, value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    const runs = value.reduce<{ made: boolean; items: unknown[] }[]>((found, item) => {
      const last = found.at(-1);
      const made = isMade(item);
      if (last?.made === made) last.items.push(item);
      else found.push({ made, items: [item] });
      return found;
    }, []);
    return runs.flatMap(({ made, items }) => (made ? inOrder(items) : items));
  };
  return JSON.stringify(JSON.parse(text, settle));
};

/**
 * Are the texts of two answers the same to the byte? Nonces of cursors differ, the instants of the two askings, and the ids of what they
 * made; the same id of one stands for the same id of the other everywhere.
 */
export const alike = (one: string, other: string, varying: Varying): boolean => {
  const { since, isKnown } = varying;
  if (one === other) return true;
  const texts = [withoutNonces(one), withoutNonces(other)];
  if (texts[0] === texts[1]) return true;
  const [left, right] = texts.map((text) => settled(text, varying)) as [string, string];
  if (blanked(left) !== blanked(right)) return false;
  const made = new Map<string, string>();
  const standsFor = new Map<string, string>();
  const [mine, its] = [left, right].map((text) =>
    [...text.matchAll(VARIES)].map(([found]) => found.slice(1, -1)),
  );
  return mine!.every((value, n) => {
    const same = its![n]!;
    if (value === same) return true;
    if (isTime(value)) {
      const [a, b] = [new Date(value).getTime(), new Date(same).getTime()];
      return a >= since && b >= since && Math.abs(a - b) < APART;
    }
    if (isTime(same) || isKnown(value) || isKnown(same)) return false;
    if (!made.has(value) && !standsFor.has(same)) {
      made.set(value, same);
      standsFor.set(same, value);
    }
    return made.get(value) === same && standsFor.get(same) === value;
  });
};

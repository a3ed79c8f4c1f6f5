/** Readers of untyped JSON: what came over the wire is a value of no type until one of these has looked at it. */

export type Json = Readonly<Record<string, unknown>>;

/** The value as an object, or null if it is none. */
export const asObject = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

/** The value as an array; anything else is empty. */
export const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value as a text that says something, or null. */
export const asText = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** The texts of a list, or the one text alone; whatever is no text is left out. */
export const asTexts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => asText(item) !== null);

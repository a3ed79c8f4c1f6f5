import { asArray, asObject, asText, asTexts, type Json } from '../read';

export const ACCESS = ['ALWAYS', 'DEPENDS', 'NEVER'] as const;
export type Access = (typeof ACCESS)[number];

/** What a rule rests on: an article of an instrument, and how sure its reading is. */
export interface Basis {
  readonly id: string;
  readonly article: string | null;
  readonly instrument: string | null;
  readonly confidence: string | null;
}

/** Whether the viewer may see one field, on which basis, and what would open it. */
export interface FieldAccess {
  readonly type: string;
  readonly field: string;
  readonly category: string;
  readonly access: Access;
  readonly code: string | null;
  readonly basis: readonly Basis[];
  readonly conditions: readonly string[];
  readonly remedy: string | null;
}

export const FIELD_ACCESS_QUERY = `query ConsoleFieldAccess {
  fieldAccess { type field category access code basis { id article instrument confidence } conditions remedy }
}`;

/** An unknown word is no permission. */
const readAccess = (value: unknown): Access => ACCESS.find((access) => access === value) ?? 'NEVER';

/** A basis given as an object or by its id alone. */
const readBasis = (value: unknown): Basis | null => {
  const source = asObject(value) ?? { id: value };
  const id = asText(source['id']);
  if (id === null) return null;
  return {
    id,
    article: asText(source['article']),
    instrument: asText(source['instrument']),
    confidence: asText(source['confidence']),
  };
};

export const readBases = (value: unknown): readonly Basis[] =>
  asArray(value)
    .map(readBasis)
    .filter((basis) => basis !== null);

/** The list in an answer to FIELD_ACCESS_QUERY, or null if the answer has none. */
export const parseFieldAccess = (answer: Json): readonly FieldAccess[] | null => {
  const list = asObject(answer['data'])?.['fieldAccess'];
  if (!Array.isArray(list)) return null;
  return asArray(list).flatMap((item) => {
    const source = asObject(item) ?? {};
    const type = asText(source['type']);
    const field = asText(source['field']);
    if (type === null || field === null) return [];
    return [
      {
        type,
        field,
        category: asText(source['category']) ?? '',
        access: readAccess(source['access']),
        code: asText(source['code']),
        basis: readBases(source['basis']),
        conditions: asTexts(source['conditions']),
        remedy: asText(source['remedy']),
      },
    ];
  });
};

/** The fields of one type. */
export interface TypeAccess {
  readonly type: string;
  readonly fields: readonly FieldAccess[];
}

/** Fields whose type, name, category or basis contains every word of the search, by type, in the order of the alphabet. */
export const groupByType = (
  list: readonly FieldAccess[],
  search: string,
  shown: Access | 'ALL',
): readonly TypeAccess[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const types = new Map<string, FieldAccess[]>();
  for (const entry of list) {
    const text = [entry.type, entry.field, entry.category, ...entry.basis.map(describeBasis)]
      .join(' ')
      .toLowerCase();
    if (shown !== 'ALL' && entry.access !== shown) continue;
    if (!words.every((word) => text.includes(word))) continue;
    types.set(entry.type, [...(types.get(entry.type) ?? []), entry]);
  }
  return [...types]
    .map(([type, fields]) => ({ type, fields }))
    .sort((one, other) => one.type.localeCompare(other.type));
};

/** A basis as a reader of laws would cite it, or its id where the hub told no more. */
export const describeBasis = ({ id, article, instrument }: Basis): string =>
  article === null && instrument === null ? id : [instrument, article].filter(Boolean).join(', ');

import { asArray, asObject, asText, asTexts, type Json } from '../read';
import { readBases, type Basis } from './field-access';

/** One field that an answer withheld, as in `extensions.withheld`. */
export interface Withheld {
  readonly type: string;
  readonly field: string;
  /** How many records it was withheld on, whether or not they have a value. */
  readonly count: number;
  readonly code: string;
  readonly rule: string | null;
  readonly basis: readonly Basis[];
  readonly remedy: string | null;
}

/** How what was disclosed must be handled, as in `extensions.handling`. */
export interface Handling {
  /** `Type.field`, or null where the instruction concerns the whole answer. */
  readonly field: string | null;
  readonly instructions: readonly string[];
}

/** What the last answer said about its own disclosure. */
export interface Answer {
  readonly operationName: string | null;
  readonly withheld: readonly Withheld[];
  readonly handling: readonly Handling[];
  readonly failed: boolean;
}

const readWithheld = (value: unknown): readonly Withheld[] => {
  const source = asObject(value);
  if (source === null) return [];
  const count = source['count'];
  return [
    {
      type: asText(source['type']) ?? '',
      field: asText(source['field']) ?? '',
      count: typeof count === 'number' ? count : 1,
      code: asText(source['code']) ?? '',
      rule: asText(source['rule']),
      basis: readBases(source['basis']),
      remedy: asText(source['remedy']),
    },
  ];
};

const readHandling = (value: unknown): readonly Handling[] => {
  if (typeof value === 'string') return [{ field: null, instructions: [value] }];
  const source = asObject(value);
  if (source === null) return [];
  const type = asText(source['type']);
  const field = asText(source['field']);
  return [
    {
      field: field === null ? type : [type, field].filter(Boolean).join('.'),
      instructions: asTexts(source['handling']),
    },
  ];
};

export const parseAnswer = (answer: Json, operationName: string | null): Answer => {
  const extensions = asObject(answer['extensions']) ?? {};
  return {
    operationName,
    withheld: asArray(extensions['withheld']).flatMap(readWithheld),
    handling: asArray(extensions['handling']).flatMap(readHandling),
    failed: asArray(answer['errors']).length > 0,
  };
};

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

/** What the last answer said about its own disclosure. */
export interface Answer {
  readonly operationName: string | null;
  readonly withheld: readonly Withheld[];
  /** How what was disclosed must be handled, as in `extensions.handling`. */
  readonly handling: readonly string[];
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

export const parseAnswer = (answer: Json, operationName: string | null): Answer => {
  const extensions = asObject(answer['extensions']) ?? {};
  return {
    operationName,
    withheld: asArray(extensions['withheld']).flatMap(readWithheld),
    handling: asTexts(extensions['handling']),
    failed: asArray(answer['errors']).length > 0,
  };
};

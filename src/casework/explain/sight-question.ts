import type { GraphQLSchema } from 'graphql';
import { invalid } from '../../errors/invalid';
import type { OperationContext } from '../../graphql/context';
import type { PolicySet } from '../../policy';
import type { SubjectRole } from '../../policy/facts';
import { fieldQuestion, isPlainContent, type Step } from './question';
import { NOBODY, ONE_OF_THEM, subjectsOf } from './subjects';

/** A field of a kind of record, or a category wherever it stands. */
export interface SightQuestion {
  readonly type: string | null;
  readonly field: string | null;
  readonly category: string;
  readonly steps: readonly Step[];
  readonly subjects: readonly (readonly SubjectRole[])[];
  /** Row security asks no more of such a record than of the rest of the case. */
  readonly plain: boolean;
}

export interface Asking {
  readonly type: string | null;
  readonly field: string | null;
  readonly category: string | null;
}

const KINDS: readonly string[] = ['content', 'existence', 'metadata'];

/** Throws SPONA_INVALID unless a type with its field is named, or a category of data. */
export const sightQuestion = (
  context: Pick<OperationContext, 'rows'>,
  schema: GraphQLSchema,
  policies: PolicySet,
  { type, field, category }: Asking,
): SightQuestion => {
  if (type !== null && field !== null && category === null) {
    const question = fieldQuestion(context, schema, type, field);
    return {
      ...question,
      subjects: subjectsOf(question.source),
      plain: isPlainContent(question.source),
    };
  }
  if (category === null || type !== null || field !== null)
    throw invalid('category', 'Name a type and its field, or a category and neither.');
  const definition = policies.categories.get(category);
  if (definition === undefined || !KINDS.includes(definition.kind))
    throw invalid('category', 'Name a category of data, as the vocabulary of the policies has it.');
  return {
    type: null,
    field: null,
    category,
    steps: [{ kind: 'FIELD', category }],
    subjects: definition.family ? ONE_OF_THEM : [...NOBODY, ...ONE_OF_THEM],
    plain: true,
  };
};

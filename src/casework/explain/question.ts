import { type GraphQLSchema, isObjectType } from 'graphql';
import { invalid } from '../../errors/invalid';
import type { OperationContext } from '../../graphql/context';
import { PERSON_EXISTENCE } from '../../graphql/fact-sql';
import type { RowSource } from '../../graphql/row-source';
import type { PolicySet } from '../../policy';
import { CASE_ROWS } from '../row-types';
import { SectorRecord } from '../sector-record';

/** What is to be disclosed so that a field is: the row, the person whom it is about, the field itself. */
export const STEPS = {
  ROW: 'That there is the record.',
  PERSON: 'That there is the person whom the record is about; who holds the record knows.',
  FIELD: 'The field itself.',
} as const;
export type StepKind = keyof typeof STEPS;

export interface Step {
  readonly kind: StepKind;
  readonly category: string;
}

/** A field of a kind of record, and what it takes. */
export interface FieldQuestion {
  readonly type: string;
  readonly field: string;
  readonly category: string;
  readonly source: RowSource;
  readonly steps: readonly Step[];
}

/** Throws SPONA_INVALID unless the type has a field of that name that holds a datum. */
export const fieldQuestion = (
  { rows }: Pick<OperationContext, 'rows'>,
  schema: GraphQLSchema,
  type: string,
  field: string,
): FieldQuestion => {
  const known = schema.getType(type);
  const found = isObjectType(known) ? known.getFields()[field] : undefined;
  if (found === undefined || found.extensions.rows === true)
    throw invalid(
      'field',
      `Name a field of the type that holds a datum; of a list of records, ask for its own type.`,
    );
  const source = rows.source(type);
  const category = String(found.extensions.category);
  const steps: Step[] = [
    { kind: 'ROW', category: source.existence },
    ...(source.subject === 'subject_id' ? [{ kind: 'PERSON', category: PERSON_EXISTENCE } as const] : []),
    { kind: 'FIELD', category },
  ];
  return { type, field, category, source, steps };
};

/**
 * Whether row security asks no more of the rows than scope or custodian, and no lock; of what opens parts of a case it asks more, and of
 * anything that this does not know it may.
 */
export const isPlainContent = ({ type, entity }: Pick<RowSource, 'type' | 'entity'>): boolean =>
  entity.prototype instanceof SectorRecord || Object.values(CASE_ROWS).some((row) => row.type === type);

/** Whether the category's refusals must stay without a trace: then no fact of a case enters an answer about it. */
export const isForPolicyAlone = (policies: readonly PolicySet[], category: string): boolean =>
  policies.some((set) => {
    const definition = set.categories.get(category);
    return definition !== undefined && (definition.silent || definition.forbidden);
  });

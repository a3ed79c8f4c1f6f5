import { IsUUID, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { Category } from '../graphql/category';
import { enumOf } from '../graphql/enums';
import { DateTime } from '../graphql/scalars';
import { CaseStatusEnum, FormOfViolenceEnum, WeaponEnum } from './case-enums';
import type { CaseStatus, FormOfViolence, Weapon } from './case-values';

/** Of what each condition asks: the argument's check and the condition's SQL speak of the same category. */
export const CONDITION_CATEGORIES = {
  status: 'case.status',
  reference: 'case.reference',
  municipalityCode: 'case.municipality',
  openedFrom: 'case.time',
  openedBefore: 'case.time',
  custodianId: 'provenance.agency',
  form: 'incident.forms',
  weapon: 'incident.weapon',
} as const;

/** The same of each order. */
export const ORDER_CATEGORIES = { openedAt: 'case.time', reference: 'case.reference' } as const;

/** Which cases to list. Conditions beside each other all hold; a withheld value is unknown, as null is in SQL, at every depth. */
@InputType({
  description:
    'Which cases to list; conditions beside each other all hold. A withheld value of a case is unknown, as null is in SQL, under `not` as well; what is asked of its records is asked of those that the viewer sees, and `not` says that none of these is so.',
})
export class CaseFilter {
  @ValidateNested({ each: true })
  @Field(() => [CaseFilter], {
    nullable: true,
    description: 'Each of these conditions holds; none given holds always.',
  })
  and!: CaseFilter[] | null;

  @ValidateNested({ each: true })
  @Field(() => [CaseFilter], {
    nullable: true,
    description: 'At least one of these conditions holds; none given never holds.',
  })
  or!: CaseFilter[] | null;

  @ValidateNested()
  @Field(() => CaseFilter, {
    nullable: true,
    description: 'This condition does not hold; where it is unknown, neither does this.',
  })
  not!: CaseFilter | null;

  @Category(CONDITION_CATEGORIES.status)
  @Field(() => CaseStatusEnum, { nullable: true, description: 'The case is worked on, or closed.' })
  status!: CaseStatus | null;

  @Category(CONDITION_CATEGORIES.reference)
  @Field(() => String, { nullable: true, description: "The custodian's own number is exactly this." })
  reference!: string | null;

  @Category(CONDITION_CATEGORIES.municipalityCode)
  @Field(() => String, { nullable: true, description: 'The competent municipality has this `code`.' })
  municipalityCode!: string | null;

  @Category(CONDITION_CATEGORIES.openedFrom)
  @Field(() => DateTime, { nullable: true, description: 'The case was opened at this time or later.' })
  openedFrom!: Date | null;

  @Category(CONDITION_CATEGORIES.openedBefore)
  @Field(() => DateTime, { nullable: true, description: 'The case was opened before this time.' })
  openedBefore!: Date | null;

  @IsUUID()
  @Category(CONDITION_CATEGORIES.custodianId)
  @Field(() => ID, {
    nullable: true,
    description: 'The agency of this id holds the case; a concealed one is never found by it.',
  })
  custodianId!: string | null;

  @Category(CONDITION_CATEGORIES.form)
  @Field(() => FormOfViolenceEnum, {
    nullable: true,
    description: 'Some incident of the case has this form of violence.',
  })
  form!: FormOfViolence | null;

  @Category(CONDITION_CATEGORIES.weapon)
  @Field(() => WeaponEnum, { nullable: true, description: 'Some incident of the case has this weapon.' })
  weapon!: Weapon | null;
}

const SORT_DIRECTIONS = {
  ASC: 'From the least to the greatest, the earliest to the latest.',
  DESC: 'From the greatest to the least, the latest to the earliest.',
} as const;
export type SortDirection = keyof typeof SORT_DIRECTIONS;
const SortDirectionEnum = enumOf(
  'SortDirection',
  SORT_DIRECTIONS,
  'Direction of an order; withheld and absent values come last.',
);

@InputType({ description: 'How to order cases: exactly one of these.' })
export class CaseOrder {
  @Category(ORDER_CATEGORIES.openedAt)
  @Field(() => SortDirectionEnum, {
    nullable: true,
    description: 'By `openedAt`, the time when the case was opened.',
  })
  openedAt!: SortDirection | null;

  @Category(ORDER_CATEGORIES.reference)
  @Field(() => SortDirectionEnum, {
    nullable: true,
    description: "By `reference`, the custodian's own number, as text.",
  })
  reference!: SortDirection | null;
}

/** A condition that a kind of record adds to the filter of cases: a value of its column on some record of the case. */
export interface RecordCondition {
  readonly type: string;
  readonly category: string;
  readonly column: string;
}

const recordConditions = new Map<string, RecordCondition>();

/** Lets cases be listed by a column of a record type; called once, by the record's registration. */
export const addRecordCondition = (
  name: string,
  condition: RecordCondition,
  values: () => object,
  description: string,
): void => {
  recordConditions.set(name, condition);
  Field(values, { nullable: true, description })(CaseFilter.prototype, name);
  Category(condition.category)(CaseFilter.prototype, name, {});
};

export const recordCondition = (name: string): RecordCondition | undefined => recordConditions.get(name);

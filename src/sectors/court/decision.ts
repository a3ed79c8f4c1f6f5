import { IsUUID } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { Category } from '../../graphql/category';
import { enumOf } from '../../graphql/enums';
import { NotBefore, Past, Rule, Text } from '../../graphql/input-rules';
import { DateTime } from '../../graphql/scalars';

const OUTCOMES = {
  EXTENDED: 'The measure is extended; `until` says how long.',
  REFUSED: 'The measure is not extended and ends by itself.',
} as const;
const APPELLANTS = {
  PROSECUTOR: 'The prosecutor who had proposed the extension.',
  RESPONDENT: 'The person against whom the measure is.',
} as const;
const APPEAL_DECISIONS = {
  CONFIRMED: 'The decision stands as it was made.',
  ALTERED: 'The higher court decided otherwise itself.',
} as const;
export type CourtOutcome = keyof typeof OUTCOMES;
export type Appellant = keyof typeof APPELLANTS;
export type AppealDecision = keyof typeof APPEAL_DECISIONS;

const CourtOutcomeEnum = enumOf('CourtOutcome', OUTCOMES, 'What the court decided on the proposal.');
const AppellantEnum = enumOf('Appellant', APPELLANTS, 'Who appealed (ZSNP art. 20).');
const AppealDecisionEnum = enumOf(
  'AppealDecision',
  APPEAL_DECISIONS,
  'What the higher court decided; it may not remand (ZSNP art. 20).',
);

/** The court's decision on the extension of an urgent measure (ZSNP arts 19-21). */
@ObjectType({
  simpleResolvers: true,
  description: "The court's decision on the extension of an urgent measure (ZSNP arts 19-21).",
})
@Entity('court_decision')
export class CourtDecision extends SectorRecord {
  @Category('decision.number')
  @Field(() => String, { nullable: true, description: "The court's own number of the decision." })
  @Column('text')
  number!: string;

  @Category('decision.number')
  @Field(() => ID, { nullable: true, description: 'Id of the urgent measure whose extension it decides.' })
  @Column('uuid', { nullable: true })
  measureId!: string | null;

  @Category('decision.time')
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was made; due 24 hours after the proposal was received (ZSNP art. 19).',
  })
  @Column('timestamptz')
  decidedAt!: Date;

  @Category('decision.outcome')
  @Field(() => CourtOutcomeEnum, { nullable: true, description: 'Whether the measure is extended or not.' })
  @Column('text')
  outcome!: CourtOutcome;

  @Category('decision.until')
  @Field(() => DateTime, {
    nullable: true,
    description:
      'Until when the measure is extended, at most 30 days (ZSNP art. 21(2)); null where it was refused.',
  })
  @Column('timestamptz', { nullable: true })
  until!: Date | null;

  @Category('decision.in-force')
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the extension is in force at the request's instant.",
  })
  get inForce(): boolean {
    return this.until !== null && this.decidedAt <= this.readAt && this.readAt < this.until;
  }

  @Category('decision.children')
  @Field(() => Boolean, { nullable: true, description: 'Whether the ban covers the children as well.' })
  @Column('boolean')
  coversChildren!: boolean;

  @Category('decision.reasoning')
  @Field(() => String, { nullable: true, description: 'The reasons of the court, in words.' })
  @Column('text', { nullable: true })
  reasoning!: string | null;

  @Category('decision.appeal')
  @Field(() => DateTime, {
    nullable: true,
    description: 'When an appeal was filed; due in 3 days from receipt (ZSNP art. 20).',
  })
  @Column('timestamptz', { nullable: true })
  appealFiledAt!: Date | null;

  @Category('decision.appeal')
  @Field(() => AppellantEnum, {
    nullable: true,
    description: 'Who appealed against the decision; null where nobody did.',
  })
  @Column('text', { nullable: true })
  appealBy!: Appellant | null;

  @Category('decision.appeal')
  @Field(() => AppealDecisionEnum, {
    nullable: true,
    description: 'What the higher court decided on the appeal; null until then.',
  })
  @Column('text', { nullable: true })
  appealDecision!: AppealDecision | null;

  @Category('decision.appeal')
  @Field(() => DateTime, { nullable: true, description: 'When the higher court decided on the appeal.' })
  @Column('timestamptz', { nullable: true })
  appealDecidedAt!: Date | null;
}

const YEAR = 366 * 86_400_000;

/** The laws know shorter times; this is to catch what was mistyped. */
const isEndOfExtension = (
  until: unknown,
  { outcome, decidedAt }: Readonly<Record<string, unknown>>,
): boolean =>
  outcome === 'EXTENDED' &&
  until instanceof Date &&
  decidedAt instanceof Date &&
  until.getTime() - decidedAt.getTime() <= YEAR;

@InputType({
  description: 'A court decision as the court records it; a correction replaces the whole of it.',
})
export class CourtDecisionInput extends SectorRecordInput {
  @Text(100)
  @Field(() => String, { description: "The court's own number of the decision; unique in the agency." })
  number!: string;

  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Id of the urgent measure whose extension it decides.' })
  measureId!: string | null;

  @Past()
  @Field(() => DateTime, { description: 'When the decision was made; not in the future.' })
  decidedAt!: Date;

  @Field(() => CourtOutcomeEnum, { description: 'Whether the measure is extended or not.' })
  outcome!: CourtOutcome;

  @NotBefore('decidedAt')
  @Rule('extended', 'Only an extension has an end, at most a year after the decision.', isEndOfExtension)
  @Field(() => DateTime, {
    nullable: true,
    description:
      'Until when the measure is extended, at most a year from the decision; given with EXTENDED, and only there.',
  })
  until!: Date | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the ban covers the children as well.' })
  coversChildren!: boolean;

  @Text(20_000)
  @Field(() => String, { nullable: true, description: 'The reasons of the court, in words.' })
  reasoning!: string | null;

  @Past()
  @NotBefore('decidedAt')
  @Field(() => DateTime, {
    nullable: true,
    description: 'When an appeal was filed; null where there is none.',
  })
  appealFiledAt!: Date | null;

  @Field(() => AppellantEnum, {
    nullable: true,
    description: 'Who appealed against the decision; null where nobody did.',
  })
  appealBy!: Appellant | null;

  @Field(() => AppealDecisionEnum, {
    nullable: true,
    description: 'What the higher court decided on the appeal; null until then.',
  })
  appealDecision!: AppealDecision | null;

  @Past()
  @NotBefore('appealFiledAt')
  @Field(() => DateTime, { nullable: true, description: 'When the higher court decided on the appeal.' })
  appealDecidedAt!: Date | null;
}

export const courtDecision = recordType({
  sector: 'COURT',
  type: CourtDecision,
  input: CourtDecisionInput,
  field: 'courtDecision',
  collection: 'courtDecisions',
  existence: 'decision.existence',
  write: 'write.court-decision',
  about: 'court decision',
  refersTo: { measureId: 'UrgentMeasure' },
});

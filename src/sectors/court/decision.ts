import { IsDate, IsOptional, IsUUID, MaxLength, MinLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { Category } from '../../graphql/category';
import { enumOf } from '../../graphql/enums';
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
  @Field(() => String, { nullable: true, description: 'Number of the decision.' })
  @Column('text')
  number!: string;

  @Category('decision.number')
  @Field(() => ID, { nullable: true, description: 'The urgent measure it is about.' })
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
  @Field(() => CourtOutcomeEnum, { nullable: true, description: 'What was decided.' })
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
  @Field(() => String, { nullable: true, description: 'Reasons.' })
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
  @Field(() => AppellantEnum, { nullable: true, description: 'Who appealed.' })
  @Column('text', { nullable: true })
  appealBy!: Appellant | null;

  @Category('decision.appeal')
  @Field(() => AppealDecisionEnum, { nullable: true, description: 'What the higher court decided.' })
  @Column('text', { nullable: true })
  appealDecision!: AppealDecision | null;

  @Category('decision.appeal')
  @Field(() => DateTime, { nullable: true, description: 'When the higher court decided.' })
  @Column('timestamptz', { nullable: true })
  appealDecidedAt!: Date | null;
}

@InputType({ description: 'Content of a court decision.' })
export class CourtDecisionInput extends SectorRecordInput {
  @MinLength(1)
  @MaxLength(100)
  @Field(() => String, { description: 'Number of the decision; unique in the agency.' })
  number!: string;

  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'The urgent measure it is about.' })
  measureId!: string | null;

  @IsDate()
  @Field(() => DateTime, { description: 'When it was made.' })
  decidedAt!: Date;

  @Field(() => CourtOutcomeEnum, { description: 'What was decided.' })
  outcome!: CourtOutcome;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the measure is extended; only with EXTENDED.',
  })
  until!: Date | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the ban covers the children.' })
  coversChildren!: boolean;

  @MaxLength(20_000)
  @Field(() => String, { nullable: true, description: 'Reasons.' })
  reasoning!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When an appeal was filed.' })
  appealFiledAt!: Date | null;

  @Field(() => AppellantEnum, { nullable: true, description: 'Who appealed.' })
  appealBy!: Appellant | null;

  @Field(() => AppealDecisionEnum, { nullable: true, description: 'What the higher court decided.' })
  appealDecision!: AppealDecision | null;

  @Field(() => DateTime, { nullable: true, description: 'When the higher court decided.' })
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

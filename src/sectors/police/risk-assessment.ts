import { IsArray, ValidateNested } from 'class-validator';
import { Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Delivery, deliveriesOf } from '../../casework/delivery';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { invalid } from '../../errors/invalid';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { enumOf } from '../../graphql/enums';
import { Past, Text } from '../../graphql/input-rules';
import { DateTime } from '../../graphql/scalars';

const RISK_LEVELS = {
  LOW: 'Violence is not to be expected soon.',
  MEDIUM: 'Violence may follow if circumstances change.',
  HIGH: 'Violence is likely to follow.',
  IMMEDIATE: 'Immediate danger of violence (ZSNP art. 3(2)).',
} as const;
const RISK_FACTOR_MEANINGS = {
  EARLIER_VIOLENCE: 'The possible perpetrator was violent before, also recently and also to others.',
  READY_TO_REPEAT: 'He is ready to be violent again.',
  THREAT_OF_MURDER_OR_SUICIDE: 'He threatened to kill or to take his own life.',
  POSSESSES_WEAPON: 'He possesses a weapon.',
  MENTAL_ILLNESS: 'He is mentally ill.',
  SUBSTANCE_ABUSE: 'He abuses alcohol or drugs.',
  CONFLICT_OVER_CHILD: 'There is a conflict over custody of a child or the manner of contact with it.',
  EARLIER_MEASURE: 'A measure of protection was ordered against him before.',
  FEAR_AND_OWN_ESTIMATE_OF_VICTIM: 'The victim is afraid, and estimates the risk herself as high.',
} as const;
const RISK_ANSWERS = {
  YES: 'The factor is there.',
  NO: 'The factor is not there.',
  UNKNOWN: 'It was not asked, or could not be found out.',
} as const;

export type RiskLevel = keyof typeof RISK_LEVELS;
export type RiskFactor = keyof typeof RISK_FACTOR_MEANINGS;
export type RiskAnswerValue = keyof typeof RISK_ANSWERS;

/** In the order in which an assessment answers them. */
export const RISK_FACTORS = Object.keys(RISK_FACTOR_MEANINGS) as readonly RiskFactor[];

const RiskLevelEnum = enumOf(
  'RiskLevel',
  RISK_LEVELS,
  'How great the risk is that violence follows (ZSNP art. 16).',
);
const RiskFactorEnum = enumOf(
  'RiskFactor',
  RISK_FACTOR_MEANINGS,
  'What an assessment must consider by law (ZSNP art. 16(2)), as nine questions.',
);
const RiskAnswerEnum = enumOf('RiskAnswerValue', RISK_ANSWERS, 'What is known of a risk factor.');

/** One factor and what is known of it. */
@ObjectType({ simpleResolvers: true, description: 'One statutory factor and what is known of it.' })
export class RiskAnswer {
  @Category('public')
  @Field(() => RiskFactorEnum, { description: 'The factor (ZSNP art. 16(2)).' })
  factor!: RiskFactor;

  @Category('public')
  @Field(() => RiskAnswerEnum, { description: 'Whether the factor is there, as far as is known.' })
  answer!: RiskAnswerValue;
}

/** The competent police officer's risk assessment (ZSNP art. 16). */
@ObjectType({
  simpleResolvers: true,
  description: "The competent police officer's risk assessment (ZSNP art. 16).",
})
@Entity('police_risk_assessment')
export class RiskAssessment extends SectorRecord {
  @Category('risk.time')
  @Field(() => DateTime, { nullable: true, description: 'When the assessment was made.' })
  @Column('timestamptz')
  assessedAt!: Date;

  @Category('risk.level')
  @Field(() => RiskLevelEnum, {
    nullable: true,
    description: 'How great the officer assesses the risk to be.',
  })
  @Column('text')
  level!: RiskLevel;

  @Category('risk.danger')
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the assessment indicates immediate danger (ZSNP arts 3(2), 16(3)); computed from the level.',
  })
  get immediateDanger(): boolean {
    return this.level === 'IMMEDIATE';
  }

  @Category('risk.child-flag')
  @Field(() => Boolean, { nullable: true, description: 'Whether a child is at risk; null where not known.' })
  @Column('boolean', { nullable: true })
  childrenAtRisk!: boolean | null;

  @Column('jsonb', { name: 'answers' })
  answerByFactor!: Partial<Record<RiskFactor, RiskAnswerValue>>;

  @Category('risk.answers.statutory')
  @Field(() => [RiskAnswer], {
    nullable: true,
    description: 'Answers to the nine statutory factors (ZSNP art. 16(2)).',
  })
  get answers(): RiskAnswer[] {
    return RISK_FACTORS.map((factor) => ({ factor, answer: this.answerByFactor[factor] ?? 'UNKNOWN' }));
  }

  @Category('risk.victim-words')
  @Field(() => String, {
    nullable: true,
    description:
      "The victim's own words on her fear and on the risk, apart from the answers: the respondent sees what is filed with a court.",
  })
  @Column('text', { nullable: true })
  victimWords!: string | null;

  @Category('risk.opinion')
  @Field(() => String, {
    nullable: true,
    description: 'Opinion of the centre for social work, where it was asked (ZSNP art. 15(3)).',
  })
  @Column('text', { nullable: true })
  opinionOfCentre!: string | null;
}

@InputType({ description: 'One statutory factor and what is known of it.' })
class RiskAnswerInput {
  @Field(() => RiskFactorEnum, { description: 'The factor (ZSNP art. 16(2)); each at most once.' })
  factor!: RiskFactor;

  @Field(() => RiskAnswerEnum, { description: 'Whether the factor is there, as far as is known.' })
  answer!: RiskAnswerValue;
}

@InputType({
  description: 'A risk assessment as the officer records it; a correction replaces the whole of it.',
})
export class RiskAssessmentInput extends SectorRecordInput {
  @Past()
  @Field(() => DateTime, { description: 'When the assessment was made; not in the future.' })
  assessedAt!: Date;

  @Field(() => RiskLevelEnum, { description: 'How great the officer assesses the risk to be.' })
  level!: RiskLevel;

  @Field(() => Boolean, { nullable: true, description: 'Whether a child is at risk; null where not known.' })
  childrenAtRisk!: boolean | null;

  @IsArray()
  @ValidateNested({ each: true })
  @Field(() => [RiskAnswerInput], {
    description: 'Answers to the statutory factors; a factor left out is UNKNOWN.',
  })
  answers!: RiskAnswerInput[];

  @Text(10_000)
  @Field(() => String, {
    nullable: true,
    description: "The victim's own words on her fear and on the risk; they are kept apart from the answers.",
  })
  victimWords!: string | null;

  @Text(10_000)
  @Field(() => String, {
    nullable: true,
    description: 'Opinion of the centre for social work, where it was asked (ZSNP art. 15(3)).',
  })
  opinionOfCentre!: string | null;
}

@Resolver(() => RiskAssessment)
class RiskAssessmentRecipients {
  @Category('risk.recipients')
  @FieldResolver(() => [Delivery], {
    nullable: true,
    description: 'The bodies to which the assessment was delivered (ZSNP art. 32).',
  })
  async recipients(@Root() record: RiskAssessment, @Ctx() context: OperationContext): Promise<Delivery[]> {
    return deliveriesOf(context, record);
  }
}

/** Two answers to one factor would hide each other. Throws SPONA_INVALID. */
const answerByFactor = (
  answers: readonly RiskAnswerInput[],
): Partial<Record<RiskFactor, RiskAnswerValue>> => {
  const byFactor: Partial<Record<RiskFactor, RiskAnswerValue>> = {};
  answers.forEach(({ factor, answer }, index) => {
    if (byFactor[factor] !== undefined) {
      throw invalid(`input.answers.${String(index)}.factor`, 'Answer each factor once.');
    }
    byFactor[factor] = answer;
  });
  return byFactor;
};

const registered = recordType({
  sector: 'POLICE',
  type: RiskAssessment,
  input: RiskAssessmentInput,
  field: 'riskAssessment',
  collection: 'riskAssessments',
  existence: 'risk.existence',
  write: 'write.risk-assessment',
  about: 'risk assessment',
  caseFilters: {
    riskLevel: {
      values: () => RiskLevelEnum,
      category: 'risk.level',
      column: 'level',
      about: 'Some risk assessment of the case has this level.',
    },
  },
  values: ({ answers, ...input }) => ({ ...input, answerByFactor: answerByFactor(answers) }),
});

export const riskAssessment = {
  ...registered,
  resolvers: [...registered.resolvers, RiskAssessmentRecipients],
};

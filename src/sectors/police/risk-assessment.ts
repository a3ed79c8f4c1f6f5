import { IsArray, IsDate, MaxLength, ValidateNested } from 'class-validator';
import { Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Delivery, deliveriesOf } from '../../casework/delivery';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { SponaError } from '../../errors/spona-error';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { enumOf } from '../../graphql/enums';
import { DateTime } from '../../graphql/scalars';

export const RISK_LEVELS = ['LOW', 'MEDIUM', 'HIGH', 'IMMEDIATE'] as const;
export const RISK_FACTORS = [
  'EARLIER_VIOLENCE',
  'READY_TO_REPEAT',
  'THREAT_OF_MURDER_OR_SUICIDE',
  'POSSESSES_WEAPON',
  'MENTAL_ILLNESS',
  'SUBSTANCE_ABUSE',
  'CONFLICT_OVER_CHILD',
  'EARLIER_MEASURE',
  'FEAR_AND_OWN_ESTIMATE_OF_VICTIM',
] as const;
export const RISK_ANSWERS = ['YES', 'NO', 'UNKNOWN'] as const;

export type RiskLevel = (typeof RISK_LEVELS)[number];
export type RiskFactor = (typeof RISK_FACTORS)[number];
export type RiskAnswerValue = (typeof RISK_ANSWERS)[number];

const RiskLevelEnum = enumOf(
  'RiskLevel',
  RISK_LEVELS,
  'Level of risk; IMMEDIATE is the immediate danger of ZSNP art. 3(2).',
);
const RiskFactorEnum = enumOf('RiskFactor', RISK_FACTORS, 'The factors of ZSNP art. 16(2), as nine.');
const RiskAnswerEnum = enumOf('RiskAnswerValue', RISK_ANSWERS, 'What is known of a factor.');

/** One factor and what is known of it. */
@ObjectType({ simpleResolvers: true, description: 'One statutory factor and what is known of it.' })
export class RiskAnswer {
  @Category('public')
  @Field(() => RiskFactorEnum, { description: 'The factor (ZSNP art. 16(2)).' })
  factor!: RiskFactor;

  @Category('public')
  @Field(() => RiskAnswerEnum, { description: 'What is known of it.' })
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
  @Field(() => RiskLevelEnum, { nullable: true, description: 'Level of risk.' })
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
  @Field(() => RiskFactorEnum, { description: 'The factor.' })
  factor!: RiskFactor;

  @Field(() => RiskAnswerEnum, { description: 'What is known of it.' })
  answer!: RiskAnswerValue;
}

@InputType({ description: 'Content of a risk assessment.' })
export class RiskAssessmentInput extends SectorRecordInput {
  @IsDate()
  @Field(() => DateTime, { description: 'When the assessment was made.' })
  assessedAt!: Date;

  @Field(() => RiskLevelEnum, { description: 'Level of risk.' })
  level!: RiskLevel;

  @Field(() => Boolean, { nullable: true, description: 'Whether a child is at risk.' })
  childrenAtRisk!: boolean | null;

  @IsArray()
  @ValidateNested({ each: true })
  @Field(() => [RiskAnswerInput], {
    description: 'Answers to the statutory factors; a factor left out is UNKNOWN.',
  })
  answers!: RiskAnswerInput[];

  @MaxLength(10_000)
  @Field(() => String, { nullable: true, description: "The victim's own words." })
  victimWords!: string | null;

  @MaxLength(10_000)
  @Field(() => String, { nullable: true, description: 'Opinion of the centre for social work.' })
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
      throw new SponaError('SPONA_INVALID', {
        extensions: {
          problems: [{ path: `input.answers.${String(index)}.factor`, message: 'Answer each factor once.' }],
        },
      });
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
      about: 'A risk assessment of this level.',
    },
  },
  values: ({ answers, ...input }) => ({ ...input, answerByFactor: answerByFactor(answers) }),
});

export const riskAssessment = {
  ...registered,
  resolvers: [...registered.resolvers, RiskAssessmentRecipients],
};

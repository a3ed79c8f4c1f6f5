import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { Category } from '../../graphql/category';
import { enumOf } from '../../graphql/enums';
import { Past, Text } from '../../graphql/input-rules';
import { DateTime } from '../../graphql/scalars';

const SEVERITIES = {
  NONE: 'No injuries were found.',
  MINOR: 'Minor bodily injury.',
  SERIOUS: 'Serious bodily injury.',
  LIFE_THREATENING: 'Injury that endangers life.',
} as const;
export type Severity = keyof typeof SEVERITIES;

const SeverityEnum = enumOf('InjurySeverity', SEVERITIES, 'Severity of the injuries as a whole.');

/** The four HARK questions on the last year (LOINC panel 76499-3); null where a question was not asked. */
@ObjectType({
  simpleResolvers: true,
  description: 'Answers to the four HARK questions on the last year (LOINC panel 76499-3).',
})
@InputType('HarkInput', {
  description: 'Answers to the four HARK questions; null where a question was not asked.',
})
export class Hark {
  @Category('public')
  @Field(() => Boolean, { nullable: true, description: 'Humiliated or emotionally abused (LOINC 76500-8).' })
  humiliated!: boolean | null;

  @Category('public')
  @Field(() => Boolean, { nullable: true, description: 'Afraid of a partner (LOINC 76501-6).' })
  afraid!: boolean | null;

  @Category('public')
  @Field(() => Boolean, {
    nullable: true,
    description: 'Raped or forced to sexual activity (LOINC 76502-4).',
  })
  raped!: boolean | null;

  @Category('public')
  @Field(() => Boolean, {
    nullable: true,
    description: 'Kicked, hit or otherwise physically hurt (LOINC 76503-2).',
  })
  kicked!: boolean | null;
}

/** An examination of an injured person, on the form of the special protocol for health. */
@ObjectType({ simpleResolvers: true, description: 'An examination of an injured person.' })
@Entity('health_examination')
export class Examination extends SectorRecord {
  @Category('health.time')
  @Field(() => DateTime, { nullable: true, description: 'When the person was examined.' })
  @Column('timestamptz')
  examinedAt!: Date;

  @Category('health.injuries')
  @Field(() => String, { nullable: true, description: 'Injuries from the incident, as documented.' })
  @Column('text')
  injuries!: string;

  @Category('health.severity')
  @Field(() => SeverityEnum, { nullable: true, description: 'How severe the injuries are as a whole.' })
  @Column('text')
  severity!: Severity;

  @Category('health.need')
  @Field(() => String, { nullable: true, description: 'Care that the person needs from now on, in words.' })
  @Column('text', { nullable: true })
  need!: string | null;

  @Category('health.hark')
  @Field(() => Hark, { nullable: true, description: 'HARK screening; null where it was not made.' })
  @Column('jsonb', { nullable: true })
  hark!: Hark | null;

  @Category('health.hark')
  @Field(() => Int, {
    nullable: true,
    description: 'HARK score, 0 to 4; 1 or more is positive. Null where it was not made.',
  })
  get harkScore(): number | null {
    return this.hark === null
      ? null
      : [this.hark.humiliated, this.hark.afraid, this.hark.raped, this.hark.kicked].filter(
          (yes) => yes === true,
        ).length;
  }

  @Category('health.findings')
  @Field(() => String, { nullable: true, description: 'Medical findings beside the injuries, in words.' })
  @Column('text', { nullable: true })
  findings!: string | null;

  @Category('health.risk-flag')
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether an illness or addiction of the examined respondent bears on the risk (ZSNP art. 16(2)); null where nobody judged it.',
  })
  @Column('boolean', { nullable: true })
  bearsOnRisk!: boolean | null;

  @Category('health.mental')
  @Field(() => String, { nullable: true, description: 'Notes on the mental state of the person.' })
  @Column('text', { nullable: true })
  mentalHealth!: string | null;

  @Category('health.mental.needs')
  @Field(() => String, {
    nullable: true,
    description: 'What help the mental state asks for, written for the plan: no finding and no diagnosis.',
  })
  @Column('text', { nullable: true })
  mentalHealthNeeds!: string | null;

  @Category('health.expert-opinion')
  @Field(() => String, {
    nullable: true,
    description: 'Opinion of an expert on the mental state, as a court ordered it.',
  })
  @Column('text', { nullable: true })
  expertOpinion!: string | null;
}

@InputType({
  description: 'An examination as the physician records it; a correction replaces the whole of it.',
})
export class ExaminationInput extends SectorRecordInput {
  @Past()
  @Field(() => DateTime, { description: 'When the person was examined; not in the future.' })
  examinedAt!: Date;

  @Text(20_000)
  @Field(() => String, { description: 'Injuries from the incident, as documented.' })
  injuries!: string;

  @Field(() => SeverityEnum, { description: 'How severe the injuries are as a whole.' })
  severity!: Severity;

  @Text(5_000)
  @Field(() => String, { nullable: true, description: 'Care that the person needs from now on, in words.' })
  need!: string | null;

  @ValidateNested()
  @Field(() => Hark, {
    nullable: true,
    description: 'Answers to the HARK screening; null where it was not made.',
  })
  hark!: Hark | null;

  @Text(20_000)
  @Field(() => String, { nullable: true, description: 'Medical findings beside the injuries, in words.' })
  findings!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Of a respondent: whether an illness or addiction bears on the risk (ZSNP art. 16(2)); null where you do not judge it.',
  })
  bearsOnRisk!: boolean | null;

  @Text(20_000)
  @Field(() => String, { nullable: true, description: 'Notes on the mental state of the person.' })
  mentalHealth!: string | null;

  @Text(5_000)
  @Field(() => String, {
    nullable: true,
    description: 'What help the mental state asks for, written for the plan: no finding and no diagnosis.',
  })
  mentalHealthNeeds!: string | null;

  @Text(20_000)
  @Field(() => String, {
    nullable: true,
    description: 'Opinion of an expert on the mental state, as a court ordered it.',
  })
  expertOpinion!: string | null;
}

export const examination = recordType({
  sector: 'HEALTH',
  type: Examination,
  input: ExaminationInput,
  field: 'examination',
  collection: 'examinations',
  existence: 'health.existence',
  write: 'write.examination',
  about: 'examination',
});

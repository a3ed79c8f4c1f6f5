import { IsDate, MaxLength, MinLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { Category } from '../../graphql/category';
import { DateTime } from '../../graphql/scalars';

/** The assessment of the family by the centre for social work. Counselling notes are no part of it and never enter the hub. */
@ObjectType({
  simpleResolvers: true,
  description: 'The assessment of the family by the centre for social work.',
})
@Entity('social_work_family_assessment')
export class FamilyAssessment extends SectorRecord {
  @Category('family.time')
  @Field(() => DateTime, { nullable: true, description: 'When the assessment was made.' })
  @Column('timestamptz')
  assessedAt!: Date;

  @Category('family.findings')
  @Field(() => String, { nullable: true, description: 'Findings.' })
  @Column('text')
  findings!: string;

  @Category('family.summary')
  @Field(() => String, { nullable: true, description: 'Summary for the coordination group.' })
  @Column('text', { nullable: true })
  summary!: string | null;

  @Category('family.opinion')
  @Field(() => String, {
    nullable: true,
    description: 'Opinion on the risk, asked for by the police (ZSNP art. 15(3)).',
  })
  @Column('text', { nullable: true })
  opinionOnRisk!: string | null;

  @Category('family.custody')
  @Field(() => String, { nullable: true, description: 'Custody and manner of contact with the child.' })
  @Column('text', { nullable: true })
  custody!: string | null;

  @Category('family.custody.consent')
  @Field(() => String, { nullable: true, description: 'Who may consent for the child and collect it.' })
  @Column('text', { nullable: true })
  consentsForChild!: string | null;

  @Category('family.child-statement')
  @Field(() => String, { nullable: true, description: 'What the child said, recorded apart.' })
  @Column('text', { nullable: true })
  childStatement!: string | null;
}

@InputType({ description: 'Content of a family assessment.' })
export class FamilyAssessmentInput extends SectorRecordInput {
  @IsDate()
  @Field(() => DateTime, { description: 'When the assessment was made.' })
  assessedAt!: Date;

  @MinLength(1)
  @MaxLength(20_000)
  @Field(() => String, { description: 'Findings.' })
  findings!: string;

  @MaxLength(5_000)
  @Field(() => String, { nullable: true, description: 'Summary for the coordination group.' })
  summary!: string | null;

  @MaxLength(5_000)
  @Field(() => String, { nullable: true, description: 'Opinion on the risk.' })
  opinionOnRisk!: string | null;

  @MaxLength(5_000)
  @Field(() => String, { nullable: true, description: 'Custody and manner of contact with the child.' })
  custody!: string | null;

  @MaxLength(1_000)
  @Field(() => String, { nullable: true, description: 'Who may consent for the child and collect it.' })
  consentsForChild!: string | null;

  @MaxLength(10_000)
  @Field(() => String, { nullable: true, description: 'What the child said.' })
  childStatement!: string | null;
}

export const familyAssessment = recordType({
  sector: 'SOCIAL_WORK',
  type: FamilyAssessment,
  input: FamilyAssessmentInput,
  field: 'familyAssessment',
  collection: 'familyAssessments',
  existence: 'family.existence',
  write: 'write.family-assessment',
  about: 'family assessment',
});

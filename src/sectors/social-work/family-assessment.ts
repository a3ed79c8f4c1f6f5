import { Field, InputType, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { Category } from '../../graphql/category';
import { Past, Text } from '../../graphql/input-rules';
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
  @Field(() => String, { nullable: true, description: 'What the centre found about the family, in words.' })
  @Column('text')
  findings!: string;

  @Category('family.summary')
  @Field(() => String, { nullable: true, description: 'What the coordination group is told, in words.' })
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
  @Field(() => String, { nullable: true, description: 'Who may consent to treatment for the child.' })
  @Column('text', { nullable: true })
  consentsForChild!: string | null;

  @Category('family.custody.collect')
  @Field(() => String, {
    nullable: true,
    description: 'Who may collect the child from school, and who may not.',
  })
  @Column('text', { nullable: true })
  collectsChild!: string | null;

  @Category('family.child-statement')
  @Field(() => String, {
    nullable: true,
    description: 'What the child said, recorded apart from the findings.',
  })
  @Column('text', { nullable: true })
  childStatement!: string | null;
}

@InputType({
  description: 'A family assessment as the centre records it; a correction replaces the whole of it.',
})
export class FamilyAssessmentInput extends SectorRecordInput {
  @Past()
  @Field(() => DateTime, { description: 'When the assessment was made; not in the future.' })
  assessedAt!: Date;

  @Text(20_000)
  @Field(() => String, { description: 'What the centre found about the family, in words.' })
  findings!: string;

  @Text(5_000)
  @Field(() => String, { nullable: true, description: 'What the coordination group is told, in words.' })
  summary!: string | null;

  @Text(5_000)
  @Field(() => String, {
    nullable: true,
    description: 'Opinion on the risk, asked for by the police (ZSNP art. 15(3)).',
  })
  opinionOnRisk!: string | null;

  @Text(5_000)
  @Field(() => String, { nullable: true, description: 'Custody and manner of contact with the child.' })
  custody!: string | null;

  @Text(1_000)
  @Field(() => String, { nullable: true, description: 'Who may consent to treatment for the child.' })
  consentsForChild!: string | null;

  @Text(1_000)
  @Field(() => String, {
    nullable: true,
    description: 'Who may collect the child from school, and who may not.',
  })
  collectsChild!: string | null;

  @Text(10_000)
  @Field(() => String, {
    nullable: true,
    description: 'What the child said, recorded apart from the findings.',
  })
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

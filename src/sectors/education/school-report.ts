import { Field, InputType, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { Category } from '../../graphql/category';
import { Past, Text } from '../../graphql/input-rules';
import { LocalDate } from '../../graphql/scalars';

/** What a school observed about a child and reported. */
@ObjectType({ simpleResolvers: true, description: 'What a school observed about a child and reported.' })
@Entity('education_school_report')
export class SchoolReport extends SectorRecord {
  @Category('school-report.time')
  @Field(() => LocalDate, { nullable: true, description: 'Day on which it was observed.' })
  @Column('date')
  observedOn!: string;

  @Category('school-report.danger')
  @Field(() => String, {
    nullable: true,
    description: 'The danger to the child that the school reports, in words.',
  })
  @Column('text')
  danger!: string;

  @Category('school-report.observations')
  @Field(() => String, { nullable: true, description: 'What was observed about the child, in words.' })
  @Column('text')
  observations!: string;

  @Category('school-report.attendance')
  @Field(() => String, { nullable: true, description: 'How the child attended school, in words.' })
  @Column('text', { nullable: true })
  attendance!: string | null;

  @Category('school-report.told-parent')
  @Field(() => Boolean, { nullable: true, description: 'Whether a parent was told of the report.' })
  @Column('boolean')
  toldParent!: boolean;
}

@InputType({
  description: 'A school report as the school records it; a correction replaces the whole of it.',
})
export class SchoolReportInput extends SectorRecordInput {
  @Past()
  @Field(() => LocalDate, { description: 'Day on which it was observed; not in the future.' })
  observedOn!: string;

  @Text(5_000)
  @Field(() => String, { description: 'The danger to the child that the school reports, in words.' })
  danger!: string;

  @Text(20_000)
  @Field(() => String, { description: 'What was observed about the child, in words.' })
  observations!: string;

  @Text(2_000)
  @Field(() => String, { nullable: true, description: 'How the child attended school, in words.' })
  attendance!: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether a parent was told of the report.' })
  toldParent!: boolean;
}

export const schoolReport = recordType({
  sector: 'EDUCATION',
  type: SchoolReport,
  input: SchoolReportInput,
  field: 'schoolReport',
  collection: 'schoolReports',
  existence: 'school-report.existence',
  write: 'write.school-report',
  about: 'school report',
});

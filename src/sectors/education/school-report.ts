import { MaxLength, MinLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { Category } from '../../graphql/category';
import { LocalDate } from '../../graphql/scalars';

/** What a school observed about a child and reported. */
@ObjectType({ simpleResolvers: true, description: 'What a school observed about a child and reported.' })
@Entity('education_school_report')
export class SchoolReport extends SectorRecord {
  @Category('school-report.time')
  @Field(() => LocalDate, { nullable: true, description: 'Day of the observation.' })
  @Column('date')
  observedOn!: string;

  @Category('school-report.danger')
  @Field(() => String, { nullable: true, description: 'The danger that the school reports.' })
  @Column('text')
  danger!: string;

  @Category('school-report.observations')
  @Field(() => String, { nullable: true, description: 'What was observed.' })
  @Column('text')
  observations!: string;

  @Category('school-report.attendance')
  @Field(() => String, { nullable: true, description: 'Attendance.' })
  @Column('text', { nullable: true })
  attendance!: string | null;

  @Category('school-report.told-parent')
  @Field(() => Boolean, { nullable: true, description: 'Whether a parent was told of the report.' })
  @Column('boolean')
  toldParent!: boolean;
}

@InputType({ description: 'Content of a school report.' })
export class SchoolReportInput extends SectorRecordInput {
  @Field(() => LocalDate, { description: 'Day of the observation.' })
  observedOn!: string;

  @MinLength(1)
  @MaxLength(5_000)
  @Field(() => String, { description: 'The danger that the school reports.' })
  danger!: string;

  @MinLength(1)
  @MaxLength(20_000)
  @Field(() => String, { description: 'What was observed.' })
  observations!: string;

  @MaxLength(2_000)
  @Field(() => String, { nullable: true, description: 'Attendance.' })
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

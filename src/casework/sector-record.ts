import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { IsUUID } from 'class-validator';
import { Column } from 'typeorm';
import { CaseContent } from './case-row';

/** What one sector contributes to a case, about one person of it. */
@ObjectType({ simpleResolvers: true })
export abstract class SectorRecord extends CaseContent {
  @Column('uuid')
  subjectId!: string;
}

/** What every input of a sector record says. */
@InputType()
export abstract class SectorRecordInput {
  @IsUUID()
  @Field(() => ID, { description: 'Participant of the case whom the record is about.' })
  subjectId!: string;
}

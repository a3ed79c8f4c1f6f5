import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../graphql/category';
import { DateTime } from '../graphql/scalars';
import { Municipality } from '../registry/municipality';
import { CaseStatusEnum } from './case-enums';
import type { CaseStatus } from './case-values';
import { CaseRow } from './case-row';

/** The shared matter. Its contents are the rows that sectors add; it holds little itself. */
@ObjectType({
  simpleResolvers: true,
  description:
    'The shared matter of several agencies: who is in it, what happened, and what each sector contributed.',
})
@Entity('case_file')
export class Case extends CaseRow {
  @Category('case.reference')
  @Field(() => String, { nullable: true, description: "The custodian's own number of the case." })
  @Column('text')
  reference!: string;

  @Column('uuid')
  areaId!: string;

  @Column('uuid', { nullable: true })
  municipalityId!: string | null;

  @Category('case.municipality')
  @Field(() => Municipality, { nullable: true, description: 'The municipality whose bodies are competent.' })
  municipality?: Municipality | null;

  @Category('case.time')
  @Field(() => DateTime, {
    nullable: true,
    description: 'When the custodian opened the case, as it says itself.',
  })
  @Column('timestamptz')
  openedAt!: Date;

  @Category('case.status')
  @Field(() => CaseStatusEnum, { nullable: true, description: 'Whether the case is worked on or closed.' })
  @Column('text')
  status!: CaseStatus;

  @Category('case.time')
  @Field(() => DateTime, { nullable: true, description: 'When the case was closed; null while it is open.' })
  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;
}

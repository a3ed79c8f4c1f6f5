import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, PrimaryColumn } from 'typeorm';
import { AgencyReference } from '../graphql/agency-reference';
import { Category } from '../graphql/category';
import { DateTime } from '../graphql/scalars';

/** What every row of a case carries: who holds it, who recorded its present version, when. */
@ObjectType({ simpleResolvers: true })
export abstract class CaseRow {
  @Category('public')
  @Field(() => ID, { description: 'Public id; it tells nothing of time or place.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  custodianId!: string;

  @Column('uuid', { nullable: true, name: 'recorded_by' })
  recordedById!: string | null;

  @Category('provenance.agency')
  @Field(() => AgencyReference, {
    nullable: true,
    description: 'The custodian: the agency that holds the record.',
  })
  custodian?: AgencyReference;

  @Category('provenance.staff')
  @Field(() => String, { nullable: true, description: 'Name of the staff member who recorded this version.' })
  recordedByName?: string | null;

  @Category('provenance.time')
  @Field(() => DateTime, { nullable: true, description: 'When this version was recorded in the hub.' })
  @Column('timestamptz')
  recordedAt!: Date;

  /** The instant of the request that read the row: the one clock of everything computed. */
  readAt!: Date;

  @Category('provenance.version')
  @Field(() => Int, {
    nullable: true,
    description:
      'Number of this version, from 1; a correction must name the latest. Null to all but its holder, who alone corrects: beside `history` it would tell that there are former versions which are withheld.',
  })
  @Column('integer')
  version!: number;
}

/** A row that belongs to a case. */
@ObjectType({ simpleResolvers: true })
export abstract class CaseContent extends CaseRow {
  @Column('uuid')
  caseId!: string;
}

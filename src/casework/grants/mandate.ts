import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../graphql/category';
import type { RowClass } from '../../graphql/row-source';
import { DateTime } from '../../graphql/scalars';
import { CaseContent } from '../case-row';
import { nameRecordType } from '../record-type-enum';
import { MandateKindEnum, type MandateKind } from './mandate-enums';

/**
 * A court order or statutory request: these categories of what one agency holds, to another, until then. It is never changed; what it
 * opens is written as grants by the owner's functions, and ends with it.
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'A court order or statutory request: it opens these categories of what one agency holds in the case to another, until its end. It is shown to who made it, whose records it opens, and to whom; its custodian is who made it.',
})
@Entity('mandate')
export class Mandate extends CaseContent {
  @Category('mandate.scope')
  @Field(() => MandateKindEnum, { nullable: true, description: 'Order of a court, or statutory request.' })
  @Column('text')
  kind!: MandateKind;

  @Category('mandate.scope')
  @Field(() => String, { nullable: true, description: 'Its number at the court or the requester.' })
  @Column('text')
  reference!: string;

  @Category('mandate.scope')
  @Field(() => String, {
    nullable: true,
    description: 'Id of the article it rests on, in the protocols: `rs.zkp.282`.',
  })
  @Column('text')
  basis!: string;

  @Category('mandate.scope')
  @Field(() => [String], {
    nullable: true,
    description:
      'The categories of data it opens, as policies name them; of a participant by the role (`victim.identity.name`).',
  })
  @Column('text', { array: true })
  categories!: string[];

  @Category('mandate.scope')
  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the one record that it opens; null where it opens all that the holder keeps in the case.',
  })
  @Column('uuid', { nullable: true })
  recordId!: string | null;

  @Column('uuid', { nullable: true })
  subjectId!: string | null;

  @Category('mandate.scope')
  @Field(() => DateTime, { nullable: true, description: 'From when it holds.' })
  @Column('timestamptz')
  startsAt!: Date;

  @Category('mandate.scope')
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it holds, this instant excluded, unless it is ended before.',
  })
  @Column('timestamptz')
  until!: Date;
}

export const MANDATE_ROW = {
  type: 'Mandate',
  entity: Mandate,
  existence: 'mandate.existence',
  subject: null,
  caseColumn: 'case_id',
} as const satisfies RowClass;

nameRecordType('Mandate', 'A court order or statutory request.');

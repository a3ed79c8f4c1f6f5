import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../graphql/category';
import type { RowClass } from '../../graphql/row-source';
import { DateTime } from '../../graphql/scalars';
import { CaseContent } from '../case-row';
import { nameRecordType } from '../record-type-enum';
import {
  ConsentFormEnum,
  ConsentKindEnum,
  ConsentPlaceEnum,
  type ConsentForm,
  type ConsentKind,
  type ConsentPlace,
} from './consent-enums';

/**
 * What a person agreed to: these categories of data about her, to these agencies, until then. It is never changed; what it opens is
 * written as grants by the owner's functions, and ends with its withdrawal.
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'What a person agreed to: these categories of data about her, to these agencies, until then (GDPR art. 7). For a recipient it is there as long as it is in force, and no trace of it afterwards.',
})
@Entity('consent')
export class Consent extends CaseContent {
  @Column('uuid')
  subjectId!: string;

  @Category('consent.scope')
  @Field(() => ConsentKindEnum, { nullable: true, description: 'Consent, or release from secrecy.' })
  @Column('text')
  kind!: ConsentKind;

  @Category('consent.scope')
  @Field(() => [String], {
    nullable: true,
    description:
      'The categories of data it opens, as policies name them; of a participant by the role (`victim.identity.name`).',
  })
  @Column('text', { array: true })
  categories!: string[];

  @Category('consent.scope')
  @Field(() => DateTime, {
    nullable: true,
    description: 'The instant at which it ends by itself; at the latest a year after it was given.',
  })
  @Column('timestamptz')
  until!: Date;

  @Column('uuid', { array: true })
  recipientIds!: string[];

  @Category('consent.giver')
  @Field(() => ID, {
    nullable: true,
    description:
      'Participant who gave it for the child that it is about; null where the person gave it herself.',
  })
  @Column('uuid', { nullable: true })
  representativeId!: string | null;

  @Category('consent.giver')
  @Field(() => ConsentFormEnum, { nullable: true, description: 'In which form it was given.' })
  @Column('text')
  form!: ConsentForm;

  @Category('consent.giver')
  @Field(() => ConsentPlaceEnum, { nullable: true, description: 'At what kind of place it was given.' })
  @Column('text')
  place!: ConsentPlace;

  @Category('consent.giver')
  @Field(() => DateTime, { nullable: true, description: 'When it was given.' })
  @Column('timestamptz')
  givenAt!: Date;

  /** The agency that entered the person. */
  @Column('uuid')
  holderId!: string;
}

export const CONSENT_ROW = {
  type: 'Consent',
  entity: Consent,
  existence: 'consent.existence',
  subject: 'subject_id',
  caseColumn: 'case_id',
} as const satisfies RowClass;

nameRecordType('Consent', 'What a person agreed to.');

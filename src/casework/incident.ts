import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../graphql/category';
import { DateTime } from '../graphql/scalars';
import { Municipality } from '../registry/municipality';
import {
  FormOfViolenceEnum,
  PlaceKindEnum,
  ReportingChannelEnum,
  TimePrecisionEnum,
  WeaponEnum,
} from './case-enums';
import type { FormOfViolence, PlaceKind, ReportingChannel, TimePrecision, Weapon } from './case-values';
import { CaseContent } from './case-row';

/** One event of violence. */
@ObjectType({ simpleResolvers: true, description: 'One event of violence in a case.' })
@Entity('incident')
export class Incident extends CaseContent {
  @Category('incident.reference')
  @Field(() => String, { nullable: true, description: "The custodian's own number of the incident." })
  @Column('text', { nullable: true })
  reference!: string | null;

  @Category('incident.time')
  @Field(() => DateTime, { nullable: true, description: 'When it happened, as exactly as `precision` says.' })
  @Column('timestamptz')
  occurredAt!: Date;

  @Category('incident.time')
  @Field(() => TimePrecisionEnum, { nullable: true, description: 'How exactly `occurredAt` is known.' })
  @Column('text')
  precision!: TimePrecision;

  @Column('uuid', { nullable: true })
  municipalityId!: string | null;

  @Category('incident.municipality')
  @Field(() => Municipality, {
    nullable: true,
    description: 'Where it happened, no closer than the municipality.',
  })
  municipality?: Municipality | null;

  @Category('incident.place')
  @Field(() => PlaceKindEnum, { nullable: true, description: 'What kind of place it was; never an address.' })
  @Column('text', { nullable: true })
  place!: PlaceKind | null;

  @Category('incident.forms')
  @Field(() => [FormOfViolenceEnum], {
    nullable: true,
    description: 'The forms of violence (ZSNP art. 3(3)).',
  })
  @Column('text', { array: true })
  forms!: FormOfViolence[];

  @Category('incident.weapon')
  @Field(() => WeaponEnum, {
    nullable: true,
    description: 'What was used or threatened with (Istanbul Convention art. 51(2)).',
  })
  @Column('text', { nullable: true })
  weapon!: Weapon | null;

  @Category('incident.weapon.flag')
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether an arm or another object was involved; computed from the weapon, null where that is unknown.',
  })
  get weaponInvolved(): boolean | null {
    return weaponInvolved(this.weapon);
  }

  @Category('incident.children-present')
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether children were present; null where not known.',
  })
  @Column('boolean', { nullable: true })
  childrenPresent!: boolean | null;

  @Category('incident.channel')
  @Field(() => ReportingChannelEnum, {
    nullable: true,
    description: 'From whom the report of the event came.',
  })
  @Column('text')
  channel!: ReportingChannel;

  @Category('incident.without-consent')
  @Field(() => Boolean, {
    nullable: true,
    description:
      'The report was made without the consent of the person concerned: think of her safety before any contact.',
  })
  @Column('boolean', { nullable: true })
  reportedWithoutConsent!: boolean | null;

  @Category('incident.description')
  @Field(() => String, { nullable: true, description: 'What happened, as the custodian recorded it.' })
  @Column('text', { nullable: true })
  description!: string | null;
}

const weaponInvolved = (weapon: Weapon | null): boolean | null =>
  weapon === null || weapon === 'UNKNOWN' ? null : weapon !== 'NONE' && weapon !== 'BODY';

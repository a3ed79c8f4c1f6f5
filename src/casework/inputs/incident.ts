import { ArrayNotEmpty, ArrayUnique } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { Past, Text } from '../../graphql/input-rules';
import { DateTime } from '../../graphql/scalars';
import {
  FormOfViolenceEnum,
  PlaceKindEnum,
  ReportingChannelEnum,
  TimePrecisionEnum,
  WeaponEnum,
} from '../case-enums';
import type { FormOfViolence, PlaceKind, ReportingChannel, TimePrecision, Weapon } from '../case-values';

@InputType({ description: 'One event of violence, as your agency records it.' })
export class IncidentInput {
  @Text(100)
  @Field(() => String, {
    nullable: true,
    description: 'Your own number of the incident; unique in the agency.',
  })
  reference!: string | null;

  @Past()
  @Field(() => DateTime, {
    description: 'When it happened, as exactly as `precision` says; not in the future.',
  })
  occurredAt!: Date;

  @Field(() => TimePrecisionEnum, {
    defaultValue: 'MINUTE',
    description: 'How exactly the time of the event is known.',
  })
  precision!: TimePrecision;

  @Text(50)
  @Field(() => String, {
    nullable: true,
    description: 'Municipality where it happened, by its `code` in the registry.',
  })
  municipalityCode!: string | null;

  @Field(() => PlaceKindEnum, { nullable: true, description: 'What kind of place it was; never an address.' })
  place!: PlaceKind | null;

  @ArrayNotEmpty()
  @ArrayUnique()
  @Field(() => [FormOfViolenceEnum], { description: 'The forms of violence, each once and at least one.' })
  forms!: FormOfViolence[];

  @Field(() => WeaponEnum, {
    nullable: true,
    description: 'What was used or threatened with; null where it was not recorded.',
  })
  weapon!: Weapon | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether children were present; null where that is not known.',
  })
  childrenPresent!: boolean | null;

  @Field(() => ReportingChannelEnum, { description: 'From whom the report of the event came.' })
  channel!: ReportingChannel;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it was reported without the consent of the person concerned.',
  })
  reportedWithoutConsent!: boolean | null;

  @Text(20_000)
  @Field(() => String, { nullable: true, description: 'What happened, in words.' })
  description!: string | null;
}

import { randomUUID } from 'node:crypto';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { Category } from '../../graphql/category';
import { enumOf } from '../../graphql/enums';
import { NotBefore, Past, Text } from '../../graphql/input-rules';
import { LocalDate } from '../../graphql/scalars';

const SERVICES = {
  COUNSELLING: 'Psychological or social counselling; its content never enters the hub.',
  LEGAL_AID: 'Legal advice or representation.',
  ADVOCACY: 'Company and support before authorities.',
  SHELTER: 'A stay in a shelter, told by a token alone.',
  HELPLINE_FOLLOW_UP: 'Contact that follows a call to a helpline.',
} as const;
export type ServiceKind = keyof typeof SERVICES;

const ServiceKindEnum = enumOf(
  'ServiceKind',
  SERVICES,
  'Kind of a specialist service (Istanbul Convention arts 22-24).',
);

/** A specialist service that was used: its kind and its dates, never its content; a shelter by a token per stay, never its place. */
@ObjectType({
  simpleResolvers: true,
  description:
    'A specialist service that was used: kind and dates, never content; a shelter by a token per stay, never its place.',
})
@Entity('ngo_service_use')
export class ServiceUse extends SectorRecord {
  @Category('service.kind')
  @Field(() => ServiceKindEnum, { nullable: true, description: 'What kind of service was used.' })
  @Column('text')
  service!: ServiceKind;

  @Category('service.dates')
  @Field(() => LocalDate, { nullable: true, description: 'First day on which the service was used.' })
  @Column('date')
  startedOn!: string;

  @Category('service.dates')
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which the service was used; null while it lasts.',
  })
  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Category('service.shelter-token')
  @Field(() => ID, {
    nullable: true,
    description: 'Stands for one stay in a shelter; it tells nothing of the place and is never used again.',
  })
  @Column('uuid', { nullable: true })
  shelterToken!: string | null;

  @Category('service.relay-phone')
  @Field(() => String, {
    nullable: true,
    description: 'Telephone number that relays to the service, never one of the place itself.',
  })
  @Column('text', { nullable: true })
  relayPhone!: string | null;
}

@InputType({
  description: 'A use of a service as the service records it; a correction replaces the whole of it.',
})
export class ServiceUseInput extends SectorRecordInput {
  @Field(() => ServiceKindEnum, {
    description: 'Kind of service. A stay in a shelter is given its token by the hub.',
  })
  service!: ServiceKind;

  @Past()
  @Field(() => LocalDate, { description: 'First day on which the service was used; not in the future.' })
  startedOn!: string;

  @Past()
  @NotBefore('startedOn')
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which the service was used; null while it lasts.',
  })
  endedOn!: string | null;

  @Text(50)
  @Field(() => String, {
    nullable: true,
    description: 'Telephone number that relays to the service, never one of the place itself.',
  })
  relayPhone!: string | null;
}

export const serviceUse = recordType({
  sector: 'NGO',
  type: ServiceUse,
  input: ServiceUseInput,
  field: 'serviceUse',
  collection: 'serviceUses',
  existence: 'service.existence',
  write: 'write.service-use',
  about: 'use of a specialist service',
  values: ({ service, startedOn, endedOn, relayPhone }, former) => ({
    service,
    startedOn,
    endedOn,
    relayPhone,
    shelterToken: service === 'SHELTER' ? (former?.shelterToken ?? randomUUID()) : null,
  }),
});

import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import type { SubjectRole } from '../policy/facts';
import { Category } from '../graphql/category';
import { ParticipantRoleEnum } from '../graphql/enums';
import { LocalDate } from '../graphql/scalars';
import { Municipality } from '../registry/municipality';
import { ArmedRoleEnum, IdentifierKindEnum, RespondentStatusEnum, SexEnum } from './case-enums';
import type { ArmedRole, IdentifierKind, RespondentStatus, Sex } from './case-values';
import { CaseContent } from './case-row';

/**
 * A person in a case. The categories of most fields are families: the roles complete them (`identity.name` of a victim is
 * `victim.identity.name`), and every role must disclose.
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'A person in a case. What may be seen of the person follows the roles; every one of them must disclose.',
})
@Entity('participant')
export class Participant extends CaseContent {
  @Category('reference')
  @Field(() => String, {
    nullable: true,
    description: "The custodian's own key of the person in this case; null where it gave none.",
  })
  @Column('text', { nullable: true })
  reference!: string | null;

  @Category('role')
  @Field(() => [ParticipantRoleEnum], { nullable: true, description: 'What the person is in this case.' })
  @Column('text', { array: true })
  roles!: SubjectRole[];

  @Category('identity.name')
  @Field(() => String, { nullable: true, description: 'Family name as the custodian recorded it.' })
  @Column('text', { nullable: true })
  familyName!: string | null;

  @Category('identity.name')
  @Field(() => String, { nullable: true, description: 'Given name as the custodian recorded it.' })
  @Column('text', { nullable: true })
  givenName!: string | null;

  @Category('identity.birth-date')
  @Field(() => LocalDate, { nullable: true, description: 'Date of birth; null where it is not known.' })
  @Column('date', { nullable: true })
  birthDate!: string | null;

  @Category('identity.birth-year')
  @Field(() => Int, { nullable: true, description: 'Year of birth; computed from the date.' })
  get birthYear(): number | null {
    return this.birthDate === null ? null : Number(this.birthDate.slice(0, 4));
  }

  @Category('identity.number')
  @Field(() => IdentifierKindEnum, { nullable: true, description: 'Which number `identifier` is.' })
  @Column('text', { nullable: true })
  identifierKind!: IdentifierKind | null;

  @Category('identity.number')
  @Field(() => String, { nullable: true, description: 'Number of the person, in the form of its kind.' })
  @Column('text', { nullable: true })
  identifier!: string | null;

  /** The number's blind index, by which a conflict of interest is found: written with the number, and never read. */
  @Column('text', { nullable: true, select: false })
  identifierIndex!: string | null;

  @Category('identity.sex')
  @Field(() => SexEnum, {
    nullable: true,
    description: 'Sex as it is registered; null where it was not recorded.',
  })
  @Column('text', { nullable: true })
  sex!: Sex | null;

  @Category('identity.birth-year')
  @Field(() => Int, {
    nullable: true,
    description: 'Age in whole years at the time of the report, where no birth date is known.',
  })
  @Column('integer', { nullable: true })
  ageReported!: number | null;

  @Category('identity.language')
  @Field(() => String, {
    nullable: true,
    description: 'Language in which the person is spoken to, as a BCP 47 tag: `sr-Cyrl`, `ro`.',
  })
  @Column('text', { nullable: true })
  language!: string | null;

  @Category('address.full')
  @Field(() => String, {
    nullable: true,
    description:
      'Present address. Of a victim and a child it opens to the readers of the forbid rule alone (Istanbul Convention art. 56).',
  })
  @Column('text', { nullable: true })
  address!: string | null;

  @Column('uuid', { nullable: true })
  municipalityId!: string | null;

  @Category('address.municipality')
  @Field(() => Municipality, { nullable: true, description: 'Municipality of the address, for competence.' })
  municipality?: Municipality | null;

  @Category('address.care-of')
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether writs go to a victim or child in care of the centre for social work: an address is known that no file tells. Computed from it.',
  })
  get servedInCareOf(): boolean {
    return this.address !== null;
  }

  @Category('address.patrol')
  @Field(() => Boolean, { nullable: true, description: 'Whether patrols are to pass by the address.' })
  @Column('boolean', { nullable: true })
  patrolFlag!: boolean | null;

  @Category('contact.phone')
  @Field(() => String, { nullable: true, description: 'Telephone number at which it is safe to call.' })
  @Column('text', { nullable: true })
  phone!: string | null;

  @Category('contact.safe-times')
  @Field(() => String, { nullable: true, description: 'When it is safe to call, in words.' })
  @Column('text', { nullable: true })
  safeTimes!: string | null;

  @Category('employer')
  @Field(() => String, { nullable: true, description: 'For whom the person works.' })
  @Column('text', { nullable: true })
  employer!: string | null;

  @Category('armed-role')
  @Field(() => ArmedRoleEnum, {
    nullable: true,
    description: 'A work or hobby that gives access to arms (Istanbul Convention art. 51(2)).',
  })
  @Column('text', { nullable: true })
  armedRole!: ArmedRole | null;

  @Category('armed-role.flag')
  @Field(() => Boolean, { nullable: true, description: 'Whether there is such a role; computed from it.' })
  get hasArmedRole(): boolean {
    return this.armedRole !== null;
  }

  @Category('school')
  @Field(() => String, {
    nullable: true,
    description: 'School of a child; it opens to the readers of the forbid rule alone.',
  })
  @Column('text', { nullable: true })
  school!: string | null;

  @Category('safety-instruction')
  @Field(() => String, {
    nullable: true,
    description: 'What whoever looks after the person is to do and to avoid, so that the person is safe.',
  })
  @Column('text', { nullable: true })
  safetyInstruction!: string | null;

  @Category('status')
  @Field(() => RespondentStatusEnum, {
    nullable: true,
    description: 'How far proceedings against a respondent have come.',
  })
  @Column('text', { nullable: true })
  status!: RespondentStatus | null;

  @Category('note')
  @Field(() => String, {
    nullable: true,
    description: "The custodian's own note, which no other agency reads.",
  })
  @Column('text', { nullable: true })
  note!: string | null;
}

import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsDate,
  IsOptional,
  MaxLength,
  Min,
  Max,
  MinLength,
  ValidateNested,
  IsInt,
} from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { ParticipantRoleEnum } from '../graphql/enums';
import { DateTime, LocalDate } from '../graphql/scalars';
import type { SubjectRole } from '../policy/facts';
import {
  ArmedRoleEnum,
  FormOfViolenceEnum,
  IdentifierKindEnum,
  PlaceKindEnum,
  RelationshipCodeEnum,
  ReportingChannelEnum,
  RespondentStatusEnum,
  SexEnum,
  TimePrecisionEnum,
  WeaponEnum,
  type ArmedRole,
  type FormOfViolence,
  type IdentifierKind,
  type PlaceKind,
  type ReportingChannel,
  type RespondentStatus,
  type Sex,
  type TimePrecision,
  type Weapon,
} from './case-enums';
import type { RelationshipCodeName } from './relationship-codes';

@InputType({ description: 'A person in a case.' })
export class ParticipantInput {
  @IsOptional()
  @MaxLength(100)
  @Field(() => String, {
    nullable: true,
    description:
      "Your own key of the person in this case; relationships name it, and it is unique among your agency's persons of the case.",
  })
  reference!: string | null;

  @ArrayNotEmpty()
  @Field(() => [ParticipantRoleEnum], { description: 'What the person is in the case.' })
  roles!: SubjectRole[];

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Family name.' })
  familyName!: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Given name.' })
  givenName!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Date of birth.' })
  birthDate!: string | null;

  @Field(() => IdentifierKindEnum, { nullable: true, description: 'Kind of the personal number.' })
  identifierKind!: IdentifierKind | null;

  @IsOptional()
  @MinLength(1)
  @MaxLength(50)
  @Field(() => String, { nullable: true, description: 'Personal number; together with its kind.' })
  identifier!: string | null;

  @Field(() => SexEnum, { nullable: true, description: 'Sex as registered.' })
  sex!: Sex | null;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(130)
  @Field(() => Int, {
    nullable: true,
    description: 'Age in whole years at the report, where no birth date is known.',
  })
  ageReported!: number | null;

  @IsOptional()
  @MaxLength(35)
  @Field(() => String, { nullable: true, description: 'Language (BCP 47).' })
  language!: string | null;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: 'Present address.' })
  address!: string | null;

  @IsOptional()
  @MaxLength(50)
  @Field(() => String, { nullable: true, description: 'Code of the municipality of the address.' })
  municipalityCode!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Patrols pass by the address.' })
  patrolFlag!: boolean | null;

  @IsOptional()
  @MaxLength(50)
  @Field(() => String, { nullable: true, description: 'Telephone number at which it is safe to call.' })
  phone!: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'When it is safe to call.' })
  safeTimes!: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Employer.' })
  employer!: string | null;

  @Field(() => ArmedRoleEnum, { nullable: true, description: 'A work or hobby that gives access to arms.' })
  armedRole!: ArmedRole | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'School of a child.' })
  school!: string | null;

  @Field(() => RespondentStatusEnum, {
    nullable: true,
    description: 'How far proceedings against a respondent have come.',
  })
  status!: RespondentStatus | null;

  @IsOptional()
  @MaxLength(5_000)
  @Field(() => String, { nullable: true, description: "Your agency's own note." })
  note!: string | null;
}

@InputType({
  description: 'What one person of a new case is to another; persons are named by their reference.',
})
export class RelationshipInput {
  @MaxLength(100)
  @Field(() => String, { description: 'Reference of the first person.' })
  from!: string;

  @MaxLength(100)
  @Field(() => String, { description: 'Reference of the second person.' })
  to!: string;

  @Field(() => RelationshipCodeEnum, { description: 'What the first is to the second.' })
  code!: RelationshipCodeName;
}

@InputType({ description: 'An event of violence.' })
export class IncidentInput {
  @IsOptional()
  @MinLength(1)
  @MaxLength(100)
  @Field(() => String, {
    nullable: true,
    description: 'Your own number of the incident; unique in the agency.',
  })
  reference!: string | null;

  @IsDate()
  @Field(() => DateTime, { description: 'When it happened.' })
  occurredAt!: Date;

  @Field(() => TimePrecisionEnum, { defaultValue: 'MINUTE', description: 'How exactly the time is known.' })
  precision!: TimePrecision;

  @IsOptional()
  @MaxLength(50)
  @Field(() => String, { nullable: true, description: 'Code of the municipality.' })
  municipalityCode!: string | null;

  @Field(() => PlaceKindEnum, { nullable: true, description: 'Kind of place; never an address.' })
  place!: PlaceKind | null;

  @ArrayNotEmpty()
  @Field(() => [FormOfViolenceEnum], { description: 'Forms of violence.' })
  forms!: FormOfViolence[];

  @Field(() => WeaponEnum, { nullable: true, description: 'What was used or threatened with.' })
  weapon!: Weapon | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether children were present.' })
  childrenPresent!: boolean | null;

  @Field(() => ReportingChannelEnum, { description: 'By which way the report came.' })
  channel!: ReportingChannel;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Reported without the consent of the person concerned.',
  })
  reportedWithoutConsent!: boolean | null;

  @IsOptional()
  @MaxLength(20_000)
  @Field(() => String, { nullable: true, description: 'What happened.' })
  description!: string | null;
}

@InputType({
  description: 'A new case with its first persons and incidents; all of it is recorded, or nothing.',
})
export class OpenCaseInput {
  @MinLength(1)
  @MaxLength(100)
  @Field(() => String, { description: 'Your own number of the case; unique in the agency.' })
  reference!: string;

  @IsOptional()
  @MaxLength(50)
  @Field(() => String, { nullable: true, description: 'Code of the competent municipality.' })
  municipalityCode!: string | null;

  @IsDate()
  @Field(() => DateTime, { description: 'When the case was opened.' })
  openedAt!: Date;

  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Field(() => [ParticipantInput], { description: 'The persons.' })
  participants!: ParticipantInput[];

  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Field(() => [RelationshipInput], { defaultValue: [], description: 'What they are to each other.' })
  relationships!: RelationshipInput[];

  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Field(() => [IncidentInput], { defaultValue: [], description: 'What happened.' })
  incidents!: IncidentInput[];
}

import { ArrayNotEmpty, ArrayUnique, IsInt, Max, Min } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { ParticipantRoleEnum } from '../../graphql/enums';
import { Past, Rule, Text } from '../../graphql/input-rules';
import { LocalDate } from '../../graphql/scalars';
import type { SubjectRole } from '../../policy/facts';
import { ArmedRoleEnum, IdentifierKindEnum, RespondentStatusEnum, SexEnum } from '../case-enums';
import type { ArmedRole, IdentifierKind, RespondentStatus, Sex } from '../case-values';
import { hasForm } from '../identifier-form';

const isLanguage = (tag: unknown): boolean => {
  if (typeof tag !== 'string') return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

const includesRole = (roles: unknown, role: SubjectRole): boolean =>
  Array.isArray(roles) && roles.includes(role);

@InputType({ description: 'A person in a case, as your agency knows the person.' })
export class ParticipantInput {
  @Text(100)
  @Field(() => String, {
    nullable: true,
    description:
      "Your own key of the person in this case; relationships name it, and it is unique among your agency's persons of the case.",
  })
  reference!: string | null;

  @ArrayNotEmpty()
  @ArrayUnique()
  @Rule(
    'protectedAlone',
    'PROTECTED_REPORTER must be the only role: another would make the person known.',
    (roles) => !includesRole(roles, 'PROTECTED_REPORTER') || (roles as unknown[]).length === 1,
  )
  @Field(() => [ParticipantRoleEnum], { description: 'What the person is in the case; each role once.' })
  roles!: SubjectRole[];

  @Text(200)
  @Field(() => String, { nullable: true, description: 'Family name as it is registered, in either script.' })
  familyName!: string | null;

  @Text(200)
  @Field(() => String, { nullable: true, description: 'Given name as it is registered, in either script.' })
  givenName!: string | null;

  @Past()
  @Field(() => LocalDate, { nullable: true, description: 'Date of birth, from 1900 to today.' })
  birthDate!: string | null;

  @Rule(
    'numberToo',
    'Give the number as well, or neither.',
    (_kind, { identifier }) => typeof identifier === 'string',
  )
  @Field(() => IdentifierKindEnum, {
    nullable: true,
    description: 'Which number `identifier` is; given together with it.',
  })
  identifierKind!: IdentifierKind | null;

  @Rule('identifier', 'Name its kind, and write the number in the form of that kind.', (number, input) =>
    hasForm(number, input['identifierKind']),
  )
  @Field(() => String, {
    nullable: true,
    description: 'Number of the person, in the form of its kind; check digits are checked.',
  })
  identifier!: string | null;

  @Field(() => SexEnum, { nullable: true, description: 'Sex as it is registered.' })
  sex!: Sex | null;

  @IsInt()
  @Min(0)
  @Max(130)
  @Field(() => Int, {
    nullable: true,
    description: 'Age in whole years at the time of the report, 0 to 130, where no birth date is known.',
  })
  ageReported!: number | null;

  @Text(35)
  @Rule('language', 'Write a BCP 47 tag, such as sr-Latn.', isLanguage)
  @Field(() => String, {
    nullable: true,
    description: 'Language in which the person is spoken to, as a BCP 47 tag: `sr-Cyrl`, `ro`.',
  })
  language!: string | null;

  @Text(500)
  @Field(() => String, { nullable: true, description: 'Where the person lives now.' })
  address!: string | null;

  @Text(50)
  @Field(() => String, {
    nullable: true,
    description: 'Municipality of the address, by its `code` in the registry.',
  })
  municipalityCode!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether patrols are to pass by the address.' })
  patrolFlag!: boolean | null;

  @Text(50)
  @Field(() => String, { nullable: true, description: 'Telephone number at which it is safe to call.' })
  phone!: string | null;

  @Text(200)
  @Field(() => String, { nullable: true, description: 'When it is safe to call, in words.' })
  safeTimes!: string | null;

  @Text(200)
  @Field(() => String, { nullable: true, description: 'For whom the person works.' })
  employer!: string | null;

  @Field(() => ArmedRoleEnum, {
    nullable: true,
    description: 'A work or hobby that gives access to arms; null where there is none or none is known.',
  })
  armedRole!: ArmedRole | null;

  @Text(200)
  @Field(() => String, { nullable: true, description: 'Name of the school or kindergarten of a child.' })
  school!: string | null;

  @Text(1_000)
  @Field(() => String, {
    nullable: true,
    description:
      'What school or physician of a child are to do and to avoid, so that it is safe; no address.',
  })
  safetyInstruction!: string | null;

  @Rule('respondent', 'Only a RESPONDENT has a status.', (_status, { roles }) =>
    includesRole(roles, 'RESPONDENT'),
  )
  @Field(() => RespondentStatusEnum, {
    nullable: true,
    description: 'How far proceedings have come against the person; only of a RESPONDENT.',
  })
  status!: RespondentStatus | null;

  @Text(5_000)
  @Field(() => String, {
    nullable: true,
    description: "Your agency's own note, which no other agency reads.",
  })
  note!: string | null;
}

import { enumOf } from '../graphql/enums';
import { RELATIONSHIP_CODES, type RelationshipCodeName } from './relationship-codes';

export const CASE_STATUS = ['OPEN', 'CLOSED'] as const;
export const FORMS_OF_VIOLENCE = [
  'PHYSICAL',
  'SEXUAL',
  'PSYCHOLOGICAL',
  'ECONOMIC',
  'VERBAL',
  'SOCIAL',
  'SPIRITUAL',
  'CYBER',
] as const;
export const TIME_PRECISION = ['MINUTE', 'HOUR', 'DAY'] as const;
export const PLACE_KINDS = [
  'HOME',
  'OTHER_HOME',
  'STREET',
  'WORKPLACE',
  'SCHOOL',
  'VEHICLE',
  'PUBLIC_PLACE',
  'INSTITUTION',
  'ONLINE',
  'OTHER',
  'UNKNOWN',
] as const;
export const WEAPONS = [
  'NONE',
  'BODY',
  'BLUNT_OBJECT',
  'KNIFE',
  'FIREARM',
  'VEHICLE',
  'FIRE',
  'POISON',
  'EXPLOSIVE',
  'STRANGULATION',
  'OTHER',
  'UNKNOWN',
] as const;
export const REPORTING_CHANNELS = [
  'VICTIM',
  'FAMILY',
  'NEIGHBOUR',
  'ANONYMOUS',
  'HEALTH',
  'SCHOOL',
  'SOCIAL_WORK',
  'NGO',
  'POLICE_PATROL',
  'COURT',
  'PROSECUTION',
  'OTHER',
  'UNKNOWN',
] as const;
export const SEXES = ['FEMALE', 'MALE', 'OTHER'] as const;
export const IDENTIFIER_KINDS = ['JMBG', 'CNP', 'PASSPORT', 'OTHER'] as const;
export const ARMED_ROLES = [
  'POLICE',
  'MILITARY',
  'PRIVATE_SECURITY',
  'HUNTER',
  'ARMS_TRADE',
  'OTHER',
] as const;
export const RESPONDENT_STATUS = ['REPORTED', 'UNDER_MEASURE', 'CHARGED', 'CONVICTED', 'CLEARED'] as const;
export const DELIVERY_KINDS = ['DELIVERED', 'FILED', 'EXECUTOR'] as const;

export type CaseStatus = (typeof CASE_STATUS)[number];
export type FormOfViolence = (typeof FORMS_OF_VIOLENCE)[number];
export type TimePrecision = (typeof TIME_PRECISION)[number];
export type PlaceKind = (typeof PLACE_KINDS)[number];
export type Weapon = (typeof WEAPONS)[number];
export type ReportingChannel = (typeof REPORTING_CHANNELS)[number];
export type Sex = (typeof SEXES)[number];
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];
export type ArmedRole = (typeof ARMED_ROLES)[number];
export type RespondentStatus = (typeof RESPONDENT_STATUS)[number];
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

export const CaseStatusEnum = enumOf('CaseStatus', CASE_STATUS, 'Whether the case is worked on.');
export const FormOfViolenceEnum = enumOf(
  'FormOfViolence',
  FORMS_OF_VIOLENCE,
  'Forms of violence: four of ZSNP art. 3(3), and those that Law 217/2003 (RO) adds.',
);
export const TimePrecisionEnum = enumOf('TimePrecision', TIME_PRECISION, 'How exactly a time is known.');
export const PlaceKindEnum = enumOf('PlaceKind', PLACE_KINDS, 'What kind of place it was; never an address.');
export const WeaponEnum = enumOf('Weapon', WEAPONS, 'What was used or threatened with.');
export const ReportingChannelEnum = enumOf(
  'ReportingChannel',
  REPORTING_CHANNELS,
  'By which way the report came.',
);
export const SexEnum = enumOf('Sex', SEXES, 'Sex as registered.');
export const IdentifierKindEnum = enumOf(
  'IdentifierKind',
  IDENTIFIER_KINDS,
  'Kind of a personal number: JMBG (RS, ME), CNP (RO), passport or another.',
);
export const ArmedRoleEnum = enumOf(
  'ArmedRole',
  ARMED_ROLES,
  'A work or hobby that gives access to arms (Istanbul Convention art. 51(2)).',
);
export const RespondentStatusEnum = enumOf(
  'RespondentStatus',
  RESPONDENT_STATUS,
  'How far proceedings against the respondent have come.',
);
export const DeliveryKindEnum = enumOf(
  'DeliveryKind',
  DELIVERY_KINDS,
  'How a record reaches an agency: delivered, filed with it, or to be executed by it.',
);
export const RelationshipCodeEnum = enumOf(
  'RelationshipCode',
  Object.keys(RELATIONSHIP_CODES) as RelationshipCodeName[],
  'What the first person is to the second.',
);

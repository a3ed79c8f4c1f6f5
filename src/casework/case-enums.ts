import { enumOf } from '../graphql/enums';
import {
  ARMED_ROLES,
  CASE_STATUS,
  DELIVERY_KINDS,
  FORMS_OF_VIOLENCE,
  IDENTIFIER_KINDS,
  PLACE_KINDS,
  REPORTING_CHANNELS,
  RESPONDENT_STATUS,
  SEXES,
  TIME_PRECISION,
  WEAPONS,
} from './case-values';
import { RELATIONSHIP_MEANINGS } from './relationship-codes';

export const CaseStatusEnum = enumOf('CaseStatus', CASE_STATUS, 'Whether a case is worked on.');

export const FormOfViolenceEnum = enumOf(
  'FormOfViolence',
  FORMS_OF_VIOLENCE,
  'Forms of violence: four of ZSNP art. 3(3), and those that Law 217/2003 (RO) art. 4 adds.',
);

export const TimePrecisionEnum = enumOf(
  'TimePrecision',
  TIME_PRECISION,
  'How exactly a time is known; finer parts of it mean nothing.',
);

export const PlaceKindEnum = enumOf('PlaceKind', PLACE_KINDS, 'What kind of place it was; never an address.');

export const WeaponEnum = enumOf('Weapon', WEAPONS, 'What was used or threatened with.');

export const ReportingChannelEnum = enumOf(
  'ReportingChannel',
  REPORTING_CHANNELS,
  'From whom the report came.',
);

export const SexEnum = enumOf('Sex', SEXES, 'Sex as it is registered.');

export const IdentifierKindEnum = enumOf(
  'IdentifierKind',
  IDENTIFIER_KINDS,
  'Which number of a person it is, and with it the form that is checked.',
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

export const DeliveryKindEnum = enumOf('DeliveryKind', DELIVERY_KINDS, 'How a record reaches an agency.');

export const RelationshipCodeEnum = enumOf(
  'RelationshipCode',
  RELATIONSHIP_MEANINGS,
  'What the first person (`from`) is to the second (`to`): PARENT says that the first is a parent of the second.',
);

import {
  ARMED_ROLES,
  FORMS_OF_VIOLENCE,
  IDENTIFIER_KINDS,
  PLACE_KINDS,
  REPORTING_CHANNELS,
  RESPONDENT_STATUS,
  SEXES,
  WEAPONS,
} from '../../casework/case-values';
import type { IncidentInput, OpenCaseInput, ParticipantInput } from '../../casework/inputs';
import { RELATIONSHIP_CODES } from '../../casework/relationship-codes';
import { SUBJECT_ROLES } from '../../policy/facts';

/** What a field of a report holds, as far as a mapping must know it; the rest the hub judges. */
export type Kind =
  | { readonly is: 'text' | 'number' | 'boolean' | 'day' | 'time' }
  | { readonly is: 'one' | 'several'; readonly of: readonly string[] };

const TEXT: Kind = { is: 'text' };
const NUMBER: Kind = { is: 'number' };
const BOOLEAN: Kind = { is: 'boolean' };
const DAY: Kind = { is: 'day' };
const TIME: Kind = { is: 'time' };
const one = (of: readonly string[]): Kind => ({ is: 'one', of });
const several = (of: readonly string[]): Kind => ({ is: 'several', of });

export const AGENCY_FIELDS = { code: TEXT, name: TEXT, area: TEXT } satisfies Record<string, Kind>;

/** Without `openedAt` a case is opened at its earliest incident. */
export const CASE_FIELDS = {
  reference: TEXT,
  openedAt: TIME,
  municipalityCode: TEXT,
} satisfies Partial<Record<keyof OpenCaseInput, Kind>>;

/** The precision of the time comes from its format. */
export const INCIDENT_FIELDS = {
  reference: TEXT,
  occurredAt: TIME,
  municipalityCode: TEXT,
  place: one(Object.keys(PLACE_KINDS)),
  forms: several(Object.keys(FORMS_OF_VIOLENCE)),
  weapon: one(Object.keys(WEAPONS)),
  childrenPresent: BOOLEAN,
  channel: one(Object.keys(REPORTING_CHANNELS)),
  reportedWithoutConsent: BOOLEAN,
  description: TEXT,
} satisfies Record<Exclude<keyof IncidentInput, 'precision'>, Kind>;

export const PERSON_FIELDS = {
  reference: TEXT,
  roles: several(SUBJECT_ROLES),
  familyName: TEXT,
  givenName: TEXT,
  birthDate: DAY,
  identifierKind: one(Object.keys(IDENTIFIER_KINDS)),
  identifier: TEXT,
  sex: one(Object.keys(SEXES)),
  ageReported: NUMBER,
  language: TEXT,
  address: TEXT,
  municipalityCode: TEXT,
  patrolFlag: BOOLEAN,
  phone: TEXT,
  safeTimes: TEXT,
  employer: TEXT,
  armedRole: one(Object.keys(ARMED_ROLES)),
  school: TEXT,
  safetyInstruction: TEXT,
  status: one(Object.keys(RESPONDENT_STATUS)),
  note: TEXT,
} satisfies Record<keyof ParticipantInput, Kind>;

export const RELATIONSHIP_CODE: Kind = one(Object.keys(RELATIONSHIP_CODES));

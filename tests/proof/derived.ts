import { coveredBy, type RelationshipCodeName } from '../../src/casework/relationship-codes';
import type { Content } from './canary-fill';
import { time } from './truth';

const HOUR = 3_600_000;

interface Hark {
  readonly humiliated: boolean | null;
  readonly afraid: boolean | null;
  readonly raped: boolean | null;
  readonly kicked: boolean | null;
}

/** Values that the schema computes from columns, computed here again: `Type.field` → its value from the row. */
export const DERIVED: Readonly<Record<string, (content: Content, now: number) => unknown>> = {
  'Participant.birthYear': (row) =>
    row['birth_date'] === null ? null : Number((row['birth_date'] as string).slice(0, 4)),
  'Participant.hasArmedRole': (row) => row['armed_role'] !== null,
  'Participant.servedInCareOf': (row) => row['address'] !== null,
  // Nobody confirmed or withdrew one here, and no recipient is named.
  'Consent.inForce': (row, now) => now < time(row['until']),
  'Consent.recipients': () => [],
  'Consent.confirmation': () => null,
  'Consent.withdrawal': () => null,
  'Mandate.confirmedAt': () => null,
  'Mandate.endedAt': () => null,
  'Mandate.inForce': (row, now) =>
    row['kind'] === 'COURT_ORDER' && time(row['starts_at']) <= now && now < time(row['until']),
  'Relationship.coveredByLaw': (row) => coveredBy(row['code'] as RelationshipCodeName, 'RS'),
  'Incident.weaponInvolved': ({ weapon }) =>
    weapon === null || weapon === 'UNKNOWN' ? null : weapon !== 'NONE' && weapon !== 'BODY',
  'RiskAssessment.immediateDanger': (row) => row['level'] === 'IMMEDIATE',
  'RiskAssessment.answers': (row) =>
    [
      'EARLIER_VIOLENCE',
      'READY_TO_REPEAT',
      'THREAT_OF_MURDER_OR_SUICIDE',
      'POSSESSES_WEAPON',
      'MENTAL_ILLNESS',
      'SUBSTANCE_ABUSE',
      'CONFLICT_OVER_CHILD',
      'EARLIER_MEASURE',
      'FEAR_AND_OWN_ESTIMATE_OF_VICTIM',
    ].map((factor) => ({ factor, answer: (row['answers'] as Content)[factor] ?? 'UNKNOWN' })),
  'UrgentMeasure.expiresAt': (row) =>
    row['served_at'] === null ? null : new Date(time(row['served_at']) + 48 * HOUR).toISOString(),
  'UrgentMeasure.inForce': (row, now) =>
    row['served_at'] !== null && time(row['served_at']) <= now && now < time(row['served_at']) + 48 * HOUR,
  'CourtDecision.inForce': (row, now) =>
    row['until'] !== null && time(row['decided_at']) <= now && now < time(row['until']),
  'Examination.hark': ({ hark }) => hark,
  'Examination.harkScore': ({ hark }) =>
    hark === null ? null : Object.values(hark as Hark).filter((yes) => yes === true).length,
};

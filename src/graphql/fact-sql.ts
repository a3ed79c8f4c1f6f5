import type { ProfilePolicy } from '../policy';
import { SUBJECT_ROLES } from '../policy/facts';
import type { FactColumns } from './predicate';
import type { RowClass, RowSource } from './row-source';

const rolesBits = (column: string): string =>
  `(${SUBJECT_ROLES.map((role, bit) => `((${column} @> '{${role}}')::int << ${String(bit)})`).join(' | ')})`;

/**
 * The roles of whom the row speaks; the participants are joined below. A custodian whose scope has ended still reads its own record,
 * though no longer who it is about: then the row speaks of nobody, and no rule that names a role opens it.
 */
const SUBJECT_BITS = {
  subject_id: `coalesce(${rolesBits('p.roles')}, 0)`,
  id: rolesBits('t.roles'),
  from_to: rolesBits('(p.roles || q.roles)'),
  nobody: '0',
} as const;

export const SUBJECT_JOINS = {
  subject_id: '\n  left join participant p on p.id = t.subject_id',
  id: '',
  from_to: '\n  join participant p on p.id = t.from_id join participant q on q.id = t.to_id',
  nobody: '',
} as const;

/** SELF: the person is the agency's own client, patient or pupil; KIN: another person of the case is. */
const ownSql = (participant: string): string =>
  `coalesce((select min(case when o.participant_id = ${participant} and o.relation = 'SELF' then 1 else 2 end) from participant_own o
    where o.case_id = t.case_id and o.agency_id = viewer_agency() and o.since <= c.since), 0)`;

/** A row that speaks of no one person is the agency's own where some person of the case is. */
const caseOwnSql = (caseColumn: string): string =>
  `(exists (select from participant_own o
    where o.case_id = t.${caseColumn} and o.agency_id = viewer_agency() and o.since <= c.since))::int`;

/** Where statements find the facts of a row: those of the case in `c`, its own in `f`. */
export const FACTS: FactColumns = {
  scopes: 'c.scopes',
  tie: 'c.tie',
  order: 'c.ord',
  record: 'f.record',
  own: 'f.own',
  subjects: 'f.subjects',
  allegation: 'f.allegation',
  grants: 'f.grants',
};

/** Whoever the row speaks of without being a respondent alone: what somebody consents to is about these, or about nobody. */
const protectedSql = (person: string): string =>
  `case when ${person}.roles <> '{RESPONDENT}' then ${person}.id end`;

const PROTECTED = {
  subject_id: `array_remove(array[${protectedSql('p')}], null)`,
  id: `array_remove(array[${protectedSql('t')}], null)`,
  from_to: `array_remove(array[${protectedSql('p')}, ${protectedSql('q')}], null)`,
  nobody: `'{}'`,
} as const;

const clearedSql = (person: string): string =>
  `(${person}.status is not distinct from 'CLEARED' and ${person}.roles @> '{RESPONDENT}')`;

/**
 * An order in force is against somebody: where nobody else is left whom it could be against (`c.cleared = 1`), who was cleared counts as
 * if he were not until it ends, so that whoever enforces it knows of him.
 */
const standsSql = (cleared: string): string => `case when ${cleared} then (c.cleared = 1)::int else 1 end`;

/** By whom the row speaks of. Of a person of whom nothing can be read nothing stands, and a case is nobody's allegation. */
const ALLEGATION_SQL = {
  subject_id: `case when p.id is null then 0 else ${standsSql(clearedSql('p'))} end`,
  id: standsSql(clearedSql('t')),
  from_to: standsSql(`(${clearedSql('p')} or ${clearedSql('q')})`),
  nobody: '(c.cleared < 2)::int',
} as const;

const allegationSql = ({ subject, caseColumn }: RowClass): string =>
  caseColumn === 'id' ? '0' : ALLEGATION_SQL[subject ?? 'nobody'];

/** What grants of the case hold for a row of the table with that alias; nothing is worked out where there are none. */
const grantsSql = (row: string, persons: string): string =>
  `case when c.grants is not null then row_grants(c.grants, ${row}.custodian_id, ${persons}, ${row}.id) end as grants`;

/** What makes the viewer's agency an addressee of the row of an alias; null: nothing does. */
export type Given = ((row: string) => string) | null;

/** The present version of a record was delivered: `c` has the case's deliveries. */
export const delivered: Given = (row) => `${row}.id = any (c.delivered::uuid[])`;

/** Who received a record afterwards is no addressee of what had been corrected before. */
export const deliveredBefore: Given = (row) =>
  `exists (select from record_delivery d where d.record_id = ${row}.id and d.agency_id = viewer_agency() and d.delivered_at < h.replaced_at)`;

/** Whether the viewer's agency holds a row, or it was delivered to it. */
const recordSql = (row: string, given: Given): string =>
  `case when ${row}.custodian_id = viewer_agency() then 1${given === null ? '' : ` when ${given(row)} then 2`} else 0 end as record`;

const ownOf = ({ subject, caseColumn }: RowClass): string =>
  subject === 'subject_id' || subject === 'id' ? ownSql(`t.${subject}`) : caseOwnSql(caseColumn);

/**
 * A row's own facts, worked out once a row however many conditions ask for them (`offset 0` keeps the planner from copying them into
 * each), as `f`; what the profile's rules never ask for is not worked out at all.
 */
export const rowFactsSql = (source: RowClass, { reads }: ProfilePolicy, given: Given): string => {
  const roles = source.subject ?? 'nobody';
  const record = (row: string, how: Given): string => recordSql(row, reads.addressee ? how : null);
  const grants = (row: string, persons: string): string =>
    reads.grants.size === 0 ? 'null::jsonb as grants' : grantsSql(row, persons);
  const ofRow = `cross join lateral (select
    ${record('t', source.caseColumn === 'id' ? null : given)},
    ${reads.own ? ownOf(source) : '0'} as own,
    ${SUBJECT_BITS[roles]} as subjects,
    ${reads.allegation ? allegationSql(source) : '0'} as allegation,
    ${grants('t', PROTECTED[roles])} offset 0) f`;
  if (source.subject !== 'subject_id') return ofRow;
  return `${ofRow}
cross join lateral (select ${record('p', delivered)},
    ${grants('p', PROTECTED.subject_id)} offset 0) u`;
};

/** The existence of a person in a case: a record about somebody of whom the viewer may not know does not exist for him either. */
export const PERSON_EXISTENCE = 'existence';

/** The same facts of the person whom a record is about: who holds or was given the person is in `u`. */
export const SUBJECT_FACTS: FactColumns = { ...FACTS, record: 'u.record', grants: 'u.grants' };

/** The facts of the case of a row, as `c`. */
export const caseFactsSql = (source: RowSource, { reads }: ProfilePolicy): string => {
  const granted = [...reads.grants].some((grant) => grant !== 'agreement');
  const wanted = [reads.order, reads.addressee, granted, reads.grants.has('agreement'), reads.allegation];
  return `cross join lateral case_facts(t.${source.caseColumn}, ${wanted.map(String).join(', ')}) c`;
};

import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import type { Purpose, Scope, SubjectRole } from '../../src/policy/facts';

/** Everything that a decision on a row rests on, arranged by the owner, whom row security does not bind. */

const WORKING: readonly Purpose[] = [
  'PROTECTION',
  'INVESTIGATION',
  'PROSECUTION',
  'ADJUDICATION',
  'CARE',
  'CHILD_PROTECTION',
];

export const insertInto = async (
  owner: Client,
  table: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const columns = Object.keys(values);
  await owner.query(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map((_column, at) => `$${at + 1}`).join(', ')})`,
    Object.values(values),
  );
};

export interface AccessSpec {
  readonly scope: Scope;
  readonly purposes?: readonly Purpose[];
  /** SQL expressions of time. */
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly givenBy?: Viewer;
}

/** Lets an agency reach a case; in force from an hour ago without an end, unless told otherwise. Answers the access's id. */
export const giveAccess = async (
  owner: Client,
  caseId: string,
  viewer: Viewer,
  spec: AccessSpec,
): Promise<string> => {
  const id = randomUUID();
  const { scope, purposes, startsAt = `now() - interval '1 hour'`, endsAt = `'infinity'`, givenBy } = spec;
  const { rows } = await owner.query<{ starts: string; ends: string }>(
    `select (${startsAt})::text as starts, (${endsAt})::text as ends`,
  );
  await insertInto(owner, 'case_access', {
    id,
    case_id: caseId,
    agency_id: viewer.agencyId,
    staff_id: scope === 'BREAK_GLASS' ? viewer.staffId : null,
    scope,
    basis: 'rs.zsnp.24',
    purposes: purposes ?? (scope === 'COORDINATION' ? ['AUDIT', 'STATISTICS'] : WORKING),
    starts_at: rows[0]?.starts,
    ends_at: rows[0]?.ends,
    granted_by_agency: (givenBy ?? viewer).agencyId,
    granted_by_staff: (givenBy ?? viewer).staffId,
  });
  return id;
};

export const assign = async (
  owner: Client,
  caseId: string,
  viewer: Viewer,
  to: 'person' | 'unit' = 'person',
): Promise<string> => {
  const id = randomUUID();
  await insertInto(owner, 'case_tie', {
    id,
    case_id: caseId,
    agency_id: viewer.agencyId,
    [to === 'person' ? 'staff_id' : 'unit_id']: to === 'person' ? viewer.staffId : viewer.unitId,
  });
  return id;
};

export const lock = (owner: Client, caseId: string, staff: Viewer, by: Viewer): Promise<void> =>
  insertInto(owner, 'case_lock', {
    case_id: caseId,
    staff_id: staff.staffId,
    reason: 'conflict of interest',
    locked_by: by.staffId,
  });

export const unlock = async (owner: Client, caseId: string, staff: Viewer): Promise<void> => {
  await owner.query('delete from case_lock where case_id = $1 and staff_id = $2', [caseId, staff.staffId]);
};

/** The person is the agency's own client since before every access. */
export const makeOwn = (
  owner: Client,
  caseId: string,
  participantId: string,
  viewer: Viewer,
): Promise<void> =>
  insertInto(owner, 'participant_own', {
    case_id: caseId,
    participant_id: participantId,
    agency_id: viewer.agencyId,
    relation: 'SELF',
    since: '2020-01-01T00:00:00Z',
  });

export const addPerson = async (
  owner: Client,
  caseId: string,
  custodian: Viewer,
  roles: readonly SubjectRole[],
  columns: Readonly<Record<string, unknown>> = {},
): Promise<string> => {
  const id = randomUUID();
  await insertInto(owner, 'participant', {
    id,
    case_id: caseId,
    custodian_id: custodian.agencyId,
    recorded_by: custodian.staffId,
    roles,
    ...columns,
  });
  return id;
};

/** A case with nothing in it, reached and worked on by who opened it. Answers its id. */
export const openCaseOf = async (owner: Client, custodian: Viewer): Promise<string> => {
  const id = randomUUID();
  await insertInto(owner, 'case_file', {
    id,
    custodian_id: custodian.agencyId,
    recorded_by: custodian.staffId,
    reference: `K-${id}`,
    area_id: custodian.areaId,
    opened_at: '2026-11-01T10:00:00Z',
  });
  await giveAccess(owner, id, custodian, { scope: 'OWN' });
  await assign(owner, id, custodian);
  return id;
};

/** Delivers a record to a viewer's agency: files it with a court, unless another kind of delivery is named. */
export const deliver = (
  owner: Client,
  table: string,
  id: string,
  caseId: string,
  viewer: Viewer,
  kind = 'FILED',
): Promise<void> =>
  insertInto(owner, 'record_delivery', {
    record_type: table,
    record_id: id,
    case_id: caseId,
    agency_id: viewer.agencyId,
    kind,
  });

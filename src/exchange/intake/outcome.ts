import { sqlStateOf } from '../../db/database-error';
import { SponaError } from '../../errors/spona-error';
import type { Refusal } from './check-report';
import type { PoliceReportInput, PoliceReportOutcome, RefusalReason } from './report';

/** What the database may still refuse of one report, and why; anything else ends the whole batch. */
const BY_SQLSTATE: ReadonlyMap<string, RefusalReason> = new Map([
  ['23505', 'NOT_REACHED'],
  ['42501', 'NOT_REACHED'],
  ['23503', 'INVALID'],
  ['23514', 'INVALID'],
  ['22003', 'INVALID'],
  ['22008', 'INVALID'],
  ['40P01', 'CHANGED'],
]);

/** Why the database refused a report; undefined where the whole batch must end. */
export const reasonOf = (error: unknown): RefusalReason | undefined => {
  if (error instanceof SponaError && error.code === 'SPONA_CONFLICT') return 'CHANGED';
  return BY_SQLSTATE.get(sqlStateOf(error) ?? '');
};

export const refused = (
  { reference }: PoliceReportInput,
  { reason, paths }: Refusal,
): PoliceReportOutcome => ({
  reference,
  status: 'REFUSED',
  caseId: null,
  reason,
  paths,
});

export const accepted = (
  { reference }: PoliceReportInput,
  status: PoliceReportOutcome['status'],
  caseId: string,
): PoliceReportOutcome => ({ reference, status, caseId, reason: null, paths: [] });

import type { Statement, Transaction } from '../db/transaction';
import { invalid } from '../errors/invalid';
import type { MutationContext } from '../graphql/context';

/** The owner's functions that change what decisions rest on; each checks the viewer of the transaction itself. */
const call = (name: string, parameters: number): Statement => ({
  name: `call-${name}`,
  text: `select ${name}(${Array.from({ length: parameters }, (_, index) => `$${String(index + 1)}`).join(', ')}) as result`,
});

const run = async (
  transaction: Transaction,
  statement: Statement,
  values: readonly unknown[],
): Promise<string> => {
  const [row] = await transaction.query<{ result: string }>(statement, values);
  return row?.result ?? '';
};

const OPEN_CASE = call('open_case', 3);
const GIVE_SCOPE = call('give_scope', 6);
const END_SCOPE = call('end_scope', 1);
const ASSIGN_TIE = call('assign_tie', 3);
const END_TIE = call('end_tie', 1);
const LOCK_STAFF = call('lock_staff', 3);
const UNLOCK_STAFF = call('unlock_staff', 2);
const DELIVER_RECORD = call('deliver_record', 4);
const OWN_PARTICIPANT = call('own_participant', 1);

export const openCase = (
  transaction: Transaction,
  reference: string,
  municipalityId: string | null,
  openedAt: Date,
): Promise<string> => run(transaction, OPEN_CASE, [reference, municipalityId, openedAt]);

export interface ScopeGift {
  readonly caseId: string;
  readonly agencyId: string;
  readonly scope: string;
  readonly purposes: readonly string[];
  readonly days: number;
  readonly subjectId?: string | null;
}

export const giveScope = (transaction: Transaction, gift: ScopeGift): Promise<string> =>
  run(transaction, GIVE_SCOPE, [
    gift.caseId,
    gift.agencyId,
    gift.scope,
    gift.purposes,
    gift.days,
    gift.subjectId ?? null,
  ]);

export const endScope = (transaction: Transaction, accessId: string): Promise<string> =>
  run(transaction, END_SCOPE, [accessId]);

export const assignTie = (
  transaction: Transaction,
  caseId: string,
  unitId: string | null,
  staffId: string | null,
): Promise<string> => run(transaction, ASSIGN_TIE, [caseId, unitId, staffId]);

export const endTie = (transaction: Transaction, tieId: string): Promise<string> =>
  run(transaction, END_TIE, [tieId]);

export const lockStaff = (
  transaction: Transaction,
  caseId: string,
  staffId: string,
  reason: string,
): Promise<string> => run(transaction, LOCK_STAFF, [caseId, staffId, reason]);

export const unlockStaff = (transaction: Transaction, caseId: string, staffId: string): Promise<string> =>
  run(transaction, UNLOCK_STAFF, [caseId, staffId]);

export const deliverRecord = (
  transaction: Transaction,
  table: string,
  recordId: string,
  agencyId: string,
  kind: string,
): Promise<string> => run(transaction, DELIVER_RECORD, [table, recordId, agencyId, kind]);

/** The person becomes the agency's own client, patient or pupil, if the agency serves clients; from now on, not before. */
export const claimSubject = (transaction: Transaction, participantId: string): Promise<string> =>
  run(transaction, OWN_PARTICIPANT, [participantId]);

/** A record may name only rows of its own case that the viewer knows. Throws SPONA_INVALID. */
export const requireOfCase = async (
  context: MutationContext,
  type: string,
  caseId: string,
  id: string,
  path: string,
): Promise<void> => {
  const row = await context.rows.find(type, id);
  if (row?.$case !== caseId) throw invalid(path, `Name a ${type} of this case.`);
};

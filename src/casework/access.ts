import { ownerFunction } from '../db/owner-function';
import type { Transaction } from '../db/transaction';
import { invalid } from '../errors/invalid';
import type { MutationContext } from '../graphql/context';

/** The owner's functions that change who reaches a case, by the types of what each takes. */
export const openCase: (
  transaction: Transaction,
  reference: string,
  municipalityId: string | null,
  openedAt: Date,
) => Promise<string> = ownerFunction('open_case', 3);

export interface ScopeGift {
  readonly caseId: string;
  readonly agencyId: string;
  readonly scope: string;
  readonly purposes: readonly string[];
  readonly days: number;
  readonly subjectId?: string | null;
}

const callGiveScope = ownerFunction('give_scope', 6);

export const giveScope = (transaction: Transaction, gift: ScopeGift): Promise<string> =>
  callGiveScope(
    transaction,
    gift.caseId,
    gift.agencyId,
    gift.scope,
    gift.purposes,
    gift.days,
    gift.subjectId ?? null,
  );

export const endScope: (transaction: Transaction, accessId: string) => Promise<string> = ownerFunction(
  'end_scope',
  1,
);

export const assignTie: (
  transaction: Transaction,
  caseId: string,
  unitId: string | null,
  staffId: string | null,
) => Promise<string> = ownerFunction('assign_tie', 3);

export const endTie: (transaction: Transaction, tieId: string) => Promise<string> = ownerFunction(
  'end_tie',
  1,
);

export const lockStaff: (
  transaction: Transaction,
  caseId: string,
  staffId: string,
  reason: string,
) => Promise<string> = ownerFunction('lock_staff', 3);

export const unlockStaff: (transaction: Transaction, caseId: string, staffId: string) => Promise<string> =
  ownerFunction('unlock_staff', 2);

export const deliverRecord: (
  transaction: Transaction,
  table: string,
  recordId: string,
  agencyId: string,
  kind: string,
) => Promise<string> = ownerFunction('deliver_record', 4);

/** The person becomes the agency's own client, patient or pupil, if the agency serves clients; from now on, not before. */
export const claimSubject: (transaction: Transaction, participantId: string) => Promise<string> =
  ownerFunction('own_participant', 1);

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

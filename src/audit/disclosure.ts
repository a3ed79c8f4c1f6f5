import type { Statement, Transaction } from '../db/transaction';
import { SponaError } from '../errors/spona-error';
import type { Viewer } from '../identity/viewer';

/** What came of an operation: all that was asked, a part of it, nothing by decision, nothing by failure. */
export const OUTCOMES = ['ALLOWED', 'PARTIAL', 'REFUSED', 'FAILED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What one operation disclosed and withheld. Values of rows and variables never enter it. */
export interface DisclosureRecord {
  /** The request's one clock; null where the operation was refused before any transaction. */
  readonly instant: Date | null;
  readonly requestId: string;
  readonly viewer: Viewer | null;
  readonly operation: string | null;
  readonly operationHash: string | null;
  /** The document with its literals stripped. */
  readonly document: string | null;
  readonly outcome: Outcome;
  readonly errorCode: string | null;
  readonly policyVersion: string;
  readonly caseIds: readonly string[];
  readonly entries: readonly unknown[];
}

export const RECORD_DISCLOSURE: Statement = {
  name: 'record-disclosure',
  text: 'select record_disclosure($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)',
};

export const disclosureValues = (record: DisclosureRecord): unknown[] => [
  record.instant,
  record.requestId,
  record.viewer?.agencyId ?? null,
  record.viewer?.staffId ?? null,
  record.viewer?.clientId ?? null,
  record.viewer?.proof ?? null,
  record.viewer?.purpose ?? null,
  record.operation,
  record.operationHash,
  record.document,
  record.outcome,
  record.errorCode,
  record.policyVersion,
  record.caseIds,
  JSON.stringify(record.entries),
];

/** Writes the record in the caller's transaction; if it fails, so does the caller's answer. Throws SPONA_AUDIT. */
export const recordIn = async (transaction: Transaction, record: DisclosureRecord): Promise<void> => {
  try {
    await transaction.query(RECORD_DISCLOSURE, disclosureValues(record));
  } catch (error) {
    throw new SponaError('SPONA_AUDIT', { detail: 'the disclosure record was not written', cause: error });
  }
};

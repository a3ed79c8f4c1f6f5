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
  /** The snapshot in which the answer was made; null where there is no answer that could be overtaken. */
  readonly snapshot: string | null;
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

/** What the decisions of an answer rest on has changed since: the answer must not leave, and no record of it was written. */
export class OvertakenAnswerError extends Error {
  constructor() {
    super('what the decisions rest on changed while the answer was made');
  }
}

export const RECORD_DISCLOSURES: Statement = {
  name: 'record-disclosures',
  text: 'select place, moved from record_disclosures($1)',
};

/** A row of the answer: which record, by its place in the batch, and whether its facts had moved. */
export interface RecordedRow {
  readonly place: number;
  readonly moved: boolean;
}

export const disclosureBatch = (records: readonly DisclosureRecord[]): string =>
  JSON.stringify(
    records.map((record, place) => ({
      place,
      instant: record.instant,
      snapshot: record.snapshot,
      registry: record.viewer?.registrySnapshot ?? null,
      request: record.requestId,
      agency: record.viewer?.agencyId ?? null,
      staff: record.viewer?.staffId ?? null,
      client: record.viewer?.clientId ?? null,
      proof: record.viewer?.proof ?? null,
      purpose: record.viewer?.purpose ?? null,
      operation: record.operation,
      hash: record.operationHash,
      document: record.document,
      outcome: record.outcome,
      error: record.errorCode,
      policy: record.policyVersion,
      cases: record.caseIds,
      entries: record.entries,
    })),
  );

export const auditFailure = (cause: unknown): SponaError =>
  new SponaError('SPONA_AUDIT', { detail: 'the disclosure record was not written', cause });

/**
 * Writes the record in the caller's transaction; if it fails, so does the caller's answer.
 * @throws SponaError SPONA_AUDIT; OvertakenAnswerError where its facts have moved
 */
export const recordIn = async (transaction: Transaction, record: DisclosureRecord): Promise<void> => {
  let rows: RecordedRow[];
  try {
    rows = await transaction.query<RecordedRow>(RECORD_DISCLOSURES, [disclosureBatch([record])]);
  } catch (error) {
    throw auditFailure(error);
  }
  if (rows[0]?.moved !== false) throw new OvertakenAnswerError();
};

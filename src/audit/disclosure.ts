import type { Statement } from '../db/transaction';
import { SponaError } from '../errors/spona-error';
import type { Viewer } from '../identity/viewer';
import type { Grounds } from './grounds';
import type { KeptText, KeptTexts } from './kept-texts';

/** What came of an operation: all that was asked, a part of it, nothing by decision, nothing by failure. */
export const OUTCOMES = ['ALLOWED', 'PARTIAL', 'REFUSED', 'FAILED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A part of a disclosure record: rows of one type with the same grounds. */
export interface DisclosureEntry {
  readonly type: string;
  readonly grounds: Grounds;
  /** `[case, ...ids]`; the case is null where the entry tells by what cases were filtered: then the ids are theirs, if they are few. */
  readonly rows: readonly (readonly [string | null, ...string[]])[];
  /** Of a filter: how many cases it met. */
  readonly count?: number;
  /** The rows speak of somebody whose presence in the case is protected. */
  readonly protected?: true;
}

/** What one operation disclosed and withheld. Values of rows and variables never enter it. */
export interface DisclosureRecord {
  /** The request's one clock; null where the operation was refused before any transaction. */
  readonly instant: Date | null;
  /** The snapshot in which the answer was made; null where there is no answer that could be overtaken. */
  readonly snapshot: string | null;
  readonly requestId: string;
  readonly viewer: Viewer | null;
  readonly operation: string | null;
  /** The document with its literals stripped; null where none could be read. */
  readonly document: KeptText | null;
  readonly outcome: Outcome;
  readonly errorCode: string | null;
  readonly policyVersion: string;
  readonly caseIds: readonly string[];
  /** The answer rests on more cases than it names: on those that a filter left out, or that it counted. */
  readonly wide: boolean;
  readonly entries: readonly DisclosureEntry[];
}

/** What the decisions of an answer rest on has changed since: the answer must not leave, and no record of it was written. */
export class OvertakenAnswerError extends Error {
  constructor() {
    super('what the decisions rest on changed while the answer was made');
  }
}

export const RECORD_DISCLOSURES: Statement = {
  name: 'record-disclosures',
  text: 'select moved from record_disclosures($1, $2, $3)',
};

/** A row of the answer: whether the facts of a record had moved. */
export interface RecordedRow {
  readonly moved: boolean;
}

const grounds = ({ entries }: DisclosureRecord): KeptText[] => entries.map((entry) => entry.grounds);
const document = (record: DisclosureRecord): KeptText[] =>
  record.document === null ? [] : [record.document];

/** Records as `RECORD_DISCLOSURES` takes them, and the texts that go with them because the database may not keep them yet. */
export interface DisclosureBatch {
  readonly values: unknown[];
  readonly texts: readonly KeptText[];
}

export const disclosureBatch = (records: readonly DisclosureRecord[], kept: KeptTexts): DisclosureBatch => {
  const newDocuments = kept.unknown(records.flatMap(document));
  const newGrounds = kept.unknown(records.flatMap(grounds));
  const contents = (texts: readonly KeptText[]): string[] => texts.map(({ content }) => content);
  return {
    values: [JSON.stringify(records.map(recordJson)), contents(newDocuments), contents(newGrounds)],
    texts: [...newDocuments, ...newGrounds],
  };
};

const recordJson = (record: DisclosureRecord): object => ({
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
  document: record.document?.hash ?? null,
  outcome: record.outcome,
  error: record.errorCode,
  policy: record.policyVersion,
  cases: record.caseIds,
  wide: record.wide,
  entries: record.entries.map((entry) => ({ ...entry, grounds: entry.grounds.hash })),
});

export const auditFailure = (cause: unknown): SponaError =>
  new SponaError('SPONA_AUDIT', { detail: 'the disclosure record was not written', cause });

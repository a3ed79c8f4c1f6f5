import type { ReadTransaction, Transaction } from '../db/transaction';
import {
  auditFailure,
  type DisclosureRecord,
  disclosureBatch,
  OvertakenAnswerError,
  RECORD_DISCLOSURES,
  type RecordedRow,
} from './disclosure';
import type { KeptTexts } from './kept-texts';

/** @throws SponaError SPONA_AUDIT; OvertakenAnswerError where the record's facts have moved */
export type Recorder<T extends Transaction> = (transaction: T, record: DisclosureRecord) => Promise<void>;
export type ReadRecorder = Recorder<ReadTransaction>;
export type TransactionRecorder = Recorder<Transaction>;

const settle = ([row]: readonly RecordedRow[]): void => {
  if (row?.moved !== false) throw new OvertakenAnswerError();
};

/**
 * Ends a read, and in the same round trip writes its record in a transaction of its own: an answer waits for the database once, not
 * twice. What fails is tried again with all its texts, in case the database was wrongly thought to keep them.
 */
export const createReadRecorder = (kept: KeptTexts): ReadRecorder => {
  const write = async (transaction: ReadTransaction, record: DisclosureRecord): Promise<RecordedRow[]> => {
    const { values, texts } = disclosureBatch([record], kept);
    const rows = await transaction.endWith<RecordedRow>(RECORD_DISCLOSURES, values);
    kept.keep(texts);
    return rows;
  };
  return async (transaction, record) => {
    let rows: RecordedRow[];
    try {
      rows = await write(transaction, record).catch(() => {
        kept.forget();
        return write(transaction, record);
      });
    } catch (error) {
      throw auditFailure(error);
    }
    settle(rows);
  };
};

/** Writes records in the caller's transaction; if one fails, so does the caller's answer. */
export const createTransactionRecorder =
  (kept: KeptTexts): TransactionRecorder =>
  async (transaction, record) => {
    let rows: RecordedRow[];
    try {
      const { values } = disclosureBatch([record], kept);
      rows = await transaction.query<RecordedRow>(RECORD_DISCLOSURES, values);
    } catch (error) {
      kept.forget();
      throw auditFailure(error);
    }
    settle(rows);
  };

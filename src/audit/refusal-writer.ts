import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import {
  auditFailure,
  type DisclosureRecord,
  disclosureBatch,
  OvertakenAnswerError,
  RECORD_DISCLOSURES,
  type RecordedRow,
} from './disclosure';
import type { KeptTexts } from './kept-texts';

/**
 * Writes one record, durable before the answer leaves, or there is no answer.
 * @throws SponaError SPONA_AUDIT; OvertakenAnswerError where its facts have moved
 */
export type DisclosureWriter = (record: DisclosureRecord) => Promise<void>;

interface Waiting {
  readonly record: DisclosureRecord;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/** More at once would make the first of a batch wait for the last. */
const MOST = 64;

const write = async (dataSource: DataSource, values: unknown[]): Promise<RecordedRow[]> => {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    const { rows } = await client.query<RecordedRow>({ ...RECORD_DISCLOSURES, values });
    return rows;
  } finally {
    await runner.release();
  }
};

const settle = (waiting: readonly Waiting[], rows: readonly RecordedRow[]): void => {
  const moved = new Map(rows.map((row) => [row.place, row.moved]));
  waiting.forEach(({ written, failed }, place) => {
    if (moved.get(place) === false) written();
    else failed(new OvertakenAnswerError());
  });
};

/**
 * Writes records in fresh transactions of their own. Those that come while one is being written share the next (a group commit): one
 * round trip and one flush of the log for all of them. A batch that fails is tried again record by record, each with all its texts,
 * so that none falls with another, or for what the database was wrongly thought to keep.
 */
export const createDisclosureWriter = (dataSource: DataSource, kept: KeptTexts): DisclosureWriter => {
  let queue: Waiting[] = [];
  let writing = false;

  const writeAll = async (batch: readonly Waiting[]): Promise<void> => {
    const { values, texts } = disclosureBatch(
      batch.map(({ record }) => record),
      kept,
    );
    settle(batch, await write(dataSource, values));
    kept.keep(texts);
  };

  const writeAlone = async (waiting: Waiting): Promise<void> => {
    kept.forget();
    try {
      await writeAll([waiting]);
    } catch (error) {
      waiting.failed(auditFailure(error));
    }
  };

  const drain = async (): Promise<void> => {
    writing = true;
    while (queue.length > 0) {
      const batch = queue.slice(0, MOST);
      queue = queue.slice(MOST);
      try {
        await writeAll(batch);
      } catch {
        for (const one of batch) await writeAlone(one);
      }
    }
    writing = false;
  };

  return (record) =>
    new Promise((written, failed) => {
      queue.push({ record, written, failed });
      if (!writing) void drain();
    });
};

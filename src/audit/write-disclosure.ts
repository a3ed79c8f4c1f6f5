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

const write = async (
  dataSource: DataSource,
  records: readonly DisclosureRecord[],
): Promise<RecordedRow[]> => {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    const { rows } = await client.query<RecordedRow>({
      ...RECORD_DISCLOSURES,
      values: [disclosureBatch(records)],
    });
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
 * round trip and one flush of the log for all of them. A batch that fails is tried record by record, so that none falls with another.
 */
export const createDisclosureWriter = (dataSource: DataSource): DisclosureWriter => {
  let queue: Waiting[] = [];
  let writing = false;

  const writeAll = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      settle(
        batch,
        await write(
          dataSource,
          batch.map(({ record }) => record),
        ),
      );
    } catch (error) {
      if (batch.length === 1) batch[0]?.failed(auditFailure(error));
      else for (const one of batch) await writeAll([one]);
    }
  };

  const drain = async (): Promise<void> => {
    writing = true;
    while (queue.length > 0) {
      const batch = queue.slice(0, MOST);
      queue = queue.slice(MOST);
      await writeAll(batch);
    }
    writing = false;
  };

  return (record) =>
    new Promise((written, failed) => {
      queue.push({ record, written, failed });
      if (!writing) void drain();
    });
};

import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { auditFailure, disclosureBatch, RECORD_DISCLOSURES, type DisclosureRecord } from './disclosure';
import type { KeptTexts } from './kept-texts';

/** Of an operation that was refused or undone: there is no answer that could be overtaken. */
export type RefusalRecord = DisclosureRecord & { readonly snapshot: null };

/**
 * Writes one such record, durable before the refusal leaves.
 * @throws SponaError SPONA_AUDIT
 */
export type RefusalWriter = (record: RefusalRecord) => Promise<void>;

interface Waiting {
  readonly record: RefusalRecord;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/** More at once would make the first of a batch wait for the last. */
const MOST = 64;

const write = async (dataSource: DataSource, values: unknown[]): Promise<void> => {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    await client.query({ ...RECORD_DISCLOSURES, values });
  } finally {
    await runner.release();
  }
};

/**
 * Refusals may come in floods: those that come while one is being written share the next transaction (a group commit), with one round
 * trip and one flush of the log for all of them. A batch that fails is tried again record by record, each with all its texts,
 * so that none falls with another, or for what the database was wrongly thought to keep.
 */
export const createRefusalWriter = (dataSource: DataSource, kept: KeptTexts): RefusalWriter => {
  let queue: Waiting[] = [];
  let writing = false;

  const writeAll = async (batch: readonly Waiting[]): Promise<void> => {
    const { values, texts } = disclosureBatch(
      batch.map(({ record }) => record),
      kept,
    );
    await write(dataSource, values);
    for (const { written } of batch) written();
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

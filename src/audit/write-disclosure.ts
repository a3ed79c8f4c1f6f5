import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { SponaError } from '../errors/spona-error';
import { disclosureValues, RECORD_DISCLOSURE, type DisclosureRecord } from './disclosure';

export type DisclosureWriter = (record: DisclosureRecord) => Promise<void>;

/** Writes each record in a fresh transaction of its own: durable before the answer leaves, or there is no answer. */
export const createDisclosureWriter =
  (dataSource: DataSource): DisclosureWriter =>
  async (record) => {
    const runner = dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await client.query({ ...RECORD_DISCLOSURE, values: disclosureValues(record) });
    } catch (error) {
      throw new SponaError('SPONA_AUDIT', { detail: 'the disclosure record was not written', cause: error });
    } finally {
      await runner.release();
    }
  };

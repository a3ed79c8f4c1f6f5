import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/db/connection';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database';
import { neverCommitting, type Unfinished } from './unfinished';

/** The hub reads and writes as here, through src/db/transaction. */

let database: TestDatabase;
let source: DataSource;
let unfinished: Unfinished;

beforeAll(async () => {
  database = await freshDatabase();
  source = createDataSource({ url: database.adminUrl, entities: [], poolSize: 1 });
  await source.initialize();
  await source.query('create table noted (word text)');
  await source.query('create table once (word text unique deferrable initially deferred)');
  unfinished = neverCommitting(source);
});
afterAll(async () => {
  await source.destroy();
  await dropDatabase(database);
});

const write = async (table: string, ...words: string[]): Promise<void> => {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    try {
      for (const word of words) await runner.query(`insert into ${table} values ($1)`, [word]);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    }
  } finally {
    await runner.release();
  }
};

const read = async (): Promise<string[]> => {
  const runner = source.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ word: string }>('select word from noted order by word');
    await client.query('commit');
    return rows.map(({ word }) => word);
  } finally {
    await runner.release();
  }
};

test('what is committed by itself is not kept', async () => {
  await write('noted', 'a');
  expect(await read()).toEqual([]);
});

test('what is committed after another beginning is read until that is undone', async () => {
  await unfinished.begin();
  await write('noted', 'a');
  expect(await read()).toEqual(['a']);
  await write('noted', 'b');
  expect(await read()).toEqual(['a', 'b']);
  await unfinished.undo();
  expect(await read()).toEqual([]);
});

test('what fails at its commit fails, and leaves what was before', async () => {
  await expect(write('once', 'a', 'a')).rejects.toThrow('once_word_key');
  await unfinished.begin();
  await write('noted', 'a');
  await expect(write('once', 'b', 'b')).rejects.toThrow('once_word_key');
  await write('once', 'b');
  expect(await read()).toEqual(['a']);
  await unfinished.undo();
});

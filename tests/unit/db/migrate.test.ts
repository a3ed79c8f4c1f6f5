import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { migrate, pendingMigrations } from '../../../src/db/migrate';
import { checkApplied, MigrationError, migrationClass, readMigrations } from '../../../src/db/migrations';
import { readStamp, StampError } from '../../../src/db/stamp';
import { asSuperuser, testCluster } from '../../support/cluster';
import { dropDatabase, freshDatabase, openClient, type TestDatabase } from '../../support/database';

const stamp = { mode: 'demo', country: 'RS' } as const;

describe('migrations', () => {
  let database: TestDatabase;
  let owner: Client;
  let directory: string;

  const write = (name: string, sql: string): void => writeFileSync(join(directory, `${name}.sql`), sql);
  const run = (): Promise<readonly string[]> => migrate(database.ownerUrl, { stamp, directory });
  const createStamp = readMigrations().find(({ name }) => name.endsWith('-create-stamp'))!;

  beforeEach(async () => {
    database = await freshDatabase();
    await asSuperuser(testCluster(), async (client) => {
      await client.query(`drop database ${database.name} with (force)`);
      await client.query(`create database ${database.name} owner spona_owner`);
    });
    owner = await openClient(database.ownerUrl);
    directory = mkdtempSync(join(tmpdir(), 'migrations-'));
    write(createStamp.name, createStamp.sql);
  });

  afterEach(async () => {
    await owner.end();
    await dropDatabase(database);
    rmSync(directory, { recursive: true, force: true });
  });

  it('are applied in order, once, and remembered with their checksums', async () => {
    write('20261121000200-add-b', 'alter table thing add column b int');
    write('20261121000100-create-thing', 'create table thing (a int); insert into thing values (1);');
    expect(await pendingMigrations(owner, directory)).toHaveLength(3);
    expect(await run()).toEqual([createStamp.name, '20261121000100-create-thing', '20261121000200-add-b']);
    expect(await run()).toEqual([]);
    expect((await owner.query('select a, b from thing')).rows).toEqual([{ a: 1, b: null }]);
    expect(await readStamp(owner)).toEqual(stamp);
    const { rows } = await owner.query('select name, timestamp from spona_migration order by id');
    expect(rows[1]).toEqual({
      name: `20261121000100-create-thing-${Date.UTC(2026, 10, 21, 0, 1)}`,
      timestamp: String(Date.UTC(2026, 10, 21, 0, 1)),
    });
  });

  it('leave nothing of a file that fails, and name it', async () => {
    write('20261121000100-create-half', 'create table half (a int); select missing;');
    await expect(run()).rejects.toThrow(/^20261121000100-create-half\.sql: .*missing/);
    const { rows } = await owner.query(`select to_regclass('half') as half`);
    expect(rows).toEqual([{ half: null }]);
    expect(await pendingMigrations(owner, directory)).toEqual(['20261121000100-create-half']);
  });

  it('are refused when an applied file was edited or is missing', async () => {
    write('20261121000100-create-thing', 'create table thing (a int)');
    await run();
    write('20261121000100-create-thing', 'create table thing (a bigint)');
    await expect(run()).rejects.toThrow(MigrationError);
    await expect(run()).rejects.toThrow('20261121000100-create-thing.sql was edited');
    expect(() => checkApplied([], new Map([['20261121000100-create-thing', '']]))).toThrow('is missing here');
  });

  it('run once when two hubs start at the same time', async () => {
    const applied = await Promise.all([run(), run(), run()]);
    expect(applied.flat()).toEqual([createStamp.name]);
  });

  it('are not undone', async () => {
    const [created] = readMigrations(directory);
    expect(created).toBeDefined();
    const instance = new (migrationClass(created!))();
    await expect(instance.down({} as never)).rejects.toThrow(MigrationError);
  });

  it('must be named by a real time, a verb and a noun', () => {
    write('20261321000000-create-thing', '');
    write('20261121000000-drop-stamp', '');
    write('2026-thing', '');
    expect(() => readMigrations(directory)).toThrow(
      [
        '2026-thing.sql: must be named <14 digit timestamp>-<verb>-<noun>.sql',
        '20261121000000-drop-stamp.sql: has the timestamp of 20261121000000-create-stamp.sql',
        '20261321000000-create-thing.sql: must be named <14 digit timestamp>-<verb>-<noun>.sql',
      ].join('\n'),
    );
  });

  it('refuse a database of another mode or country', async () => {
    await run();
    const other = { mode: 'production', country: 'RS' } as const;
    await expect(migrate(database.ownerUrl, { stamp: other, directory })).rejects.toThrow(StampError);
    const foreign = { mode: 'demo', country: 'ME' } as const;
    await expect(migrate(database.ownerUrl, { stamp: foreign, directory })).rejects.toThrow(
      'stamped for demo, country RS, and this hub runs as demo, country ME',
    );
    await expect(owner.query(`update spona_stamp set country = 'ME'`)).rejects.toThrow('never changes');
  });
});

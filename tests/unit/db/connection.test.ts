import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { createDataSource } from '../../../src/db/connection';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';

@Entity()
class HomeVisit {
  @PrimaryColumn('int')
  id!: number;

  @Column('timestamptz')
  visitedAt!: Date;

  @Column('bigint', { nullable: true })
  ISOCode!: string | null;
}

describe('the connection', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    const owner = await openOwner(database);
    await owner.query(
      `create table home_visit (id int primary key, visited_at timestamptz not null, iso_code bigint);
       insert into home_visit values (1, '2026-11-21 10:00+01', 9007199254740993);
       grant select on home_visit to spona_serving`,
    );
    await owner.end();
    source = createDataSource({
      url: database.servingUrl,
      entities: [HomeVisit],
      statementTimeoutMs: 200,
      applicationName: 'spona test',
    });
    await source.initialize();
  });

  afterAll(async () => {
    await source.destroy();
    await dropDatabase(database);
  });

  it('names columns in snake case, and keeps large numbers exact', async () => {
    expect(await source.getRepository(HomeVisit).find()).toEqual([
      { id: 1, visitedAt: new Date('2026-11-21T09:00:00Z'), ISOCode: '9007199254740993' },
    ]);
  });

  it('refuses a condition on a missing value', async () => {
    const missing = undefined as unknown as number;
    await expect(source.getRepository(HomeVisit).findOneBy({ id: missing })).rejects.toThrow('undefined');
  });

  it('is a pipelined session of limited time in UTC, under its name', async () => {
    const runner = source.createQueryRunner();
    try {
      const client = (await runner.connect()) as { readonly pipeline: boolean };
      expect(client.pipeline).toBe(true);
      const rows: unknown = await runner.query(
        `select current_setting('timezone') as zone, current_setting('application_name') as name`,
      );
      expect(rows).toEqual([{ zone: 'UTC', name: 'spona test' }]);
      await expect(runner.query('select pg_sleep(5)')).rejects.toThrow('statement timeout');
    } finally {
      await runner.release();
    }
  });

  it('writes nothing to the console when a statement fails', async () => {
    const silent = jest.spyOn(console, 'log').mockImplementation();
    await expect(source.query('select $1::int', ['secret'])).rejects.toThrow();
    expect(silent).not.toHaveBeenCalled();
    silent.mockRestore();
  });
});

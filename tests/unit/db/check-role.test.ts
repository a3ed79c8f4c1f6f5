import type { Client } from 'pg';
import { checkServingRole, RoleError } from '../../../src/db/check-role';
import { migrate } from '../../../src/db/migrate';
import { ensureServingRole } from '../../../src/db/serving-role';
import { dropDatabase, freshDatabase, openClient, type TestDatabase } from '../../support/database';

const problemsOf = async (client: Client): Promise<readonly string[]> => {
  try {
    await checkServingRole(client);
    return [];
  } catch (error) {
    if (error instanceof RoleError) return error.problems;
    throw error;
  }
};

describe('the serving role', () => {
  let database: TestDatabase;
  let admin: Client;
  // Roles belong to the cluster: every worker has its own.
  const role = `role_${process.env['JEST_WORKER_ID'] ?? '1'}`;
  const parent = `parent_of_${role}`;

  /** Problems of a login that was made by the given statements. */
  const examine = async (...statements: readonly string[]): Promise<readonly string[]> => {
    await admin.query(`create role ${role} login password 'test'`);
    for (const statement of statements) await admin.query(statement);
    const url = new URL(database.adminUrl);
    url.username = role;
    url.password = 'test';
    await admin.query(`grant connect on database ${database.name} to ${role}`);
    const client = await openClient(url.href);
    try {
      return await problemsOf(client);
    } finally {
      await client.end();
    }
  };

  beforeEach(async () => {
    database = await freshDatabase();
    admin = await openClient(database.adminUrl);
  });

  afterEach(async () => {
    await admin.query(`alter database ${database.name} owner to spona_owner`);
    for (const name of [role, parent]) {
      const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [name]);
      if (rowCount === 1) await admin.query(`drop owned by ${name} cascade; drop role ${name}`);
    }
    await admin.end();
    await dropDatabase(database);
  });

  it('is fit as the platform makes it', async () => {
    const client = await openClient(database.servingUrl);
    try {
      expect(await problemsOf(client)).toEqual([]);
      await expect(client.query('create table mine (a int)')).rejects.toThrow('permission denied');
      await expect(client.query('create temp table mine (a int)')).rejects.toThrow('permission denied');
      await expect(client.query(`update spona_stamp set mode = 'production'`)).rejects.toThrow(
        'permission denied',
      );
    } finally {
      await client.end();
    }
  });

  it('is refused as superuser and as owner', async () => {
    expect(await problemsOf(admin)).toContain('is superuser');
    const owner = await openClient(database.ownerUrl);
    try {
      expect(await problemsOf(owner)).toEqual(
        expect.arrayContaining([
          'owns the database',
          expect.stringMatching(/^owns \w+ and \d+ more$/),
          'is member of pg_database_owner',
        ]),
      );
    } finally {
      await owner.end();
    }
  });

  it.each([
    ['bypasses row security', ['alter role ROLE bypassrls']],
    ['can create roles', ['alter role ROLE createrole']],
    ['can create databases', ['alter role ROLE createdb']],
    ['can replicate', ['alter role ROLE replication']],
    ['is member of pg_read_all_data', ['grant pg_read_all_data to ROLE']],
    ['owns thing', ['create table thing (a int)', 'alter table thing owner to ROLE']],
    ['owns the schema extra', ['create schema extra authorization ROLE']],
    ['may create objects in the schema public', ['grant create on schema public to ROLE']],
    [
      'owns the function leak',
      ['create function leak() returns int language sql return 1', 'alter function leak() owner to ROLE'],
    ],
    [
      'bypasses row security through PARENT',
      ['create role PARENT bypassrls', 'grant PARENT to ROLE with inherit false'],
    ],
  ])('is refused when it %s', async (problem, statements) => {
    const fill = (text: string): string => text.replaceAll('ROLE', role).replaceAll('PARENT', parent);
    const problems = await examine(`grant spona_serving to ${role}`, ...statements.map(fill));
    expect(problems).toContain(fill(problem));
  });

  it('is refused as member of the owner, with everything that it owns through it', async () => {
    const problems = await examine(`grant spona_serving, spona_owner to ${role}`);
    expect(problems).toContain('owns the database through spona_owner');
  });

  it('is refused outside the serving group', async () => {
    expect(await examine()).toEqual(['is not a member of spona_serving']);
  });

  it('is made a member by an owner who may, and the statement is told by one who may not', async () => {
    expect(await examine()).not.toEqual([]);
    const owner = await openClient(database.ownerUrl);
    try {
      await expect(ensureServingRole(owner, role)).rejects.toThrow(`run: grant spona_serving to "${role}";`);
      await expect(ensureServingRole(owner, 'nobody "at" all')).rejects.toThrow(
        'create role "nobody ""at"" all" login',
      );
    } finally {
      await owner.end();
    }
    const options = { stamp: { mode: 'demo', country: 'RS' }, servingUser: role } as const;
    await migrate(database.adminUrl, options);
    const { rows } = await admin.query(`select pg_has_role('${role}', 'spona_serving', 'member') as member`);
    expect(rows).toEqual([{ member: true }]);
  });
});

import type { Client } from 'pg';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { read, section, textsIn } from './markdown';

const [, bootstrap = ''] = textsIn(section(read('README.md'), 'Database'), 'sql');

describe('the registration that the README shows', () => {
  let database: TestDatabase;
  let owner: Client;
  beforeAll(async () => {
    database = await freshDatabase();
    owner = await openOwner(database);
  });
  afterAll(async () => {
    await owner.end();
    await dropDatabase(database);
  });

  test('enters areas, municipalities and two persons who may administer the registry', async () => {
    await owner.query(bootstrap);
    const administrators = await owner.query(
      `select s.subject, g.code, k.code as area from registry_administrators() s join agency g on g.id = s.agency_id
         join area k on k.id = g.area_id order by s.subject`,
    );
    expect(administrators.rows).toEqual([
      { subject: '4f1c6f4e-…', code: 'REG', area: 'REG' },
      { subject: '9b2e07aa-…', code: 'REG', area: 'REG' },
    ]);
    const places = await owner.query(
      'select k.code, m.code as municipality from area k left join municipality m on m.area_id = k.id order by k.code',
    );
    expect(places.rows).toEqual([
      { code: 'NS', municipality: '80284' },
      { code: 'REG', municipality: null },
    ]);
  });
});

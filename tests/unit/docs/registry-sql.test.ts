import { join } from 'node:path';
import type { Client } from 'pg';
import { packageRoot } from '../../../src/lib/root';
import { readPolicies } from '../../../src/policy/read';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { read, section, textsIn } from './markdown';

const [, registration = ''] = textsIn(section(read('README.md'), 'Database'), 'sql');

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

  test('registers an agency with its unit, a person and a client who may name the person', async () => {
    await owner.query(registration);
    const { rows } = await owner.query<{ roles: string[] }>(
      `select g.status, g.sector, m.code as municipality, u.intake, s.roles, s.issuer = c.issuer as "sameIssuer"
       from client_staff cs join client c on c.id = cs.client_id join staff s on s.id = cs.staff_id
       join unit u on u.id = s.unit_id join agency g on g.id = s.agency_id join municipality m on m.id = g.municipality_id`,
    );
    expect(rows).toEqual([
      {
        status: 'ACTIVE',
        sector: 'POLICE',
        municipality: '80284',
        intake: true,
        roles: ['COMPETENT_OFFICER', 'POLICE_LIAISON'],
        sameIssuer: true,
      },
    ]);
    const known = readPolicies(join(packageRoot, 'policies')).content?.roles;
    expect(rows[0]?.roles.filter((role) => known?.get(role)?.sectors.includes('POLICE') !== true)).toEqual(
      [],
    );
  });
});

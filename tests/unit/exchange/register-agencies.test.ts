import type { Client } from 'pg';
import { AreaError, registerAgencies } from '../../../src/exchange/agencies/register-agencies';
import type { Agency } from '../../../src/exchange/mapping/map-row';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';

const agencies = (...list: readonly Partial<Agency>[]): ReadonlyMap<string, Agency> =>
  new Map(list.map(({ code = 'X', name = null, area = null }) => [code, { code, name, area }]));

describe('agencies of a file', () => {
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

  const rows = async (text: string): Promise<object[]> => (await owner.query<object>(text)).rows;
  const people = (code: string): Promise<object[]> =>
    rows(`select s.subject, s.roles, u.intake, c.client_id, c.purposes from agency g
      left join unit u on u.agency_id = g.id left join staff s on s.unit_id = u.id
      left join client_staff l on l.staff_id = s.id left join client c on c.id = l.client_id where g.code = '${code}'`);

  it('enter the registry as pending, where nobody works', async () => {
    const found = await registerAgencies(
      owner,
      agencies({ code: 'P-1', name: 'First', area: 'North' }, { code: 'P-2' }),
      { country: 'RS', create: false },
    );
    expect([...found]).toEqual([
      ['P-1', 'PENDING'],
      ['P-2', 'PENDING'],
    ]);
    expect(
      await rows(`select g.code, g.name, g.sector, k.code as area, k.country from agency g join area k on k.id = g.area_id
        where g.code like 'P-%' order by 1`),
    ).toEqual([
      { code: 'P-1', name: 'First', sector: 'POLICE', area: 'North', country: 'RS' },
      { code: 'P-2', name: 'P-2', sector: 'POLICE', area: 'IMPORTED', country: 'RS' },
    ]);
    expect(await people('P-1')).toEqual([
      { subject: null, roles: null, intake: null, client_id: null, purposes: null },
    ]);
  });

  it('work at once where that is wished: unknown ones and pending ones, and again nothing is added', async () => {
    for (let time = 0; time < 2; time += 1) {
      const found = await registerAgencies(owner, agencies({ code: 'P-1' }, { code: 'C-1', area: 'North' }), {
        country: 'RS',
        create: true,
      });
      expect([...found.values()]).toEqual(['ACTIVE', 'ACTIVE']);
    }
    for (const code of ['P-1', 'C-1']) {
      expect(await people(code)).toEqual([
        {
          subject: `police@${code}`,
          roles: ['COMPETENT_OFFICER', 'POLICE_INTAKE', 'POLICE_LIAISON'],
          intake: true,
          client_id: `police-system@${code}`,
          purposes: ['PROTECTION', 'INVESTIGATION'],
        },
      ]);
    }
  });

  it('stay as they are where the registry knows them', async () => {
    await owner.query(
      `insert into agency (code, name, sector, area_id, status) select v.code, v.code, v.sector, k.id, v.status
       from (values ('K-1', 'POLICE', 'ACTIVE'), ('K-2', 'POLICE', 'DISABLED'), ('K-3', 'HEALTH', 'ACTIVE')) v(code, sector, status)
       cross join area k where k.code = 'North'`,
    );
    const found = await registerAgencies(owner, agencies({ code: 'K-1' }, { code: 'K-2' }, { code: 'K-3' }), {
      country: 'RS',
      create: true,
    });
    expect([...found.values()]).toEqual(['ACTIVE', 'DISABLED', 'OTHER_SECTOR']);
    expect(
      await rows(`select from staff s join agency g on g.id = s.agency_id where g.code like 'K-%'`),
    ).toEqual([]);
  });

  it('are not entered at all where one of them lies in another country', async () => {
    await owner.query(`insert into area (code, name, country) values ('Abroad', 'Abroad', 'ME')`);
    await expect(
      registerAgencies(owner, agencies({ code: 'A-1' }, { code: 'A-2', area: 'Abroad' }), {
        country: 'RS',
        create: false,
      }),
    ).rejects.toThrow(AreaError);
    expect(await rows(`select from agency where code like 'A-%'`)).toEqual([]);
  });
});

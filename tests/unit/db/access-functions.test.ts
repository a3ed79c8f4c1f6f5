import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { addPerson, assign, giveAccess, insertInto, lock, openCaseOf, unlock } from '../../support/facts';
import { asViewer, sqlstateOf, type RawViewer } from '../../support/records-raw';
import { createRegion, PERSONA_NAMES, type Persona, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let serving: Client;
let region: Region;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  region = await createRegion(owner);
});
afterAll(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

/** What a call comes to for a viewer; it does not stay. */
const tried = (viewer: RawViewer, text: string, values: readonly unknown[]): Promise<string> =>
  asViewer(serving, viewer, () => sqlstateOf(serving, text, values));

const done = async (viewer: RawViewer, text: string, values: readonly unknown[]): Promise<string> =>
  asViewer(
    serving,
    viewer,
    async () => (await serving.query<{ result: string }>(text, [...values])).rows[0]!.result,
    'commit',
  );

const v = (persona: Persona): Viewer => region.viewers[persona];

/** Who a call is open to, everybody else being answered `otherwise`. */
const expectOnly = async (
  allowed: Partial<Record<Persona, string>>,
  otherwise: string,
  text: string,
  values: readonly unknown[],
): Promise<void> => {
  const found: Record<string, string> = {};
  for (const persona of PERSONA_NAMES) found[persona] = await tried(v(persona), text, values);
  const expected = Object.fromEntries(
    PERSONA_NAMES.map((persona) => [persona, allowed[persona] ?? otherwise]),
  );
  expect(found).toEqual(expected);
};

/** A case of the police that prosecution and health reach, and the coordinator coordinates. */
const sharedCase = async (): Promise<{
  id: string;
  liaison: string;
  conference: string;
  coordination: string;
}> => {
  const id = await openCaseOf(owner, v('police'));
  return {
    id,
    liaison: await giveAccess(owner, id, v('prosecution'), { scope: 'LIAISON', givenBy: v('police') }),
    conference: await giveAccess(owner, id, v('health'), { scope: 'CONFERENCE', givenBy: v('prosecution') }),
    coordination: await giveAccess(owner, id, v('coordinator'), {
      scope: 'COORDINATION',
      givenBy: v('police'),
    }),
  };
};

/** Every function that changes something refuses whoever is no active, unlocked staff member of an active agency. */
const BROKEN: readonly (readonly [string, (viewer: Viewer) => RawViewer])[] = [
  ['nobody', () => ({})],
  ['a machine client that names nobody', (viewer) => ({ ...viewer, staffId: null, clientId: randomUUID() })],
  ['another agency’s staff member', (viewer) => ({ ...viewer, staffId: v('otherPolice').staffId })],
];

describe('open_case', () => {
  const OPEN = 'select open_case($1, null, now()) as result';

  it('is for the sectors of the opening rules, on their basis and purposes', async () => {
    const { rows } = await owner.query<{ sector: string; basis: string; purposes: string[] }>(
      `select sector, basis, purposes from opening_rule where country = 'RS'`,
    );
    for (const persona of PERSONA_NAMES) {
      const rule = rows.find(({ sector }) => sector === v(persona).sector);
      expect([persona, await tried(v(persona), OPEN, ['N-1'])]).toEqual([
        persona,
        rule === undefined ? 'SP403' : 'ok',
      ]);
      if (rule === undefined) continue;
      const id = await done(v(persona), OPEN, [`N-${persona}`]);
      const { rows: made } = await owner.query<Record<string, unknown>>(
        `select agency_id, scope, basis, purposes, granted_by_agency, ends_at = 'infinity' as forever from case_access where case_id = $1 order by scope desc`,
        [id],
      );
      const common = { basis: rule.basis, granted_by_agency: v(persona).agencyId, forever: true };
      expect(made).toEqual([
        { ...common, agency_id: v(persona).agencyId, scope: 'OWN', purposes: rule.purposes },
        {
          ...common,
          agency_id: v('coordinator').agencyId,
          scope: 'COORDINATION',
          purposes: ['AUDIT', 'STATISTICS'],
        },
      ]);
      const ties = await owner.query(
        'select staff_id, unit_id from case_tie where case_id = $1 order by staff_id',
        [id],
      );
      expect(ties.rows).toEqual([
        { staff_id: v(persona).staffId, unit_id: null },
        { staff_id: null, unit_id: v(persona).unitId },
      ]);
    }
  });

  it('keeps a number unique in the agency, and lets another agency use it', async () => {
    await done(v('police'), OPEN, ['TWICE']);
    expect(await tried(v('policeSupervisor'), OPEN, ['TWICE'])).toBe('23505');
    expect(await tried(v('otherPolice'), OPEN, ['TWICE'])).toBe('ok');
  });

  it.each(BROKEN)('refuses %s', async (_label, broken) => {
    expect(await tried(broken(v('police')), OPEN, ['X'])).toBe('SP403');
  });
});

describe('end_scope', () => {
  const END = 'select end_scope($1) as result';

  it('is for the agency that gave the scope or received it; for others on the case there is none', async () => {
    const { id, liaison, conference } = await sharedCase();
    await expectOnly({ police: 'ok', policeSupervisor: 'ok', prosecution: 'ok' }, 'SP404', END, [liaison]);
    await expectOnly({ prosecution: 'ok', health: 'ok' }, 'SP404', END, [conference]);
    expect(await done(v('police'), END, [liaison])).toBe(id);
    expect(
      await tried(v('prosecution'), 'select 1 / (case when case_reached($1) then 0 else 1 end)', [id]),
    ).toBe('ok');
    expect(await tried(v('police'), END, [liaison])).toBe('SP404');
  });

  it('ends neither the own nor a coordinator’s scope, nor an unknown one', async () => {
    const { id, coordination } = await sharedCase();
    const { rows } = await owner.query<{ id: string }>(
      `select id from case_access where case_id = $1 and scope = 'OWN'`,
      [id],
    );
    for (const access of [rows[0]!.id, coordination, randomUUID(), null]) {
      await expectOnly({}, 'SP404', END, [access]);
    }
  });

  it('takes back a scope that has not begun', async () => {
    const { id } = await sharedCase();
    const access = await giveAccess(owner, id, v('court'), {
      scope: 'LIAISON',
      startsAt: `now() + interval '1 day'`,
      givenBy: v('police'),
    });
    expect(await done(v('police'), END, [access])).toBe(id);
    const { rows } = await owner.query('select ends_at = starts_at as never from case_access where id = $1', [
      access,
    ]);
    expect(rows).toEqual([{ never: true }]);
  });

  it('is closed to a locked person and to whoever is no active staff member', async () => {
    const { id, liaison } = await sharedCase();
    await lock(owner, id, v('police'), v('coordinator'));
    expect(await tried(v('police'), END, [liaison])).toBe('SP404');
    expect(await tried(v('policeSupervisor'), END, [liaison])).toBe('ok');
    for (const [, broken] of BROKEN) expect(await tried(broken(v('police')), END, [liaison])).toBe('SP403');
  });
});

describe('case_coordinated', () => {
  const COORDINATED = 'select case_coordinated($1)::text as result';

  it('is of agencies of coordination alone, whatever scope another has', async () => {
    const { id } = await sharedCase();
    await giveAccess(owner, id, v('socialWork'), { scope: 'COORDINATION', givenBy: v('police') });
    expect(await done(v('coordinator'), COORDINATED, [id])).toBe('true');
    for (const persona of ['socialWork', 'police'] as const)
      expect([persona, await done(v(persona), COORDINATED, [id])]).toEqual([persona, 'false']);
  });
});

describe('assign_tie and end_tie', () => {
  const ASSIGN = 'select assign_tie($1, $2, $3) as result';
  const END = 'select end_tie($1) as result';

  it('assign a reached case to units and active persons of the own agency', async () => {
    const { id } = await sharedCase();
    const police = v('police');
    const supervisor = v('policeSupervisor');
    const reaching = {
      police: 'SP403',
      policeSupervisor: 'SP403',
      prosecution: 'SP403',
      health: 'SP403',
    } as const;
    await expectOnly({ ...reaching, police: 'ok', policeSupervisor: 'ok' }, 'SP404', ASSIGN, [
      id,
      null,
      supervisor.staffId,
    ]);
    await expectOnly({ ...reaching, police: 'ok', policeSupervisor: 'ok' }, 'SP404', ASSIGN, [
      id,
      police.unitId,
      null,
    ]);
    await expectOnly({ ...reaching, prosecution: 'ok' }, 'SP404', ASSIGN, [
      id,
      null,
      v('prosecution').staffId,
    ]);
    await expectOnly({ ...reaching }, 'SP404', ASSIGN, [id, null, null]);
    await expectOnly({ ...reaching }, 'SP404', ASSIGN, [id, randomUUID(), null]);
    // Both at once is no assignment, and another agency's person cannot come in beside the own unit.
    expect(await tried(police, ASSIGN, [id, police.unitId, police.staffId])).toBe('23514');
    expect(await tried(police, ASSIGN, [id, police.unitId, v('otherPolice').staffId])).toBe('23514');
    expect(await tried(police, ASSIGN, [id, v('otherPolice').unitId, police.staffId])).toBe('23514');
    await owner.query('update staff set active = false where id = $1', [supervisor.staffId]);
    expect(await tried(police, ASSIGN, [id, null, supervisor.staffId])).toBe('SP403');
    await owner.query('update staff set active = true where id = $1', [supervisor.staffId]);
    for (const [, broken] of BROKEN)
      expect(await tried(broken(police), ASSIGN, [id, police.unitId, null])).toBe('SP403');
  });

  it('assign once, however often they are asked', async () => {
    const { id } = await sharedCase();
    const values = [id, null, v('policeSupervisor').staffId];
    const first = await done(v('police'), ASSIGN, values);
    expect(await done(v('police'), ASSIGN, values)).toBe(first);
    expect(await done(v('police'), END, [first])).toBe(id);
    expect(await tried(v('police'), END, [first])).toBe('SP404');
    expect(await done(v('police'), ASSIGN, values)).not.toBe(first);
  });

  it('end assignments of the own agency alone', async () => {
    const { id } = await sharedCase();
    const tie = await assign(owner, id, v('prosecution'));
    await expectOnly({ prosecution: 'ok' }, 'SP404', END, [tie]);
    await lock(owner, id, v('prosecution'), v('coordinator'));
    expect(await tried(v('prosecution'), END, [tie])).toBe('SP404');
  });
});

describe('lock_staff and unlock_staff', () => {
  const LOCK = `select lock_staff($1, $2, 'conflict') as result`;
  const UNLOCK = 'select unlock_staff($1, $2) as result';

  it('lock staff of the own agency, or anybody by a coordinator of the area; nobody locks himself', async () => {
    const { id } = await sharedCase();
    const refused = {
      police: 'SP403',
      policeSupervisor: 'SP403',
      prosecution: 'SP403',
      health: 'SP403',
      coordinator: 'SP403',
      secondCoordinator: 'SP403',
    } as const;
    const everybody = { coordinator: 'ok', secondCoordinator: 'ok' } as const;
    await expectOnly({ ...refused, ...everybody, policeSupervisor: 'ok' }, 'SP404', LOCK, [
      id,
      v('police').staffId,
    ]);
    await expectOnly({ ...refused, ...everybody, police: 'ok' }, 'SP404', LOCK, [
      id,
      v('policeSupervisor').staffId,
    ]);
    await expectOnly({ ...refused, ...everybody }, 'SP404', LOCK, [id, v('prosecution').staffId]);
    await expectOnly({ ...refused, secondCoordinator: 'ok' }, 'SP404', LOCK, [id, v('coordinator').staffId]);
    await expectOnly(refused, 'SP404', LOCK, [id, randomUUID()]);
    for (const [, broken] of BROKEN)
      expect(await tried(broken(v('policeSupervisor')), LOCK, [id, v('police').staffId])).toBe('SP403');
  });

  it('refuse a coordinator of another area and a case that nobody coordinates', async () => {
    const other = await openCaseOf(owner, v('police'));
    await expectOnly({ police: 'SP403', policeSupervisor: 'ok' }, 'SP404', LOCK, [
      other,
      v('police').staffId,
    ]);
    await expectOnly({}, 'SP404', UNLOCK, [other, v('police').staffId]);
  });

  it('unlock by a second coordinator: neither by who locked, nor by who is locked, nor by the agency', async () => {
    const { id } = await sharedCase();
    await done(v('coordinator'), LOCK, [id, v('police').staffId]);
    await expectOnly({ secondCoordinator: 'ok', coordinator: 'SP403' }, 'SP404', UNLOCK, [
      id,
      v('police').staffId,
    ]);
    await unlock(owner, id, v('police'));
    await done(v('policeSupervisor'), LOCK, [id, v('police').staffId]);
    await expectOnly({ secondCoordinator: 'ok', coordinator: 'ok' }, 'SP404', UNLOCK, [
      id,
      v('police').staffId,
    ]);
    // A locked coordinator does not even find the case.
    await done(v('coordinator'), LOCK, [id, v('secondCoordinator').staffId]);
    await expectOnly({ coordinator: 'SP403' }, 'SP404', UNLOCK, [id, v('secondCoordinator').staffId]);
    for (const [, broken] of BROKEN)
      expect(await tried(broken(v('secondCoordinator')), UNLOCK, [id, v('police').staffId])).toBe('SP403');
  });

  it('keep the first lock, so that its author cannot become another by locking again', async () => {
    const { id } = await sharedCase();
    await done(v('coordinator'), LOCK, [id, v('police').staffId]);
    await done(v('secondCoordinator'), LOCK, [id, v('police').staffId]);
    expect(await tried(v('coordinator'), UNLOCK, [id, v('police').staffId])).toBe('SP403');
    expect(await tried(v('secondCoordinator'), UNLOCK, [id, v('police').staffId])).toBe('ok');
  });
});

describe('deliver_record', () => {
  const DELIVER = 'select deliver_record($1, $2, $3, $4) as result';
  const KINDS = ['DELIVERED', 'FILED', 'EXECUTOR'] as const;

  it('is for who holds the record, to any other active agency', async () => {
    const { id } = await sharedCase();
    const person = await addPerson(owner, id, v('police'), ['VICTIM']);
    const holds = { police: 'ok', policeSupervisor: 'ok', prosecution: 'SP403', health: 'SP403' };
    for (const kind of ['DELIVERED', 'EXECUTOR']) {
      await expectOnly(holds, 'SP404', DELIVER, ['participant', person, v('socialWork').agencyId, kind]);
    }
    for (const addressee of [randomUUID(), null]) {
      expect(await tried(v('police'), DELIVER, ['participant', person, addressee, 'DELIVERED'])).toBe(
        'SP403',
      );
    }
    for (const status of ['PENDING', 'DISABLED']) {
      await owner.query('update agency set status = $1 where id = $2', [status, v('ngo').agencyId]);
      expect(await tried(v('police'), DELIVER, ['participant', person, v('ngo').agencyId, 'DELIVERED'])).toBe(
        'SP403',
      );
    }
    await owner.query(`update agency set status = 'ACTIVE' where id = $1`, [v('ngo').agencyId]);
    for (const kind of KINDS)
      expect(await tried(v('police'), DELIVER, ['participant', person, v('police').agencyId, kind])).toBe(
        'SP403',
      );
    await lock(owner, id, v('police'), v('coordinator'));
    expect(await tried(v('police'), DELIVER, ['participant', person, v('court').agencyId, 'DELIVERED'])).toBe(
      'SP404',
    );
    for (const [, broken] of BROKEN)
      expect(
        await tried(broken(v('policeSupervisor')), DELIVER, [
          'participant',
          person,
          v('court').agencyId,
          'DELIVERED',
        ]),
      ).toBe('SP403');
  });

  it('files with courts alone', async () => {
    const { id } = await sharedCase();
    const person = await addPerson(owner, id, v('police'), ['VICTIM']);
    for (const persona of PERSONA_NAMES)
      expect([
        persona,
        await tried(v('police'), DELIVER, ['participant', person, v(persona).agencyId, 'FILED']),
      ]).toEqual([persona, v(persona).sector === 'COURT' ? 'ok' : 'SP403']);
  });

  it('lets a prosecutor file what he reaches with a court, and do nothing else with it', async () => {
    const { id } = await sharedCase();
    const person = await addPerson(owner, id, v('police'), ['VICTIM']);
    for (const persona of PERSONA_NAMES) {
      for (const kind of KINDS) {
        const outcome = await tried(v('prosecution'), DELIVER, [
          'participant',
          person,
          v(persona).agencyId,
          kind,
        ]);
        expect([persona, kind, outcome]).toEqual([
          persona,
          kind,
          persona === 'court' && kind === 'FILED' ? 'ok' : 'SP403',
        ]);
      }
    }
    expect(await tried(v('health'), DELIVER, ['participant', person, v('court').agencyId, 'FILED'])).toBe(
      'SP403',
    );
    const elsewhere = await addPerson(owner, await openCaseOf(owner, v('otherPolice')), v('otherPolice'), [
      'VICTIM',
    ]);
    expect(
      await tried(v('prosecution'), DELIVER, ['participant', elsewhere, v('court').agencyId, 'FILED']),
    ).toBe('SP404');
  });

  it('is closed where the holder’s scope has ended', async () => {
    const { id } = await sharedCase();
    const person = await addPerson(owner, id, v('health'), ['VICTIM']);
    const values = ['participant', person, v('court').agencyId, 'DELIVERED'];
    expect(await tried(v('health'), DELIVER, values)).toBe('ok');
    await owner.query('update case_access set ends_at = now() where case_id = $1 and agency_id = $2', [
      id,
      v('health').agencyId,
    ]);
    expect(await tried(v('health'), DELIVER, values)).toBe('SP404');
  });

  it.each([
    'case_access',
    'record_history',
    'staff',
    'pg_authid',
    'nothing',
    '',
    'PARTICIPANT',
    'public.participant',
    'pg_temp.participant',
    'participant"',
    "participant'",
    'participant; drop table participant',
    'participant where true; --',
    'participant" where $1 is not null or true --',
    null,
  ])('knows tables of case content alone: %s is refused', async (type) => {
    const { id } = await sharedCase();
    const person = await addPerson(owner, id, v('police'), ['VICTIM']);
    expect(await tried(v('police'), DELIVER, [type, person, v('court').agencyId, 'DELIVERED'])).toBe('SP403');
  });

  it('is not misled by a temporary table of the caller', async () => {
    const { id } = await sharedCase();
    const foreign = await addPerson(owner, await openCaseOf(owner, v('otherPolice')), v('otherPolice'), [
      'VICTIM',
    ]);
    const admin = await openClient(database.adminUrl);
    await admin.query(`grant temporary on database ${database.name} to spona_serving`);
    const serving2 = await openClient(database.servingUrl);
    await serving2.query(`create temporary table pretended (id uuid, case_id uuid, custodian_id uuid)`);
    await serving2.query('insert into pretended values ($1, $2, $3)', [foreign, id, v('police').agencyId]);
    await serving2.query(
      `create function pg_temp.nothing() returns trigger language plpgsql as 'begin return new; end'`,
    );
    await serving2.query(
      'create trigger keep_history before update on pretended for each row execute function pg_temp.nothing()',
    );
    const outcome = await asViewer(serving2, v('police'), () =>
      sqlstateOf(serving2, DELIVER, ['pretended', foreign, v('court').agencyId, 'DELIVERED']),
    );
    expect(outcome).toBe('SP403');
    await serving2.end();
    await admin.query(`revoke temporary on database ${database.name} from spona_serving`);
    await admin.end();
  });

  it('delivers every table of case content, the case itself included', async () => {
    const { id } = await sharedCase();
    expect(await tried(v('police'), DELIVER, ['case_file', id, v('court').agencyId, 'FILED'])).toBe('ok');
    expect(await tried(v('police'), DELIVER, ['case_file', id, v('court').agencyId, 'LENT'])).toBe('23514');
    expect(
      await tried(v('police'), DELIVER, ['participant', randomUUID(), v('court').agencyId, 'FILED']),
    ).toBe('SP404');
    expect(await tried(v('police'), DELIVER, ['incident', id, v('court').agencyId, 'FILED'])).toBe('SP404');
  });
});

describe('own_participant', () => {
  const OWN = 'select own_participant($1) as result';

  const claimed = async (viewer: Viewer, person: string): Promise<boolean> =>
    asViewer(serving, viewer, async () => {
      await serving.query(OWN, [person]);
      const { rowCount } = await serving.query('select from participant_own where participant_id = $1', [
        person,
      ]);
      return rowCount === 1;
    });

  it('makes a victim or child of a reached case the client of an agency that serves clients', async () => {
    const id = await openCaseOf(owner, v('otherPolice'));
    const persons = {
      victim: await addPerson(owner, id, v('otherPolice'), ['VICTIM']),
      child: await addPerson(owner, id, v('otherPolice'), ['CHILD']),
      respondent: await addPerson(owner, id, v('otherPolice'), ['RESPONDENT']),
      reporter: await addPerson(owner, id, v('otherPolice'), ['REPORTER']),
    };
    const serving_ = ['SOCIAL_WORK', 'HEALTH', 'NGO', 'EDUCATION'];
    for (const persona of PERSONA_NAMES) {
      expect(await claimed(v(persona), persons.victim)).toBe(false);
    }
    for (const persona of PERSONA_NAMES) {
      const scope = v(persona).sector === 'COORDINATION' ? 'COORDINATION' : 'CONFERENCE';
      await giveAccess(owner, id, v(persona), { scope });
      for (const [role, person] of Object.entries(persons)) {
        const expected = serving_.includes(v(persona).sector) && (role === 'victim' || role === 'child');
        expect([persona, role, await claimed(v(persona), person)]).toEqual([persona, role, expected]);
      }
    }
  });

  it('counts from now, not from before; a former claim stays', async () => {
    const id = await openCaseOf(owner, v('ngo'));
    const person = await addPerson(owner, id, v('ngo'), ['VICTIM']);
    await done(v('ngo'), OWN, [person]);
    const first = await owner.query('select since from participant_own where participant_id = $1', [person]);
    await done(v('ngo'), OWN, [person]);
    expect(
      (await owner.query('select since from participant_own where participant_id = $1', [person])).rows,
    ).toEqual(first.rows);
    const { rows } = await owner.query(
      `select o.since > a.starts_at as after from participant_own o join case_access a using (case_id, agency_id) where o.participant_id = $1`,
      [person],
    );
    expect(rows).toEqual([{ after: true }]);
  });
});

describe('record_disclosures', () => {
  it('files a record under the areas of its cases and of its agency, which alone read it', async () => {
    const { id } = await sharedCase();
    const area = randomUUID();
    await insertInto(owner, 'area', { id: area, code: `A-${area}`, name: 'Other', country: 'RS' });
    const far = { id: randomUUID(), coordinator: randomUUID() };
    await insertInto(owner, 'agency', {
      id: far.id,
      code: 'FAR',
      name: 'Far',
      sector: 'POLICE',
      area_id: area,
      status: 'ACTIVE',
    });
    await insertInto(owner, 'agency', {
      id: far.coordinator,
      code: 'CO-2',
      name: 'CO',
      sector: 'COORDINATION',
      area_id: area,
      status: 'ACTIVE',
    });
    const record = async (cases: readonly string[]): Promise<string> => {
      const request = randomUUID();
      const batch = [
        { place: 0, request, agency: far.id, outcome: 'ALLOWED', policy: 'p', cases, entries: [] },
      ];
      await done({ agencyId: far.id }, `select moved as result from record_disclosures($1, '{}', '{}')`, [
        JSON.stringify(batch),
      ]);
      return request;
    };
    const written = await record([id]);
    const reads = (viewer: RawViewer): Promise<number | null> =>
      asViewer(
        serving,
        viewer,
        async () => (await serving.query('select from disclosure where request_id = $1', [written])).rowCount,
      );
    expect(await reads({ agencyId: far.id })).toBe(1);
    expect(await reads({ agencyId: far.coordinator })).toBe(1);
    expect(await reads(v('coordinator'))).toBe(1);
    expect(await reads(v('police'))).toBe(0);
    expect(await reads({})).toBe(0);
    const own = await record([]);
    expect(
      await asViewer(
        serving,
        v('coordinator'),
        async () => (await serving.query('select from disclosure where request_id = $1', [own])).rowCount,
      ),
    ).toBe(0);
  });
});

import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import { PURPOSES } from '../../../src/policy/facts';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { approveAs, asProven, doneBy, pastDays, REASON, requestAs, triedBy } from '../../support/emergency';
import { addPerson, assign, giveAccess, lock, openCaseOf, unlock } from '../../support/facts';
import { sqlstateOf } from '../../support/records-raw';
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

const v = (persona: Persona): Viewer => region.viewers[persona];
const tried = (viewer: Partial<Viewer>, text: string, values: readonly unknown[]): Promise<string> =>
  triedBy(serving, viewer, text, values);

/** A case of the police in the daily exchange with prosecution and centre, who work on it. */
const sharedCase = async (): Promise<string> => {
  const id = await openCaseOf(owner, v('police'));
  await addPerson(owner, id, v('police'), ['VICTIM']);
  for (const persona of ['prosecution', 'socialWork'] as const) {
    await giveAccess(owner, id, v(persona), { scope: 'LIAISON', givenBy: v('police') });
    await assign(owner, id, v(persona));
  }
  await giveAccess(owner, id, v('health'), { scope: 'CONFERENCE', givenBy: v('prosecution') });
  await assign(owner, id, v('health'));
  await giveAccess(owner, id, v('coordinator'), { scope: 'COORDINATION', givenBy: v('police') });
  return id;
};

interface OwnRequest {
  readonly id: string;
  readonly case_id: string;
  readonly state: string;
  readonly until: Date | null;
}
const ownRequest = async (viewer: Viewer, id: string): Promise<OwnRequest> => {
  const text = 'select * from own_emergency_requests() where id = $1';
  const rows = await doneBy<OwnRequest>(serving, viewer, text, [id]);
  expect(rows).toHaveLength(1);
  return rows[0]!;
};
const stateOf = async (viewer: Viewer, id: string): Promise<string> => (await ownRequest(viewer, id)).state;

const answerable = async (viewer: Viewer): Promise<string[]> =>
  (await doneBy<{ id: string }>(serving, viewer, 'select id from answerable_emergencies()')).map(
    ({ id }) => id,
  );

const APPROVE = 'select approve_emergency_access($1)';
const REFUSE = 'select refuse_emergency_access($1)';
const END = 'select end_emergency_access($1)';
const REVIEW = `select review_emergency_access($1, 'JUSTIFIED', 'The threat was real.')`;
const REQUEST = 'select request_emergency_access($1, $2, $3, $4)';
const asked = (caseId: string): unknown[] => [caseId, REASON, ['case.existence'], 2];

const allowedOf = async (text: string, id: string): Promise<Persona[]> => {
  const found: Persona[] = [];
  for (const persona of PERSONA_NAMES) {
    const outcome = await tried(v(persona), text, [id]);
    if (outcome === 'ok') found.push(persona);
    else expect([persona, outcome]).toEqual([persona, 'SP404']);
  }
  return found;
};

describe('the table of emergencies', () => {
  it('is nobody’s to read or write but the functions’', async () => {
    for (const text of [
      'select from emergency_access',
      'select from emergency_rule',
      'insert into emergency_access (case_id) values (gen_random_uuid())',
      `update emergency_access set approved = true`,
      'delete from emergency_access',
      'select emergency_answerable(null)',
    ])
      expect([text, await tried(v('coordinator'), text, [])]).toEqual([text, '42501']);
  });
});

describe('request_emergency_access', () => {
  it.each<readonly [string, (viewer: Viewer) => Partial<Viewer>]>([
    ['nobody', () => ({})],
    ['whoever is only asserted', (viewer) => ({ ...viewer, proof: 'ASSERTED' })],
    [
      'a machine client that names nobody',
      (viewer) => ({ ...viewer, staffId: null, clientId: randomUUID() }),
    ],
    ['another agency’s staff member', (viewer) => ({ ...viewer, staffId: v('police').staffId })],
    ['a country without such a rule', (viewer) => viewer],
  ])('refuses %s', async (label, of) => {
    const abroad = label.startsWith('a country');
    if (abroad) await owner.query(`update emergency_rule set country = 'ME' where country = 'RS'`);
    try {
      expect(await tried(of(v('otherPolice')), REQUEST, asked(randomUUID()))).toBe('SP403');
    } finally {
      if (abroad) await owner.query(`update emergency_rule set country = 'RS' where country = 'ME'`);
    }
  });

  it('refuses more than 24 hours, none, no category and no reason', async () => {
    const id = randomUUID();
    for (const values of [
      [id, REASON, ['case.existence'], 25],
      [id, REASON, ['case.existence'], 0],
      [id, REASON, [], 2],
      [id, 'urgent', ['case.existence'], 2],
    ])
      expect(await tried(v('otherPolice'), REQUEST, values)).toBe('23514');
  });

  it('writes the same row for any id, and only that', async () => {
    const caseId = await sharedCase();
    const locked = await sharedCase();
    await lock(owner, locked, v('otherPolice'), v('coordinator'));
    const written = async (): Promise<unknown> =>
      (
        await owner.query(
          `select (select count(*) from case_access) as accesses, (select count(*) from case_tie) as ties,
            (select count(*) from case_grant) as grants, (select md5(string_agg(e::text, '' order by e)) from case_epoch e) as epochs`,
        )
      ).rows[0];
    const before = await written();
    const rows: unknown[] = [];
    for (const id of [caseId, locked, randomUUID()]) {
      const own = await ownRequest(v('otherPolice'), await requestAs(serving, v('otherPolice'), id));
      expect(own.case_id).toBe(id);
      rows.push({ ...own, id: null, case_id: null, requested_at: null });
    }
    expect(await written()).toEqual(before);
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
  });
});

describe('approving and refusing', () => {
  it.each([APPROVE, REFUSE])(
    '%s is for who works on the case for another agency of the daily exchange',
    async (text) => {
      const request = await requestAs(serving, v('otherPolice'), await sharedCase());
      expect(await allowedOf(text, request)).toEqual(['police', 'socialWork', 'prosecution']);
    },
  );

  it('is not for the agency of who asks, though it opened the case', async () => {
    const request = await requestAs(serving, v('policeSupervisor'), await sharedCase());
    expect(await allowedOf(APPROVE, request)).toEqual(['socialWork', 'prosecution']);
  });

  it('shows each the requests that he may answer, and no other', async () => {
    const request = await requestAs(serving, v('otherPolice'), await sharedCase());
    const foreign = await requestAs(serving, v('otherPolice'), await openCaseOf(owner, v('court')));
    const unknown = await requestAs(serving, v('otherPolice'), randomUUID());
    for (const persona of PERSONA_NAMES) {
      const shown = await answerable(v(persona));
      expect([persona, shown.includes(request)]).toEqual([
        persona,
        ['police', 'socialWork', 'prosecution'].includes(persona),
      ]);
      expect(shown.includes(foreign)).toBe(persona === 'court');
      expect(shown).not.toContain(unknown);
    }
  });

  it.each<readonly [string, (caseId: string, request: string) => Promise<void>]>([
    ['an approver who is locked', (caseId) => lock(owner, caseId, v('prosecution'), v('coordinator'))],
    ['one who asks and is locked', (caseId) => lock(owner, caseId, v('otherPolice'), v('coordinator'))],
    [
      'one who asks from a unit that is locked',
      async (caseId) => {
        await owner.query(
          `insert into case_lock (case_id, unit_id, reason, locked_by) values ($1, $2, 'conflict', $3)`,
          [caseId, v('otherPolice').unitId, v('coordinator').staffId],
        );
      },
    ],
    [
      'a scope that has ended',
      async (caseId) => {
        await owner.query('update case_access set ends_at = now() where case_id = $1', [caseId]);
      },
    ],
    [
      'a scope for another purpose',
      async (caseId) => {
        await owner.query(`update case_access set purposes = '{CARE}' where case_id = $1`, [caseId]);
      },
    ],
    [
      'a tie that has ended',
      async (caseId) => {
        await owner.query('update case_tie set ends_at = now() where case_id = $1', [caseId]);
      },
    ],
    [
      'a request that nobody answered in time',
      async (_caseId, request) => {
        await owner.query('update emergency_access set expires_at = now() where id = $1', [request]);
      },
    ],
    [
      'a request that was withdrawn',
      async (_caseId, request) => {
        await doneBy(serving, v('otherPolice'), END, [request]);
      },
    ],
    [
      'a request that was refused',
      async (_caseId, request) => {
        await doneBy(serving, v('socialWork'), REFUSE, [request]);
      },
    ],
    [
      'a request that was approved',
      async (_caseId, request) => {
        await approveAs(serving, v('socialWork'), request);
      },
    ],
  ])('finds nothing to answer with %s', async (_label, spoil) => {
    const caseId = await sharedCase();
    const request = await requestAs(serving, v('otherPolice'), caseId);
    expect(await tried(v('prosecution'), APPROVE, [request])).toBe('ok');
    await spoil(caseId, request);
    for (const text of [APPROVE, REFUSE])
      expect(await tried(v('prosecution'), text, [request])).toBe('SP404');
    expect(await answerable(v('prosecution'))).not.toContain(request);
  });

  it('takes a person of his own token, and one who still works where he asked', async () => {
    const request = await requestAs(serving, v('otherPolice'), await sharedCase());
    expect(await tried({ ...v('prosecution'), proof: 'ASSERTED' }, APPROVE, [request])).toBe('SP404');
    expect(await tried({}, APPROVE, [request])).toBe('SP403');
    const { staffId } = v('otherPolice');
    await owner.query('update staff set active = false where id = $1', [staffId]);
    try {
      expect(await tried(v('prosecution'), APPROVE, [request])).toBe('SP404');
    } finally {
      await owner.query('update staff set active = true where id = $1', [staffId]);
    }
  });

  it('opens a scope, a tie and a grant to the one who asked, for the hours, and gives the coordinators sight of it', async () => {
    const caseId = await openCaseOf(owner, v('police'));
    const request = await requestAs(serving, v('otherPolice'), caseId, { hours: 3 });
    const { rows: before } = await owner.query<{ changed_by: string }>(
      'select changed_by::text from case_epoch where case_id = $1',
      [caseId],
    );
    expect(await approveAs(serving, v('police'), request)).toEqual([{ approve_emergency_access: caseId }]);
    const { agencyId, staffId } = v('otherPolice');
    const hours = `extract(epoch from ends_at - starts_at)::int / 3600 as hours`;
    const access = await owner.query(
      `select agency_id, staff_id, scope, basis, purposes, granted_by_staff, ${hours} from case_access where case_id = $1 and scope = 'BREAK_GLASS'`,
      [caseId],
    );
    expect(access.rows).toEqual([
      {
        agency_id: agencyId,
        staff_id: staffId,
        scope: 'BREAK_GLASS',
        basis: 'rs.zzpl.12-vital',
        purposes: ['PROTECTION'],
        granted_by_staff: v('police').staffId,
        hours: 3,
      },
    ]);
    const tie = await owner.query(
      `select staff_id, unit_id, ${hours} from case_tie where emergency_id = $1`,
      [request],
    );
    expect(tie.rows).toEqual([{ staff_id: staffId, unit_id: null, hours: 3 }]);
    const grant = await owner.query(
      `select condition, agency_id, staff_id, categories, ${hours} from case_grant where source_id = $1`,
      [request],
    );
    expect(grant.rows).toEqual([
      {
        condition: 'breakGlass',
        agency_id: agencyId,
        staff_id: staffId,
        categories: ['case.existence'],
        hours: 3,
      },
    ]);
    const coordination = await owner.query(
      `select agency_id from case_access where case_id = $1 and scope = 'COORDINATION'`,
      [caseId],
    );
    expect(coordination.rows).toEqual([{ agency_id: v('coordinator').agencyId }]);
    const { rows: after } = await owner.query('select changed_by::text from case_epoch where case_id = $1', [
      caseId,
    ]);
    expect(after).not.toEqual(before);
  });
});

describe('what an approval opens', () => {
  const CONTENT = `select (select count(*)::int from case_file where id = $1) as files, (select count(*)::int from participant where case_id = $1) as persons,
    (select count(*)::int from case_access where case_id = $1) as accesses, (select count(*)::int from case_tie where case_id = $1) as ties,
    (select count(*)::int from case_grant where case_id = $1) as grants, (select scopes from case_facts($1)) as scopes,
    (select grants is not null from case_facts($1)) as granted, case_reached($1) as acts`;
  const seen = async (viewer: Viewer, caseId: string): Promise<unknown> =>
    (await doneBy(serving, viewer, CONTENT, [caseId]))[0];
  const NOTHING = {
    files: 0,
    persons: 0,
    accesses: 0,
    ties: 0,
    grants: 0,
    scopes: 0,
    granted: false,
    acts: false,
  };
  const OPEN = {
    files: 1,
    persons: 1,
    accesses: 1,
    ties: 1,
    grants: 1,
    scopes: 16,
    granted: true,
    acts: false,
  };

  const colleagueOf = async (viewer: Viewer): Promise<Viewer> => {
    const { rows } = await owner.query<{ id: string }>(
      `insert into staff (agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, 'Colleague', 'demo', $3, $4) returning id`,
      [viewer.agencyId, viewer.unitId, randomUUID(), viewer.roles],
    );
    return { ...viewer, staffId: rows[0]!.id };
  };

  it('is his who asked: rows, scope and grant; a colleague of his unit is told nothing', async () => {
    const asker = v('otherPolice');
    const colleague = await colleagueOf(asker);
    const caseId = await sharedCase();
    const request = await requestAs(serving, asker, caseId);
    expect(await seen(asker, caseId)).toEqual(NOTHING);
    await approveAs(serving, v('prosecution'), request);
    expect(await seen(asker, caseId)).toEqual(OPEN);
    expect(await seen(colleague, caseId)).toEqual(NOTHING);
    expect(await stateOf(asker, request)).toBe('OPEN');
    expect(await doneBy(serving, colleague, 'select * from own_emergency_requests()')).toEqual([]);
  });

  it('is for the purpose for which it was asked', async () => {
    const asker = v('otherPolice');
    const caseId = await sharedCase();
    await approveAs(serving, v('prosecution'), await requestAs(serving, asker, caseId));
    expect(await seen({ ...asker, purpose: 'PROTECTION' }, caseId)).toMatchObject({ scopes: 16 });
    for (const purpose of PURPOSES.filter((other) => other !== 'PROTECTION'))
      expect([purpose, await seen({ ...asker, purpose }, caseId)]).toMatchObject([purpose, { scopes: 0 }]);
  });

  it('lets him act on nothing there', async () => {
    const asker = v('otherPolice');
    const caseId = await sharedCase();
    await approveAs(serving, v('prosecution'), await requestAs(serving, asker, caseId));
    for (const [text, values] of [
      [`select give_scope($1, $2, 'LIAISON', '{PROTECTION}', 1, null)`, [caseId, v('court').agencyId]],
      ['select assign_tie($1, $2, null)', [caseId, asker.unitId]],
      [`select lock_staff($1, $2, 'x')`, [caseId, v('police').staffId]],
    ] as const)
      expect([text, await tried(asker, text, values)]).toEqual([text, 'SP404']);
    const { rows } = await owner.query<{ id: string }>(
      `select id from case_access where case_id = $1 and scope = 'BREAK_GLASS'`,
      [caseId],
    );
    for (const viewer of [asker, v('prosecution')])
      expect(await tried(viewer, 'select end_scope($1)', [rows[0]!.id])).toBe('SP404');
  });

  it('is no assignment of his agency’s: it neither ends by that nor stands for one', async () => {
    const supervisor = v('policeSupervisor');
    const asker = await colleagueOf(v('police'));
    const caseId = await sharedCase();
    await approveAs(serving, v('prosecution'), await requestAs(serving, asker, caseId));
    const { rows } = await owner.query<{ id: string }>(
      'select id from case_tie where case_id = $1 and emergency_id is not null',
      [caseId],
    );
    const came = rows[0]!.id;
    for (const viewer of [asker, supervisor])
      expect(await tried(viewer, 'select end_tie($1)', [came])).toBe('SP404');
    const assignHim = (): Promise<{ id: string }[]> =>
      doneBy(serving, supervisor, 'select assign_tie($1, null, $2) as id', [caseId, asker.staffId]);
    const [assigned] = await assignHim();
    expect(assigned!.id).not.toBe(came);
    expect(await assignHim()).toEqual([assigned]);
    expect(await tried(supervisor, 'select end_tie($1)', [assigned!.id])).toBe('ok');
  });

  it('ends by time, and at once by who asked, by the agency that approved, and by a coordinator', async () => {
    const asker = v('otherPolice');
    for (const ender of [asker, v('prosecution'), v('coordinator')]) {
      const caseId = await sharedCase();
      const request = await requestAs(serving, asker, caseId);
      await approveAs(serving, v('prosecution'), request);
      expect(await allowedOf(END, request)).toEqual([
        'otherPolice',
        'prosecution',
        'coordinator',
        'secondCoordinator',
      ]);
      expect(await tried({ ...ender, proof: 'ASSERTED' }, END, [request])).toBe('SP404');
      await doneBy(serving, ender, END, [request]);
      expect(await seen(asker, caseId)).toMatchObject({ files: 0, persons: 0, scopes: 0, granted: false });
      expect(await ownRequest(asker, request)).toMatchObject({ state: 'ENDED', until: null });
      expect(await tried(ender, END, [request])).toBe('ok');
    }
    const caseId = await sharedCase();
    const request = await requestAs(serving, asker, caseId, { hours: 24 });
    await approveAs(serving, v('prosecution'), request);
    await pastDays(owner, request, 1);
    expect(await seen(asker, caseId)).toMatchObject({ files: 0, persons: 0, scopes: 0, granted: false });
    expect(await stateOf(asker, request)).toBe('ENDED');
  });

  it('looks ended to whom a lock has shut out', async () => {
    const asker = v('otherPolice');
    const caseId = await sharedCase();
    const request = await requestAs(serving, asker, caseId);
    await approveAs(serving, v('prosecution'), request);
    await lock(owner, caseId, asker, v('coordinator'));
    expect(await seen(asker, caseId)).toMatchObject({ files: 0, persons: 0 });
    expect(await ownRequest(asker, request)).toMatchObject({ state: 'ENDED', until: null });
    expect(await doneBy(serving, asker, END, [request])).toEqual([{ end_emergency_access: null }]);
    await unlock(owner, caseId, asker);
    expect(await stateOf(asker, request)).toBe('ENDED');
  });
});

describe('what becomes of a request that is not opened', () => {
  it('looks alike while it waits, whether refused, locked out, unknown or left lying, and alike afterwards', async () => {
    const asker = v('otherPolice');
    const locked = await sharedCase();
    await lock(owner, locked, asker, v('coordinator'));
    const refused = await requestAs(serving, asker, await sharedCase());
    await doneBy(serving, v('prosecution'), REFUSE, [refused]);
    const ids = [refused];
    for (const caseId of [locked, randomUUID(), await sharedCase()])
      ids.push(await requestAs(serving, asker, caseId));
    const each = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const id of ids) found.push(await stateOf(asker, id));
      return found;
    };
    expect(await each()).toEqual(ids.map(() => 'PENDING'));
    await owner.query('update emergency_access set expires_at = now() where id = any ($1)', [ids]);
    expect(await each()).toEqual(ids.map(() => 'NOT_OPENED'));
    for (const id of ids)
      expect(await doneBy(serving, asker, END, [id])).toEqual([{ end_emergency_access: null }]);
    expect(await each()).toEqual(ids.map(() => 'NOT_OPENED'));
  });

  it('is his alone to withdraw, and cannot be reviewed', async () => {
    const caseId = await sharedCase();
    const request = await requestAs(serving, v('otherPolice'), caseId);
    expect(await allowedOf(END, request)).toEqual(['otherPolice']);
    expect(await allowedOf(REVIEW, request)).toEqual([]);
    await doneBy(serving, v('otherPolice'), END, [request]);
    expect(await stateOf(v('otherPolice'), request)).toBe('NOT_OPENED');
  });
});

describe('the review', () => {
  const told = async (viewer: Viewer): Promise<string[]> =>
    (await doneBy<{ id: string }>(serving, viewer, 'select id from emergencies_told(null, null, null)')).map(
      ({ id }) => id,
    );
  const ended = async (asker: Viewer): Promise<string> => {
    const request = await requestAs(serving, asker, await sharedCase());
    await approveAs(serving, v('prosecution'), request);
    await doneBy(serving, asker, END, [request]);
    return request;
  };

  it('is a coordinator’s of the area, after the end, once', async () => {
    const request = await requestAs(serving, v('otherPolice'), await sharedCase());
    await approveAs(serving, v('prosecution'), request);
    expect(await tried(v('coordinator'), REVIEW, [request])).toBe('SP403');
    await doneBy(serving, v('otherPolice'), END, [request]);
    expect(await allowedOf(REVIEW, request)).toEqual(['coordinator', 'secondCoordinator']);
    expect(await tried({ ...v('coordinator'), proof: 'ASSERTED' }, REVIEW, [request])).toBe('SP403');
    for (const bad of [`'PERHAPS', 'x'`, `'JUSTIFIED', ''`, `'JUSTIFIED', null`])
      expect(await tried(v('coordinator'), `select review_emergency_access($1, ${bad})`, [request])).toBe(
        '23514',
      );
    await doneBy(serving, v('coordinator'), REVIEW, [request]);
    expect(await tried(v('secondCoordinator'), REVIEW, [request])).toBe('SP403');
  });

  it('is told to coordinators of the case and to who works on it, and to nobody who is locked', async () => {
    const caseId = await sharedCase();
    const request = await requestAs(serving, v('otherPolice'), caseId);
    await approveAs(serving, v('prosecution'), request);
    const onCase = async (viewer: Viewer): Promise<number> =>
      (
        await doneBy(serving, viewer, 'select id from emergencies_told(array[$1::uuid], null, null)', [
          caseId,
        ])
      ).length;
    for (const persona of PERSONA_NAMES) {
      const coordinates = ['coordinator', 'secondCoordinator'].includes(persona);
      expect([persona, (await told(v(persona))).includes(request)]).toEqual([persona, coordinates]);
      const works = ['police', 'policeSupervisor', 'socialWork', 'prosecution', 'health'].includes(persona);
      expect([persona, await onCase(v(persona))]).toEqual([persona, works ? 1 : 0]);
    }
    await lock(owner, caseId, v('coordinator'), v('secondCoordinator'));
    expect(await told(v('coordinator'))).not.toContain(request);
    expect(await tried(v('coordinator'), END, [request])).toBe('SP404');
  });

  it('when overdue blocks the next request of who asked, whatever case it names, until it is given', async () => {
    const asker = v('health');
    const request = await ended(asker);
    const next = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const id of [randomUUID(), await sharedCase(), await openCaseOf(owner, v('court'))])
        found.push(await tried(asker, REQUEST, asked(id)));
      return found;
    };
    await pastDays(owner, request, 6);
    expect(await next()).toEqual(['ok', 'ok', 'ok']);
    await pastDays(owner, request, 1);
    expect(await next()).toEqual(['SP423', 'SP423', 'SP423']);
    expect(await tried(v('otherPolice'), REQUEST, asked(randomUUID()))).toBe('ok');
    const counts = await asProven(
      serving,
      {},
      async () => (await serving.query<object>('select * from emergency_counts()')).rows,
    );
    expect(counts).toContainEqual({ state: 'review_overdue', number: 1 });
    await doneBy(
      serving,
      v('coordinator'),
      `select review_emergency_access($1, 'UNJUSTIFIED', 'No danger.')`,
      [request],
    );
    expect(await next()).toEqual(['ok', 'ok', 'ok']);
  });

  it('is due a week after the end, not after the request', async () => {
    const asker = v('education');
    const request = await requestAs(serving, asker, await sharedCase(), { hours: 24 });
    await approveAs(serving, v('prosecution'), request);
    const next = (): Promise<string> => tried(asker, REQUEST, asked(randomUUID()));
    await pastDays(owner, request, 7);
    expect(await next()).toBe('ok');
    await pastDays(owner, request, 1);
    expect(await next()).toBe('SP423');
  });

  it('is not asked for where nothing was opened', async () => {
    const asker = v('socialWork');
    const refused = await requestAs(serving, asker, await openCaseOf(owner, v('police')));
    await doneBy(serving, v('police'), REFUSE, [refused]);
    await pastDays(owner, refused, 30);
    expect(await asProven(serving, asker, () => sqlstateOf(serving, REQUEST, asked(randomUUID())))).toBe(
      'ok',
    );
  });
});

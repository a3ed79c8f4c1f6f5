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
import { startTestHub, type TestHub } from '../../support/hub';
import { addEveryRecord, shareCase, type Made, type SharedCase } from '../../support/records';
import { asViewer, sqlstateOf, type RawViewer } from '../../support/records-raw';
import { createRegion, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let serving: Client;
let hub: TestHub;
let region: Region;
let shared: SharedCase;
let made: ReadonlyMap<string, Made>;
/** Tables of case content: those that keep a history. */
let contents: { table: string; caseColumn: string }[];

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  region = await createRegion(owner);
  hub = await startTestHub(database);
  shared = await shareCase(owner, region);
  const { police } = region.viewers;
  await insertInto(owner, 'relationship', {
    case_id: shared.id,
    custodian_id: police.agencyId,
    from_id: shared.respondent,
    to_id: shared.victim,
    code: 'SPOUSE',
  });
  await insertInto(owner, 'incident', {
    case_id: shared.id,
    custodian_id: police.agencyId,
    occurred_at: '2026-11-01T09:00:00Z',
    forms: ['PHYSICAL'],
    channel: 'VICTIM',
  });
  made = await addEveryRecord({ owner, hub, region }, shared);
  const { rows } = await owner.query<{ table: string }>(
    `select tgrelid::regclass::text as table from pg_trigger where tgname = 'keep_history' order by 1`,
  );
  contents = rows.map(({ table }) => ({ table, caseColumn: table === 'case_file' ? 'id' : 'case_id' }));
  for (const { table } of contents) await owner.query(`update ${table} set version = version`);
});
afterAll(async () => {
  await hub.close();
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

/** Rows of the shared case that the viewer reads, by table; tables with none are left out. */
const visible = async (viewer: RawViewer): Promise<Record<string, number>> =>
  asViewer(serving, viewer, async () => {
    const counts: Record<string, number> = {};
    const tables = [...contents, { table: 'record_history', caseColumn: 'case_id' }];
    for (const { table, caseColumn } of tables) {
      const { rows } = await serving.query<{ count: number }>(
        `select count(*)::int as count from ${table} where ${caseColumn} = $1`,
        [shared.id],
      );
      if (rows[0]!.count > 0) counts[table] = rows[0]!.count;
    }
    return counts;
  });

const all = async (): Promise<Record<string, number>> => visible(region.viewers.prosecution);

/** An access of the other police station to the shared case, for the time of one check. */
const withAccess = async <T>(spec: Parameters<typeof giveAccess>[3], check: () => Promise<T>): Promise<T> => {
  const id = await giveAccess(owner, shared.id, region.viewers.otherPolice, spec);
  try {
    return await check();
  } finally {
    await owner.query('delete from case_access where id = $1', [id]);
  }
};

/** Locks a person out of the shared case for the time of one check. */
const whileLocked = async (person: Viewer, check: () => Promise<void>): Promise<void> => {
  await lock(owner, shared.id, person, region.viewers.coordinator);
  try {
    await check();
  } finally {
    await unlock(owner, shared.id, person);
  }
};

describe('reading as the serving role', () => {
  it('has a row in every table of case content to read', async () => {
    const counts = await all();
    expect(Object.keys(counts).sort()).toEqual(
      [...contents.map(({ table }) => table), 'record_history'].sort(),
    );
    expect(made.size).toBeGreaterThan(0);
  });

  it.each(['OWN', 'LIAISON', 'CONFERENCE', 'REFERRAL', 'BREAK_GLASS'] as const)(
    'opens every table by a %s in force, and by nothing else',
    async (scope) => {
      const { otherPolice } = region.viewers;
      expect(await visible(otherPolice)).toEqual({});
      expect(await withAccess({ scope }, () => visible(otherPolice))).toEqual(await all());
    },
  );

  it.each([
    ['an ended scope', `now() - interval '2 hours'`, `now() - interval '1 second'`],
    ['a scope that has not begun', `now() + interval '1 hour'`, `'infinity'`],
    ['a scope of no length', `now()`, `now()`],
  ])('reads nothing by %s', async (_label, startsAt, endsAt) => {
    const spec = { scope: 'LIAISON', startsAt, endsAt } as const;
    expect(await withAccess(spec, () => visible(region.viewers.otherPolice))).toEqual({});
  });

  it('reads no content by a COORDINATION scope, neither for a coordinator nor for any other agency', async () => {
    expect(await visible(region.viewers.coordinator)).toEqual({});
    expect(await withAccess({ scope: 'COORDINATION' }, () => visible(region.viewers.otherPolice))).toEqual(
      {},
    );
  });

  it.each<[string, RawViewer]>([
    ['unset', {}],
    ['empty', { agencyId: '', staffId: '', unitId: '', clientId: '', purpose: '' }],
    ['an agency that does not exist', { agencyId: '00000000-0000-4000-8000-000000000000' }],
  ])('reads nothing where the viewer is %s', async (_label, viewer) => {
    expect(await visible(viewer)).toEqual({});
    const foreign = await asViewer(serving, viewer, async () => {
      const { rows } = await serving.query(
        `select (select count(*) from case_access) + (select count(*) from case_tie) + (select count(*) from case_lock)
          + (select count(*) from participant_own) + (select count(*) from record_delivery)
          + (select count(*) from disclosure) + (select count(*) from idempotency) as count`,
      );
      return Number(rows[0].count);
    });
    expect(foreign).toBe(0);
  });

  it('refuses a viewer that is no identifier rather than reading on', async () => {
    const refused = await asViewer(serving, { agencyId: "' or true --" }, () =>
      sqlstateOf(serving, 'select from participant'),
    );
    expect(refused).toBe('22P02');
  });

  it('forgets the viewer with the transaction', async () => {
    expect(await all()).not.toEqual({});
    const { rows } = await serving.query<{ count: number }>('select count(*)::int as count from participant');
    expect(rows[0]!.count).toBe(0);
  });

  it('closes the case to a locked staff member whatever opens it, the custodian’s own included', async () => {
    const { police, policeSupervisor, prosecution } = region.viewers;
    const before = await all();
    for (const person of [police, prosecution]) {
      await whileLocked(person, async () => {
        expect(await visible(person)).toEqual({});
        const delivered = await asViewer(
          serving,
          person,
          async () =>
            (await serving.query('select from record_delivery where case_id = $1', [shared.id])).rowCount,
        );
        expect(delivered).toBe(0);
      });
    }
    await whileLocked(police, async () => {
      expect(await visible(policeSupervisor)).toEqual(before);
    });
    expect(await visible(police)).toEqual(before);
  });

  it('leaves to a custodian whose scope has ended his own rows and nothing else', async () => {
    for (const persona of ['health', 'court', 'police'] as const) {
      const viewer = region.viewers[persona];
      const own = await asViewer(serving, viewer, async () => {
        const counts: Record<string, number> = {};
        for (const { table, caseColumn } of [
          ...contents,
          { table: 'record_history', caseColumn: 'case_id' },
        ]) {
          const { rows } = await serving.query<{ count: number }>(
            `select count(*)::int as count from ${table} where ${caseColumn} = $1 and custodian_id = $2`,
            [shared.id, viewer.agencyId],
          );
          if (rows[0]!.count > 0) counts[table] = rows[0]!.count;
        }
        return counts;
      });
      await owner.query('begin');
      await owner.query(`update case_access set ends_at = now() where case_id = $1 and agency_id = $2`, [
        shared.id,
        viewer.agencyId,
      ]);
      await owner.query('commit');
      expect(Object.keys(own).length).toBeGreaterThan(0);
      expect(await visible(viewer)).toEqual(own);
      const changed = await asViewer(serving, viewer, async () => {
        const results: Record<string, number | null> = {};
        for (const { table } of contents)
          results[table] = (await serving.query(`update ${table} set version = version`)).rowCount;
        return results;
      });
      expect(Object.values(changed).every((count) => count === 0)).toBe(true);
      await owner.query(`update case_access set ends_at = 'infinity' where case_id = $1 and agency_id = $2`, [
        shared.id,
        viewer.agencyId,
      ]);
    }
  });

  it('shows metadata to who reaches or coordinates the case alone', async () => {
    const metadata = async (viewer: Viewer): Promise<number[]> =>
      asViewer(serving, viewer, async () => {
        const counts: number[] = [];
        for (const table of ['case_access', 'case_tie', 'case_lock']) {
          const { rows } = await serving.query<{ count: number }>(
            `select count(*)::int as count from ${table} where case_id = $1`,
            [shared.id],
          );
          counts.push(rows[0]!.count);
        }
        return counts;
      });
    const { coordinator, otherPolice, health, police } = region.viewers;
    const { rows } = await owner.query<{ accesses: number; ties: number }>(
      `select (select count(*)::int from case_access where case_id = $1) as accesses,
        (select count(*)::int from case_tie where case_id = $1) as ties`,
      [shared.id],
    );
    await whileLocked(police, async () => {
      expect(await metadata(coordinator)).toEqual([rows[0]!.accesses, rows[0]!.ties, 1]);
      expect(await metadata(health)).toEqual([3, 1, 0]);
      expect(await metadata(otherPolice)).toEqual([0, 0, 0]);
    });
  });

  it('names the accesses of a case to who reaches it alone, a locked person not included', async () => {
    const named = async (viewer: Viewer): Promise<number | null> =>
      asViewer(
        serving,
        viewer,
        async () => (await serving.query('select from accesses_of($1)', [[shared.id]])).rowCount,
      );
    const { coordinator, otherPolice, health, police } = region.viewers;
    const { rowCount } = await owner.query('select from case_access where case_id = $1', [shared.id]);
    expect(await named(health)).toBe(rowCount);
    expect(await named(otherPolice)).toBe(0);
    expect(await named(coordinator)).toBe(0);
    await whileLocked(police, async () => expect(await named(police)).toBe(0));
  });
});

describe('writing as the serving role', () => {
  /** A copy of the agency's row of a table under another id and with other values. */
  const copyOf = (table: string, changes: string): string =>
    `insert into ${table} select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()) || ${changes})).*
     from ${table} r limit 1`;

  it('inserts rows for its own agency alone, in cases that it reaches', async () => {
    const { police, otherPolice, prosecution } = region.viewers;
    const unreached = await openCaseOf(owner, otherPolice);
    const accepted: string[] = [];
    for (const { table } of contents.filter(({ table: name }) => name !== 'case_file')) {
      const holder = (await owner.query<{ id: string }>(`select custodian_id as id from ${table} limit 1`))
        .rows[0]!.id;
      const worker = Object.values(region.viewers).find(({ agencyId }) => agencyId === holder)!;
      const natural = `case when to_jsonb(r) ? 'number' then jsonb_build_object('number', gen_random_uuid()) else '{}' end
        || case when to_jsonb(r) ? 'reference' then '{"reference": null}'::jsonb else '{}' end
        || case when to_jsonb(r) ? 'code' then jsonb_build_object('from_id', to_jsonb(r) -> 'to_id', 'to_id', to_jsonb(r) -> 'from_id') else '{}' end`;
      await asViewer(serving, worker, async () => {
        if ((await sqlstateOf(serving, copyOf(table, natural))) === 'ok') accepted.push(table);
        for (const other of [police, otherPolice, prosecution].filter(
          ({ agencyId }) => agencyId !== holder,
        )) {
          const asOther = `${natural} || jsonb_build_object('custodian_id', '${other.agencyId}')`;
          expect([table, await sqlstateOf(serving, copyOf(table, asOther))]).toEqual([table, '42501']);
        }
        const elsewhere = `${natural} || jsonb_build_object('case_id', '${unreached}')`;
        expect([table, await sqlstateOf(serving, copyOf(table, elsewhere))]).toEqual([table, '42501']);
      });
    }
    expect(accepted).toEqual(contents.map(({ table }) => table).filter((table) => table !== 'case_file'));
  });

  it('inserts nothing for a person who is locked, and no case file at all', async () => {
    const { police } = region.viewers;
    await whileLocked(police, () =>
      asViewer(serving, police, async () => {
        const text = `insert into incident (case_id, custodian_id, occurred_at, forms, channel) values ($1, $2, now(), '{PHYSICAL}', 'VICTIM')`;
        expect(await sqlstateOf(serving, text, [shared.id, police.agencyId])).toBe('42501');
      }),
    );
    await asViewer(serving, police, async () => {
      const text = `insert into case_file (custodian_id, reference, area_id, opened_at) values ($1, 'X', $2, now())`;
      expect(await sqlstateOf(serving, text, [police.agencyId, police.areaId])).toBe('42501');
    });
  });

  it('changes the rows of its own agency alone, and never their identity, case or custodian', async () => {
    const other = await openCaseOf(owner, region.viewers.police);
    for (const persona of ['police', 'socialWork', 'otherPolice', 'coordinator'] as const) {
      const viewer = region.viewers[persona];
      await asViewer(serving, viewer, async () => {
        for (const { table, caseColumn } of contents) {
          const { rows } = await serving.query<{ custodian: string }>(
            `update ${table} set version = version where ${caseColumn} = $1 returning custodian_id as custodian`,
            [shared.id],
          );
          expect(rows.filter(({ custodian }) => custodian !== viewer.agencyId)).toEqual([]);
        }
      });
    }
    await asViewer(serving, region.viewers.police, async () => {
      for (const change of [
        `custodian_id = '${region.viewers.otherPolice.agencyId}'`,
        `case_id = '${other}'`,
        'id = gen_random_uuid()',
      ]) {
        const state = await sqlstateOf(
          serving,
          `update participant set ${change} where id = '${shared.victim}'`,
        );
        expect(['23514', '42501']).toContain(state);
      }
    });
  });

  it('keeps a history that no writer can leave out or forge', async () => {
    const { police } = region.viewers;
    await asViewer(serving, police, async () => {
      await serving.query(
        `update participant set note = 'second', version = 70, recorded_by = null, recorded_at = '2000-01-01' where id = $1`,
        [shared.respondent],
      );
      const { rows } = await serving.query<Record<string, unknown>>(
        `select p.version, p.recorded_by as by, p.recorded_at = now() as now, h.version as former, h.content ->> 'note' as note,
          h.replaced_by as replacer from participant p join record_history h on h.record_id = p.id
         where p.id = $1 order by h.version desc limit 1`,
        [shared.respondent],
      );
      const former = Number(rows[0]!['former']);
      expect(rows[0]).toEqual({
        version: former + 1,
        by: police.staffId,
        now: true,
        former,
        note: null,
        replacer: police.staffId,
      });
    });
  });

  it('deletes nothing and empties nothing', async () => {
    await asViewer(serving, region.viewers.police, async () => {
      for (const { table } of contents) {
        expect([table, await sqlstateOf(serving, `delete from ${table}`)]).toEqual([table, '42501']);
        expect([table, await sqlstateOf(serving, `truncate ${table}`)]).toEqual([table, '42501']);
      }
    });
  });

  it('keeps an idempotency key to the staff member and client that sent it', async () => {
    const { police, policeSupervisor, otherPolice } = region.viewers;
    await insertInto(owner, 'idempotency', {
      agency_id: police.agencyId,
      staff_id: police.staffId,
      purpose: police.purpose,
      key_hash: 'k',
      request_hash: 'r',
    });
    const seen = async (viewer: RawViewer): Promise<number | null> =>
      asViewer(serving, viewer, async () => (await serving.query('select from idempotency')).rowCount);
    expect(await seen(police)).toBe(1);
    expect(await seen(policeSupervisor)).toBe(0);
    expect(await seen(otherPolice)).toBe(0);
    expect(await seen({ ...police, clientId: '00000000-0000-4000-8000-000000000000' })).toBe(0);
    await asViewer(serving, police, async () => {
      const forged = `insert into idempotency (agency_id, staff_id, purpose, key_hash, request_hash) values ($1, $2, 'CARE', 'k', 'r')`;
      expect(await sqlstateOf(serving, forged, [otherPolice.agencyId, otherPolice.staffId])).toBe('42501');
    });
  });
});

describe('the person’s agencies', () => {
  it('shows an agency only that a person is its own', async () => {
    const viewer = region.viewers.ngo;
    const rows = await asViewer(
      serving,
      viewer,
      async () =>
        (await serving.query<{ agency: string }>('select agency_id as agency from participant_own')).rows,
    );
    expect(rows).toEqual([{ agency: viewer.agencyId }]);
  });
});

describe('a person in another case', () => {
  it('is not reached through the case that is', async () => {
    const { otherPolice, police } = region.viewers;
    const other = await openCaseOf(owner, otherPolice);
    const person = await addPerson(owner, other, otherPolice, ['VICTIM']);
    await assign(owner, other, otherPolice, 'unit');
    const found = await asViewer(
      serving,
      police,
      async () => (await serving.query('select from participant where id = $1', [person])).rowCount,
    );
    expect(found).toBe(0);
  });
});

import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import type { Purpose, Scope } from '../../../src/policy/facts';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { addPerson, assign, giveAccess, insertInto, lock, openCaseOf } from '../../support/facts';
import { asViewer, type RawViewer } from '../../support/records-raw';
import { createRegion, type Region } from '../../support/region';

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

/** What decisions on a case rest on, and whether row security shows the case. */
interface Known {
  readonly scopes: number;
  readonly tie: number;
  readonly ord: number;
  readonly rows: number;
}

const LIAISON = 2;

/** What a viewer knows; `arrange` is done at the very instant of his transaction, which it is told as SQL. */
const knownTo = (
  viewer: Viewer,
  caseId: string,
  arrange: (instant: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<Known> =>
  asViewer(serving, viewer, async () => {
    const { rows: clock } = await serving.query<{ now: string }>('select now()::text as now');
    await arrange(`'${clock[0]!.now}'::timestamptz`);
    const { rows } = await serving.query<Known>(
      `select scopes, tie, ord, (select count(*)::int from case_file where id = $1) as rows from case_facts($1)`,
      [caseId],
    );
    return rows[0]!;
  });

describe('the facts of a case', () => {
  it('hold from the first instant of a scope to the last before its end, in rows and facts alike', async () => {
    const viewer = region.viewers.otherPolice;
    const within = async (startsAt: string, endsAt: string): Promise<[number, number]> => {
      const id = await openCaseOf(owner, region.viewers.police);
      const spec = { scope: 'LIAISON' } as const;
      const { scopes, rows } = await knownTo(viewer, id, (now) =>
        giveAccess(owner, id, viewer, {
          ...spec,
          startsAt: startsAt.replace('now', now),
          endsAt: endsAt.replace('now', now),
        }),
      );
      return [scopes, rows];
    };
    const hour = `interval '1 hour'`;
    const instant = `interval '1 microsecond'`;
    expect(await within(`now - ${hour}`, `now + ${hour}`)).toEqual([LIAISON, 1]);
    expect(await within('now', `now + ${hour}`)).toEqual([LIAISON, 1]);
    expect(await within(`now + ${instant}`, `now + ${hour}`)).toEqual([0, 0]);
    expect(await within(`now - ${hour}`, `now + ${instant}`)).toEqual([LIAISON, 1]);
    expect(await within(`now - ${hour}`, 'now')).toEqual([0, 0]);
    expect(await within('now', 'now')).toEqual([0, 0]);
  });

  it('hold a scope for the purposes alone that it was given for', async () => {
    const viewer = region.viewers.otherPolice;
    const id = await openCaseOf(owner, region.viewers.police);
    await giveAccess(owner, id, viewer, { scope: 'LIAISON', purposes: ['PROTECTION'] });
    await giveAccess(owner, id, viewer, { scope: 'CONFERENCE', purposes: ['CARE', 'CHILD_PROTECTION'] });
    const scopesFor = async (purpose: Purpose): Promise<number> =>
      (await knownTo({ ...viewer, purpose }, id)).scopes;
    expect(await scopesFor('PROTECTION')).toBe(LIAISON);
    expect(await scopesFor('CARE')).toBe(4);
    expect(await scopesFor('INVESTIGATION')).toBe(0);
  });

  it('hold every scope by its own bit, and a coordinator’s by none', async () => {
    const viewer = region.viewers.otherPolice;
    const bits: readonly (readonly [Scope, number])[] = [
      ['OWN', 1],
      ['LIAISON', 2],
      ['CONFERENCE', 4],
      ['REFERRAL', 8],
      ['BREAK_GLASS', 16],
    ];
    for (const [scope, bit] of bits) {
      const id = await openCaseOf(owner, region.viewers.police);
      await giveAccess(owner, id, viewer, { scope });
      expect([scope, await knownTo(viewer, id)]).toEqual([scope, { scopes: bit, tie: 0, ord: 0, rows: 1 }]);
    }
    const id = await openCaseOf(owner, region.viewers.police);
    await giveAccess(owner, id, viewer, { scope: 'COORDINATION', purposes: [viewer.purpose] });
    expect(await knownTo(viewer, id)).toEqual({ scopes: 0, tie: 0, ord: 0, rows: 0 });
  });

  it('tell a person from the unit that a case is assigned to', async () => {
    const { police, policeSupervisor, otherPolice } = region.viewers;
    const id = await openCaseOf(owner, police);
    const tieOf = async (viewer: Viewer): Promise<number> => (await knownTo(viewer, id)).tie;
    expect([await tieOf(police), await tieOf(policeSupervisor)]).toEqual([2, 0]);
    await assign(owner, id, policeSupervisor, 'unit');
    expect([await tieOf(police), await tieOf(policeSupervisor)]).toEqual([2, 1]);
    await giveAccess(owner, id, otherPolice, { scope: 'LIAISON' });
    expect(await tieOf(otherPolice)).toBe(0);
    expect(await tieOf({ ...policeSupervisor, staffId: null, unitId: null })).toBe(0);
  });

  it('hold an assignment from its first instant to the last before its end', async () => {
    const { police, policeSupervisor } = region.viewers;
    const within = async (startsAt: string, endsAt: string): Promise<number> => {
      const id = await openCaseOf(owner, police);
      const { tie } = await knownTo(policeSupervisor, id, async (now) =>
        owner.query(
          `insert into case_tie (case_id, agency_id, staff_id, starts_at, ends_at)
           values ($1, $2, $3, ${startsAt.replace('now', now)}, ${endsAt.replace('now', now)})`,
          [id, policeSupervisor.agencyId, policeSupervisor.staffId],
        ),
      );
      return tie;
    };
    expect(await within('now', `now + interval '1 microsecond'`)).toBe(2);
    expect(await within(`now + interval '1 microsecond'`, `'infinity'`)).toBe(0);
    expect(await within(`now - interval '1 hour'`, 'now')).toBe(0);
  });

  /** Orders the respondent out of the dwelling; the order is in force for 48 hours from its service. */
  const orderOut = async (caseId: string, servedAt: string): Promise<void> => {
    const { police } = region.viewers;
    const { rows } = await owner.query<{ served: string }>(
      `select date_trunc('minute', (${servedAt})::timestamptz)::text as served`,
    );
    await insertInto(owner, 'police_urgent_measure', {
      case_id: caseId,
      custodian_id: police.agencyId,
      subject_id: await addPerson(owner, caseId, police, ['RESPONDENT']),
      number: randomUUID(),
      kinds: ['REMOVAL_FROM_DWELLING'],
      ordered_at: rows[0]!.served,
      served_at: rows[0]!.served,
    });
  };

  it('know an order in force, one that ended within 30 days, and none after that', async () => {
    const { police } = region.viewers;
    const orderServed = async (ago: string): Promise<number> => {
      const id = await openCaseOf(owner, police);
      await orderOut(id, `now() - interval '${ago}'`);
      return (await knownTo(police, id)).ord;
    };
    expect(await orderServed('1 minute')).toBe(1);
    expect(await orderServed('47 hours 58 minutes')).toBe(1);
    expect(await orderServed('48 hours 1 minute')).toBe(2);
    expect(await orderServed('31 days 23 hours 58 minutes')).toBe(2);
    expect(await orderServed('32 days 1 minute')).toBe(0);
    expect(await orderServed('-1 hours')).toBe(0);
    expect((await knownTo(police, await openCaseOf(owner, police))).ord).toBe(0);
  });

  it('know of no order where the viewer does not reach the case or is locked from it', async () => {
    const { police, policeSupervisor, otherPolice, coordinator } = region.viewers;
    const id = await openCaseOf(owner, police);
    await orderOut(id, `now() - interval '1 hour'`);
    await giveAccess(owner, id, coordinator, { scope: 'COORDINATION' });
    const orderOf = async (viewer: Viewer): Promise<number> => (await knownTo(viewer, id)).ord;
    expect([await orderOf(police), await orderOf(otherPolice), await orderOf(coordinator)]).toEqual([
      1, 0, 0,
    ]);
    await lock(owner, id, police, coordinator);
    expect([await orderOf(police), await orderOf(policeSupervisor)]).toEqual([0, 1]);
  });

  it('tell that every respondent was cleared, and whether an order is in force all the same', async () => {
    const { police } = region.viewers;
    const id = await openCaseOf(owner, police);
    const clearedOf = (viewer: Viewer): Promise<number> =>
      asViewer(serving, viewer, async () => {
        const { rows } = await serving.query<{ cleared: number }>('select cleared from case_facts($1)', [id]);
        return rows[0]!.cleared;
      });
    const clear = (person: string): Promise<unknown> =>
      owner.query(`update participant set status = 'CLEARED' where id = $1`, [person]);
    await clear(await addPerson(owner, id, police, ['WITNESS']));
    expect(await clearedOf(police)).toBe(0);
    const one = await addPerson(owner, id, police, ['RESPONDENT']);
    const other = await addPerson(owner, id, police, ['RESPONDENT', 'WITNESS']);
    await clear(one);
    expect(await clearedOf(police)).toBe(0);
    await clear(other);
    expect(await clearedOf(police)).toBe(2);
    await orderOut(id, `now() - interval '1 hour'`);
    expect(await clearedOf(police)).toBe(0);
    await owner.query(`update participant set status = 'CLEARED' where case_id = $1`, [id]);
    expect(await clearedOf(police)).toBe(1);
  });

  it('tell it in an emergency as to whoever reaches the case, and to nobody whom it does not open', async () => {
    const { police, otherPolice, socialWork } = region.viewers;
    const id = await openCaseOf(owner, police);
    await addPerson(owner, id, police, ['RESPONDENT'], { status: 'CLEARED' });
    const cleared = (viewer: Viewer): Promise<unknown> =>
      asViewer(serving, viewer, async () => {
        const { rows } = await serving.query<{ cleared: number }>('select cleared from case_facts($1)', [id]);
        return rows[0]!.cleared;
      });
    await giveAccess(owner, id, otherPolice, { scope: 'BREAK_GLASS', givenBy: police });
    const colleague = { ...otherPolice, staffId: socialWork.staffId };
    expect([await cleared(otherPolice), await cleared(colleague), await cleared(socialWork)]).toEqual([
      2, 0, 0,
    ]);
    await orderOut(id, `now() - interval '1 hour'`);
    expect(await cleared(otherPolice)).toBe(0);
    await owner.query(`update participant set status = 'CLEARED' where case_id = $1`, [id]);
    expect(await cleared(otherPolice)).toBe(1);
  });

  it('tell a custodian whose scope ended of those respondents alone whom it holds', async () => {
    const { police, otherPolice } = region.viewers;
    const id = await openCaseOf(owner, police);
    const own = await addPerson(owner, id, otherPolice, ['RESPONDENT']);
    const others = await addPerson(owner, id, police, ['RESPONDENT']);
    const cleared = async (...persons: string[]): Promise<number> => {
      await owner.query(
        `update participant set status = case when id = any ($2) then 'CLEARED' end where case_id = $1`,
        [id, persons],
      );
      return asViewer(serving, otherPolice, async () => {
        const { rows } = await serving.query<{ cleared: number }>('select cleared from case_facts($1)', [id]);
        return rows[0]!.cleared;
      });
    };
    expect(await cleared(own)).toBe(2);
    expect(await cleared(others)).toBe(0);
    await giveAccess(owner, id, otherPolice, { scope: 'LIAISON' });
    expect(await cleared(own)).toBe(0);
    expect(await cleared(own, others)).toBe(2);
  });
});

describe('a lock', () => {
  /** Whether the viewer finds the case, by his own token or as a machine client says. */
  const finds = (
    viewer: RawViewer,
    caseId: string,
    proof: 'PROVEN' | 'ASSERTED' = 'PROVEN',
  ): Promise<boolean> =>
    asViewer(serving, viewer, async () => {
      await serving.query(`select set_config('spona.proof', $1, true)`, [proof]);
      return (await serving.query('select from case_file where id = $1', [caseId])).rowCount === 1;
    });

  const lockedCase = async (columns: Readonly<Record<string, unknown>>): Promise<string> => {
    const { police, coordinator } = region.viewers;
    const id = await openCaseOf(owner, police);
    await insertInto(owner, 'case_lock', {
      case_id: id,
      reason: 'conflict of interest',
      locked_by: coordinator.staffId,
      ...columns,
    });
    return id;
  };

  it('meets the person or the unit that it names, and nobody else of the agency', async () => {
    const { police, policeSupervisor } = region.viewers;
    const other = { ...policeSupervisor, unitId: randomUUID() };
    const person = await lockedCase({ staff_id: police.staffId });
    expect([await finds(police, person), await finds(policeSupervisor, person)]).toEqual([false, true]);
    const unit = await lockedCase({ unit_id: police.unitId });
    expect([await finds(police, unit), await finds(policeSupervisor, unit)]).toEqual([false, false]);
    expect(await finds(other, unit)).toBe(true);
  });

  it('meets a machine of the agency, whomever it names', async () => {
    const { police, policeSupervisor } = region.viewers;
    const id = await lockedCase({ staff_id: police.staffId });
    expect(await finds(policeSupervisor, id, 'ASSERTED')).toBe(false);
    expect(await finds({ ...policeSupervisor, staffId: null, unitId: null }, id, 'ASSERTED')).toBe(false);
    const open = await openCaseOf(owner, police);
    expect(await finds(policeSupervisor, open, 'ASSERTED')).toBe(true);
  });

  it('ends at its instant', async () => {
    const { police } = region.viewers;
    const ended = await lockedCase({
      staff_id: police.staffId,
      locked_at: '2026-01-01T00:00:00Z',
      ends_at: '2026-01-02T00:00:00Z',
    });
    expect(await finds(police, ended)).toBe(true);
    expect(await finds(police, await lockedCase({ staff_id: police.staffId }))).toBe(false);
  });
});

import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import { PURPOSES, SCOPES, SECTORS, type Scope, type Sector } from '../../../src/policy/facts';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { addPerson, giveAccess, insertInto, lock, openCaseOf } from '../../support/facts';
import { WORKERS } from '../../support/records';
import { allowAttempts, asViewer, type RawViewer } from '../../support/records-raw';
import { createRegion, type Region } from '../../support/region';

interface Rule {
  readonly creator_sector: Sector;
  readonly creator_scope: Scope;
  readonly scope: Scope;
  readonly target_sector: Sector;
  readonly purposes: string[];
  readonly max_days: number;
}

let database: TestDatabase;
let owner: Client;
let serving: Client;
let region: Region;
let rules: Rule[];
/** Another agency of each sector, to which scopes are given. */
const targets = new Map<Sector, string>();

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  region = await createRegion(owner);
  await allowAttempts(owner);
  for (const sector of SECTORS) {
    const id = randomUUID();
    targets.set(sector, id);
    const { areaId } = region;
    await insertInto(owner, 'agency', {
      id,
      code: `T-${sector}`,
      name: sector,
      sector,
      area_id: areaId,
      status: 'ACTIVE',
    });
    await insertInto(owner, 'unit', { agency_id: id, code: 'IN', name: 'Intake', intake: true });
    await insertInto(owner, 'unit', { agency_id: id, code: 'BACK', name: 'Back office' });
  }
  rules = (await owner.query<Rule>(`select * from scope_rule where country = 'RS'`)).rows;
});
afterAll(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

const workerOf = (sector: Sector): Viewer =>
  region.viewers[sector === 'COORDINATION' ? 'coordinator' : WORKERS[sector]];

const quoted = (value: string | null): string =>
  value === null ? 'null' : `'${value.replaceAll("'", "''")}'`;

interface Gift {
  readonly caseId: string;
  readonly agencyId: string | null;
  readonly scope: string | null;
  readonly purposes: readonly (string | null)[] | null;
  readonly days: number | null;
  readonly subject: string | null;
}

const giftSql = ({ caseId, agencyId, scope, purposes, days, subject }: Gift): string => {
  const list = purposes === null ? 'null::text[]' : `array[${purposes.map(quoted).join(', ')}]::text[]`;
  return `select give_scope(${quoted(caseId)}, ${quoted(agencyId)}, ${quoted(scope)}, ${list}, ${days ?? 'null'}, ${quoted(subject)})`;
};

/** What each gift comes to, in one statement; none of them stays. */
const outcomes = async (viewer: RawViewer, gifts: readonly Gift[]): Promise<string[]> =>
  asViewer(serving, viewer, async () => {
    const { rows } = await serving.query<{ outcome: string }>(
      'select attempt(s) as outcome from unnest($1::text[]) with ordinality u(s, n) order by n',
      [gifts.map(giftSql)],
    );
    return rows.map(({ outcome }) => outcome);
  });

/** A case of nobody in particular with a victim, in which the viewer's agency holds the given scopes. */
const caseHeldBy = async (
  viewer: Viewer,
  held: readonly Scope[],
  ends = `'infinity'`,
): Promise<{ id: string; victim: string }> => {
  const id = await openCaseOf(owner, region.viewers.otherPolice);
  const victim = await addPerson(owner, id, region.viewers.otherPolice, ['VICTIM']);
  for (const scope of held) await giveAccess(owner, id, viewer, { scope, endsAt: ends });
  return { id, victim };
};

const listed = (sector: Sector, held: readonly Scope[], scope: string, target: Sector): Rule[] =>
  rules.filter(
    (rule) =>
      rule.creator_sector === sector &&
      held.includes(rule.creator_scope) &&
      rule.scope === scope &&
      rule.target_sector === target,
  );

describe('who gives which scope to whom', () => {
  const HOLDINGS: readonly (readonly Scope[])[] = [[], ...SCOPES.map((scope) => [scope]), SCOPES];

  it.each(SECTORS)('is what the closed table lists for %s, whatever it holds', async (sector) => {
    const viewer = workerOf(sector);
    let allowed = 0;
    for (const held of HOLDINGS) {
      const { id, victim } = await caseHeldBy(viewer, held);
      const gifts = [...SCOPES, 'OTHER', ''].flatMap((scope) =>
        SECTORS.map((target) => ({ scope, target, agencyId: targets.get(target) ?? null })),
      );
      const found = await outcomes(
        viewer,
        gifts.map(({ scope, agencyId }) => ({
          caseId: id,
          agencyId,
          scope,
          purposes: ['PROTECTION'],
          days: 1,
          subject: scope === 'REFERRAL' ? victim : null,
        })),
      );
      // Who reaches a case in an emergency alone reads there, and changes nothing.
      const reached = held.some((scope) => scope !== 'COORDINATION' && scope !== 'BREAK_GLASS');
      const expected = gifts.map(({ scope, target }) => {
        if (!reached) return 'SP404';
        return listed(sector, held, scope, target).length > 0 ? 'ok' : 'SP403';
      });
      expect(found).toEqual(expected);
      allowed += found.filter((outcome) => outcome === 'ok').length;
    }
    expect(allowed > 0).toBe(rules.some((rule) => rule.creator_sector === sector));
  });

  it('opens nothing onward by a conference or a referral, nor from another country’s table', () => {
    expect(new Set(rules.map((rule) => rule.creator_scope))).toEqual(new Set(['OWN', 'LIAISON']));
    expect(rules.some((rule) => (rule.scope as string) === 'OWN' || rule.scope === 'COORDINATION')).toBe(
      false,
    );
  });

  it('is nothing in a country whose table is empty', async () => {
    const viewer = region.viewers.police;
    const { id } = await caseHeldBy(viewer, ['OWN']);
    await owner.query(`update area set country = 'XX'`);
    const gift = {
      caseId: id,
      agencyId: targets.get('COURT')!,
      scope: 'LIAISON',
      purposes: ['PROTECTION'],
      days: 1,
      subject: null,
    };
    expect(await outcomes(viewer, [gift])).toEqual(['SP403']);
    await owner.query(`update area set country = 'RS'`);
    expect(await outcomes(viewer, [gift])).toEqual(['ok']);
  });

  it('does not count a scope that has ended or has not begun', async () => {
    const viewer = region.viewers.police;
    const { id } = await caseHeldBy(viewer, ['OWN'], `now() - interval '1 second'`);
    const gift = {
      caseId: id,
      agencyId: targets.get('COURT')!,
      scope: 'LIAISON',
      purposes: ['PROTECTION'],
      days: 1,
      subject: null,
    };
    expect(await outcomes(viewer, [gift])).toEqual(['SP404']);
    await giveAccess(owner, id, viewer, { scope: 'OWN', startsAt: `now() + interval '1 hour'` });
    expect(await outcomes(viewer, [gift])).toEqual(['SP404']);
    // It reaches the case now, but not by the scope that the table asks for.
    await giveAccess(owner, id, viewer, { scope: 'CONFERENCE' });
    expect(await outcomes(viewer, [gift])).toEqual(['SP403']);
  });
});

describe('the bounds of a scope', () => {
  it('are the days and purposes of its rule, for every rule', async () => {
    for (const rule of rules) {
      const viewer = workerOf(rule.creator_sector);
      const { id, victim } = await caseHeldBy(viewer, [rule.creator_scope]);
      const gift = (days: number | null, purposes: Gift['purposes']): Gift => ({
        caseId: id,
        agencyId: targets.get(rule.target_sector)!,
        scope: rule.scope,
        purposes,
        days,
        subject: rule.scope === 'REFERRAL' ? victim : null,
      });
      const all = rule.purposes;
      const found = await outcomes(viewer, [
        gift(1, all),
        gift(rule.max_days, all.slice(0, 1)),
        ...[0, -1, rule.max_days + 1, 2_147_483_647, null].map((days) => gift(days, all)),
        ...[[], null, [null], [...all, null], ['OTHER']].map((purposes) => gift(1, purposes)),
        ...PURPOSES.map((purpose) => gift(1, [purpose])),
        ...PURPOSES.map((purpose) => gift(1, [...all, purpose])),
      ]);
      const inside = PURPOSES.map((purpose) => (all.includes(purpose) ? 'ok' : 'SP403'));
      expect(found).toEqual(['ok', 'ok', ...Array<string>(10).fill('SP403'), ...inside, ...inside]);
      expect(all.includes('AUDIT') || all.includes('STATISTICS')).toBe(false);
    }
  });

  it('of a referral are a victim or child of this case', async () => {
    const viewer = region.viewers.socialWork;
    const { id, victim } = await caseHeldBy(viewer, ['OWN']);
    const other = await caseHeldBy(viewer, ['OWN']);
    const person = (roles: Parameters<typeof addPerson>[3]): Promise<string> =>
      addPerson(owner, id, viewer, roles);
    const gift = (subject: string | null, scope = 'REFERRAL', target: Sector = 'NGO'): Gift => ({
      caseId: id,
      agencyId: targets.get(target)!,
      scope,
      purposes: ['PROTECTION'],
      days: 1,
      subject,
    });
    expect(
      await outcomes(viewer, [
        gift(victim),
        gift(await person(['CHILD'])),
        gift(await person(['WITNESS', 'CHILD'])),
        gift(await person(['RESPONDENT'])),
        gift(await person(['REPORTER'])),
        gift(await person(['PROTECTED_REPORTER'])),
        gift(await person(['WITNESS'])),
        gift(null),
        gift(other.victim),
        gift(randomUUID()),
        gift(victim, 'LIAISON', 'POLICE'),
        gift(null, 'LIAISON', 'POLICE'),
      ]),
    ).toEqual([...Array<string>(3).fill('ok'), ...Array<string>(8).fill('SP403'), 'ok']);
  });

  it('exclude the own agency and agencies that are not active', async () => {
    const viewer = region.viewers.police;
    const { id } = await caseHeldBy(viewer, ['OWN']);
    const gift = (agencyId: string | null): Gift => ({
      caseId: id,
      agencyId,
      scope: 'LIAISON',
      purposes: ['PROTECTION'],
      days: 1,
      subject: null,
    });
    const target = targets.get('COURT')!;
    expect(await outcomes(viewer, [viewer.agencyId, randomUUID(), null, target].map(gift))).toEqual([
      'SP403',
      'SP403',
      'SP403',
      'ok',
    ]);
    for (const status of ['PENDING', 'DISABLED']) {
      await owner.query('update agency set status = $1 where id = $2', [status, target]);
      expect(await outcomes(viewer, [gift(target)])).toEqual(['SP403']);
    }
    await owner.query(`update agency set status = 'ACTIVE' where id = $1`, [target]);
  });
});

describe('who calls', () => {
  it('is an active staff member of the agency, who is not locked', async () => {
    const viewer = region.viewers.police;
    const { id } = await caseHeldBy(viewer, ['OWN']);
    const gift = {
      caseId: id,
      agencyId: targets.get('COURT')!,
      scope: 'LIAISON',
      purposes: ['PROTECTION'],
      days: 1,
      subject: null,
    };
    const tried = async (as: RawViewer): Promise<string[]> => outcomes(as, [gift]);
    expect(await tried(viewer)).toEqual(['ok']);
    expect(await tried({})).toEqual(['SP403']);
    expect(await tried({ ...viewer, staffId: null, clientId: randomUUID() })).toEqual(['SP403']);
    expect(await tried({ ...viewer, staffId: region.viewers.otherPolice.staffId })).toEqual(['SP403']);
    expect(await tried({ ...viewer, agencyId: region.viewers.otherPolice.agencyId })).toEqual(['SP403']);
    await owner.query('update staff set active = false where id = $1', [viewer.staffId]);
    expect(await tried(viewer)).toEqual(['SP403']);
    await owner.query('update staff set active = true where id = $1', [viewer.staffId]);
    await owner.query(`update agency set status = 'DISABLED' where id = $1`, [viewer.agencyId]);
    expect(await tried(viewer)).toEqual(['SP403']);
    await owner.query(`update agency set status = 'ACTIVE' where id = $1`, [viewer.agencyId]);
    await lock(owner, id, viewer, region.viewers.coordinator);
    expect(await tried(viewer)).toEqual(['SP404']);
    expect(await tried(region.viewers.policeSupervisor)).toEqual(['ok']);
  });
});

describe('what a scope comes with', () => {
  const given = async (
    scope: string,
    sector: Sector,
    viewer: Viewer,
    subject: string | null,
    caseId: string,
  ): Promise<string> =>
    asViewer(
      serving,
      viewer,
      async () => {
        const { rows } = await serving.query<{ id: string }>(
          'select give_scope($1, $2, $3, $4, $5, $6) as id',
          [caseId, targets.get(sector), scope, ['PROTECTION', 'CARE'], 15, subject],
        );
        return rows[0]!.id;
      },
      'commit',
    );

  it('is who gave it, its end, and a tie of the intake units alone, once', async () => {
    const viewer = region.viewers.prosecution;
    const { id } = await caseHeldBy(viewer, ['LIAISON']);
    const first = await given('CONFERENCE', 'HEALTH', viewer, null, id);
    await given('CONFERENCE', 'HEALTH', viewer, null, id);
    const { rows } = await owner.query<Record<string, unknown>>(
      `select agency_id, scope, basis, purposes, granted_by_agency, granted_by_staff, ends_at - starts_at = interval '15 days' as days
       from case_access where id = $1`,
      [first],
    );
    expect(rows).toEqual([
      {
        agency_id: targets.get('HEALTH'),
        scope: 'CONFERENCE',
        basis: 'rs.zsnp.25-4',
        purposes: ['PROTECTION', 'CARE'],
        granted_by_agency: viewer.agencyId,
        granted_by_staff: viewer.staffId,
        days: true,
      },
    ]);
    const ties = await owner.query<{ code: string; staff_id: string | null }>(
      'select u.code, t.staff_id from case_tie t join unit u on u.id = t.unit_id where t.case_id = $1 and t.agency_id = $2',
      [id, targets.get('HEALTH')],
    );
    expect(ties.rows).toEqual([{ code: 'IN', staff_id: null }]);
  });

  it('ends at the latest with the scope that it is given from', async () => {
    const viewer = region.viewers.prosecution;
    const { id } = await caseHeldBy(viewer, ['LIAISON'], `now() + interval '2 days'`);
    const access = await given('CONFERENCE', 'HEALTH', viewer, null, id);
    const { rows } = await owner.query<Record<string, unknown>>(
      `select ends_at = (select max(h.ends_at) from case_access h where h.case_id = a.case_id and h.agency_id = $2) as with_it
       from case_access a where a.id = $1`,
      [access, viewer.agencyId],
    );
    expect(rows).toEqual([{ with_it: true }]);
  });

  it('of a referral is that the person is the agency’s own, as far back as the agency reaches the case', async () => {
    const viewer = region.viewers.socialWork;
    const { id, victim } = await caseHeldBy(viewer, ['OWN']);
    const agencyId = targets.get('NGO')!;
    // Invited a day ago; and the person entered as client since then.
    await giveAccess(
      owner,
      id,
      { ...viewer, agencyId, staffId: null },
      { scope: 'CONFERENCE', startsAt: `now() - interval '1 day'` },
    );
    await insertInto(owner, 'participant_own', {
      case_id: id,
      participant_id: victim,
      agency_id: agencyId,
      relation: 'KIN',
    });
    await given('REFERRAL', 'NGO', viewer, victim, id);
    const { rows } = await owner.query<Record<string, unknown>>(
      `select o.relation, o.since <= (select min(a.starts_at) from case_access a where a.case_id = o.case_id and a.agency_id = o.agency_id) as older
       from participant_own o where o.participant_id = $1 and o.agency_id = $2`,
      [victim, agencyId],
    );
    expect(rows).toEqual([{ relation: 'SELF', older: true }]);
  });
});

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
import { assign, giveAccess, insertInto, lock, openCaseOf } from '../../support/facts';
import { asViewer } from '../../support/records-raw';
import { createRegion, PERSONA_NAMES, type Persona, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let serving: Client;
let region: Region;
let caseId: string;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  region = await createRegion(owner);
  const { police, prosecution, health, coordinator } = region.viewers;
  caseId = await openCaseOf(owner, police);
  await giveAccess(owner, caseId, coordinator, { scope: 'COORDINATION', givenBy: police });
  await giveAccess(owner, caseId, prosecution, { scope: 'LIAISON', givenBy: police });
  await assign(owner, caseId, prosecution, 'unit');
  await giveAccess(owner, caseId, health, {
    scope: 'CONFERENCE',
    startsAt: `now() - interval '3 days'`,
    endsAt: `now() - interval '1 day'`,
  });
});
afterAll(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

interface Facts {
  readonly reached: boolean;
  readonly everReached: boolean;
  readonly locked: boolean | null;
  readonly agencyLocked: boolean | null;
  readonly personal: boolean;
  readonly emergency: boolean;
  readonly ties: string[];
  readonly scopes: { readonly scope: string }[];
  readonly grants: unknown[];
}

const v = (persona: Persona): Viewer => region.viewers[persona];

const factsFor = (
  asker: Viewer,
  about: Viewer,
  { id = caseId, staff = true, at = 'now()' }: { id?: string; staff?: boolean; at?: string } = {},
): Promise<Facts | null> =>
  asViewer(serving, asker, async () => {
    const { rows } = await serving.query<{ facts: Facts | null }>(
      `select facts_at($1, $2, $3, $4, ${at}) as facts`,
      [id, about.agencyId, staff ? about.staffId : null, about.purpose],
    );
    return rows[0]!.facts;
  });

const sectorsFor = (asker: Viewer, id = caseId): Promise<{ agencies: { sector: string }[] } | null> =>
  asViewer(serving, asker, async () => {
    const { rows } = await serving.query<{ facts: { agencies: { sector: string }[] } | null }>(
      'select sectors_at($1, null) as facts',
      [id],
    );
    return rows[0]!.facts;
  });

describe('facts_at', () => {
  it('answers a coordinator of the case about everybody, and an agency that reaches it about itself', async () => {
    const told: string[] = [];
    for (const asker of PERSONA_NAMES)
      for (const about of PERSONA_NAMES)
        if ((await factsFor(v(asker), v(about))) !== null) told.push(`${asker} of ${about}`);
    const police = ['police', 'policeSupervisor'];
    expect(told.sort()).toEqual(
      [
        ...['coordinator', 'secondCoordinator'].flatMap((asker) =>
          PERSONA_NAMES.map((about) => `${asker} of ${about}`),
        ),
        ...police.flatMap((asker) => police.map((about) => `${asker} of ${about}`)),
        'prosecution of prosecution',
      ].sort(),
    );
  });

  it('answers nobody of no case, nobody of an agency that is none, and not whoever is locked', async () => {
    expect(await factsFor(v('coordinator'), v('police'), { id: randomUUID() })).toBeNull();
    expect(await factsFor(v('police'), { ...v('police'), agencyId: randomUUID() })).toBeNull();
    const other = await openCaseOf(owner, v('police'));
    await lock(owner, other, v('police'), v('policeSupervisor'));
    expect(await factsFor(v('police'), v('police'), { id: other })).toBeNull();
    expect(await factsFor(v('policeSupervisor'), v('police'), { id: other })).not.toBeNull();
    expect(await sectorsFor(v('police'), other)).toBeNull();
  });

  it('tells locks to a coordinator alone, and when they stood', async () => {
    const { coordinator, prosecution, policeSupervisor, police } = region.viewers;
    const id = await openCaseOf(owner, police);
    await giveAccess(owner, id, coordinator, { scope: 'COORDINATION' });
    await giveAccess(owner, id, prosecution, { scope: 'LIAISON' });
    await insertInto(owner, 'case_lock', {
      case_id: id,
      staff_id: police.staffId,
      reason: 'kin',
      locked_by: coordinator.staffId,
      locked_at: '2026-01-01T00:00:00Z',
      ends_at: '2026-02-01T00:00:00Z',
    });
    const states: unknown[] = [];
    for (const at of [
      '2025-12-31T23:59:59Z',
      '2026-01-01T00:00:00Z',
      '2026-01-31T23:59:59Z',
      '2026-02-01T00:00:00Z',
    ])
      states.push((await factsFor(coordinator, police, { id, at: `timestamptz '${at}'` }))!.locked);
    expect(states).toEqual([false, true, true, false]);
    const during = { id, at: `timestamptz '2026-01-15T00:00:00Z'` };
    const colleague = (await factsFor(coordinator, policeSupervisor, during))!;
    expect([colleague.locked, colleague.agencyLocked]).toEqual([false, true]);
    const own = (await factsFor(policeSupervisor, police, during))!;
    expect([own.locked, own.agencyLocked]).toEqual([null, null]);
    const other = (await factsFor(coordinator, prosecution, during))!;
    expect([other.locked, other.agencyLocked]).toEqual([false, false]);
  });

  it('tells scopes and ties from their first instant to the last before their end', async () => {
    const { coordinator, health, prosecution } = region.viewers;
    const at = (interval: string): string => `now() - interval '${interval}'`;
    const states: unknown[] = [];
    for (const when of [at('4 days'), at('2 days'), 'now()']) {
      const { everReached, reached, scopes } = (await factsFor(coordinator, health, { at: when }))!;
      states.push([everReached, reached, scopes.map(({ scope }) => scope)]);
    }
    expect(states).toEqual([
      [false, false, []],
      [true, true, ['CONFERENCE']],
      [true, false, []],
    ]);
    expect((await factsFor(coordinator, prosecution))!.ties).toEqual(['UNIT']);
    expect((await factsFor(coordinator, prosecution, { staff: false }))!.ties).toEqual(['NONE', 'UNIT']);
    expect((await factsFor(coordinator, prosecution, { at: at('2 days') }))!.ties).toEqual(['NONE']);
  });

  it('tells the scopes of the purpose that is asked about', async () => {
    const { coordinator, health, police } = region.viewers;
    const id = await openCaseOf(owner, police);
    await giveAccess(owner, id, coordinator, { scope: 'COORDINATION' });
    await giveAccess(owner, id, health, { scope: 'CONFERENCE', purposes: ['PROTECTION'] });
    await giveAccess(owner, id, health, { scope: 'REFERRAL', purposes: ['CARE'] });
    for (const [purpose, scopes] of [
      ['PROTECTION', ['CONFERENCE']],
      ['CARE', ['REFERRAL']],
      ['INVESTIGATION', []],
    ] as const) {
      const told = (await factsFor(coordinator, { ...health, purpose }, { id }))!;
      expect([purpose, told.scopes.map(({ scope }) => scope)]).toEqual([purpose, scopes]);
    }
  });

  it('tells an agreement from its last signature to its revocation', async () => {
    const { coordinator, prosecution, police } = region.viewers;
    const agreement = randomUUID();
    await insertInto(owner, 'agreement', {
      id: agreement,
      reference: agreement,
      title: 'Cooperation',
      categories: ['risk.level'],
      starts_at: '2026-01-01T00:00:00Z',
      revoked_at: '2026-03-01T00:00:00Z',
      revoked_by: police.staffId,
    });
    for (const [{ agencyId, staffId }, signed] of [
      [police, '2026-01-10T00:00:00Z'],
      [prosecution, '2026-02-01T00:00:00Z'],
    ] as const)
      await insertInto(owner, 'agreement_party', {
        agreement_id: agreement,
        agency_id: agencyId,
        signed_at: signed,
        signed_by: staffId,
      });
    const found: unknown[] = [];
    for (const at of [
      '2026-01-31T23:59:59Z',
      '2026-02-01T00:00:00Z',
      '2026-02-28T23:59:59Z',
      '2026-03-01T00:00:00Z',
    ])
      found.push((await factsFor(coordinator, prosecution, { at: `timestamptz '${at}'` }))!.grants);
    const told = [{ condition: 'agreement', categories: ['risk.level'], narrowed: true }];
    expect(found).toEqual([[], told, told, []]);
  });

  it('keeps the emergency of a colleague from everybody but a coordinator and himself', async () => {
    const { coordinator, police, policeSupervisor } = region.viewers;
    const id = await openCaseOf(owner, v('socialWork'));
    await giveAccess(owner, id, coordinator, { scope: 'COORDINATION' });
    await giveAccess(owner, id, police, { scope: 'LIAISON' });
    const facts = async (asker: Viewer, staff = true): Promise<unknown> =>
      factsFor(asker, police, { id, staff });
    const before = [await facts(policeSupervisor), await facts(policeSupervisor, false)];
    await insertInto(owner, 'case_access', {
      case_id: id,
      agency_id: police.agencyId,
      staff_id: police.staffId,
      scope: 'BREAK_GLASS',
      basis: 'rs.zzpl.12-vital',
      purposes: ['PROTECTION'],
      granted_by_agency: police.agencyId,
    });
    await insertInto(owner, 'case_grant', {
      case_id: id,
      condition: 'breakGlass',
      source_id: randomUUID(),
      agency_id: police.agencyId,
      staff_id: police.staffId,
      categories: ['risk.level'],
    });
    expect([await facts(policeSupervisor), await facts(policeSupervisor, false)]).toEqual(before);
    for (const asker of [coordinator, police]) {
      const told = (await facts(asker)) as Facts;
      expect(told.scopes.map(({ scope }) => scope)).toEqual(['LIAISON', 'BREAK_GLASS']);
      expect(told.grants).toHaveLength(1);
    }
    expect((await factsFor(coordinator, police, { id, staff: false }))!.emergency).toBe(true);
    expect((await factsFor(coordinator, policeSupervisor, { id }))!.scopes).toHaveLength(1);
  });
});

describe('sectors_at', () => {
  it('answers a coordinator of the case every sector, an agency its own, and nobody else', async () => {
    const told = new Map<string, string[]>();
    for (const asker of PERSONA_NAMES) {
      const found = await sectorsFor(v(asker));
      if (found !== null) told.set(asker, found.agencies.map(({ sector }) => sector).sort());
    }
    expect(Object.fromEntries(told)).toEqual({
      police: ['POLICE'],
      policeSupervisor: ['POLICE'],
      prosecution: ['PROSECUTION'],
      coordinator: ['POLICE', 'PROSECUTION'],
      secondCoordinator: ['POLICE', 'PROSECUTION'],
    });
    expect(await sectorsFor(v('coordinator'), randomUUID())).toBeNull();
  });

  it('tells the sectors that reached the case then', async () => {
    const at = async (interval: string): Promise<string[]> =>
      asViewer(serving, v('coordinator'), async () => {
        const { rows } = await serving.query<{ facts: { agencies: { sector: string }[] } }>(
          'select sectors_at($1, now() - $2::interval) as facts',
          [caseId, interval],
        );
        return rows[0]!.facts.agencies.map(({ sector }) => sector).sort();
      });
    expect(await at('4 days')).toEqual([]);
    expect(await at('2 days')).toEqual(['HEALTH']);
    expect(await at('0')).toEqual(['POLICE', 'PROSECUTION']);
  });
});

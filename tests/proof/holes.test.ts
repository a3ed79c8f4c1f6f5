import { join } from 'node:path';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { packageRoot } from '../../src/lib/root';
import { addPerson, assign, giveAccess, insertInto, lock, openCaseOf } from '../support/facts';
import type { TestHub } from '../support/hub';
import type { Region } from '../support/region';
import { openStage, type Stage } from '../support/stage';
import { ask, type Answered, type Json } from './ask';
import { viewersOf } from './canary-registry';
import type { CanaryWorld } from './canary-world';
import { aimedMutations } from './mutations';
import { NaivePolicy } from './naive-policy';
import { openWorld, type OpenWorld } from './open-world';
import { Random, SEED } from './random';
import { View, type Truth } from './truth';

/** Holes that systems of this kind have had, or this one: each has its name here, and stays closed. */

const codes = ({ errors }: Answered): unknown[] => (errors ?? []).map(({ extensions }) => extensions['code']);

describe('in a rich world', () => {
  let opened: OpenWorld;
  let admin: Client;
  let hub: TestHub;
  let world: CanaryWorld;
  let truth: Truth;

  beforeAll(async () => {
    opened = await openWorld(7);
    ({ admin, hub, world, truth } = opened);
  }, 60_000);
  afterAll(() => opened.close());

  /** The functions that give scopes, assign and lock ask only whether the agency reaches the case, or coordinates it. */
  const knows = (view: View, caseId: string): boolean =>
    view.reaches(caseId) ||
    (truth.accesses.get(caseId) ?? []).some(
      ({ agency_id, scope }) => agency_id === view.viewer.agencyId && scope === 'COORDINATION',
    );

  const contents = async (): Promise<string> => {
    const { rows } = await admin.query<{ sum: string }>(
      [...world.tables.map(({ table }) => table), 'case_access', 'case_tie', 'case_lock', 'record_delivery']
        .map(
          (table) =>
            `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from ${table} t`,
        )
        .join(' union all '),
    );
    return rows.map(({ sum }) => sum).join();
  };

  test('a mutation on a row that the viewer does not know of answers as on an unknown id, and changes nothing', async () => {
    const random = new Random(SEED);
    const policy = new NaivePolicy(
      join(packageRoot, 'policies'),
      'RS',
      new Date().toISOString().slice(0, 10),
    );
    const viewers = viewersOf(world.registry, (role) => hub.policies.roles.get(role)?.purposes ?? []).filter(
      ({ proof }) => proof === 'PROVEN',
    );
    const before = await contents();
    let compared = 0;
    for (const mutation of aimedMutations(hub.schema, random.uuid())) {
      const able = viewers.filter(
        (viewer) => hub.policies.profile(viewer).classify(mutation.category) !== 'never',
      );
      for (const viewer of Array.from({ length: 4 }, () => random.pick(able))) {
        const view = new View(truth, viewer, policy, new Map());
        const rows = [...truth.rows.values()].filter(
          (row) =>
            row.table.type === mutation.aims &&
            !view.sees(row) &&
            !(row.table.type === 'Case' && knows(view, row.caseId)),
        );
        if (rows.length === 0) continue;
        const foreign = await ask(hub, viewer, mutation.source, mutation.variables(random.pick(rows).id));
        const unknown = await ask(hub, viewer, mutation.source, mutation.variables(random.uuid()));
        expect([mutation.name, foreign]).toEqual([mutation.name, unknown]);
        expect(codes(foreign)).toHaveLength(1);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(90);
    expect(await contents()).toBe(before);
  });
});

describe('in a small region', () => {
  let stage: Stage;
  let owner: Client;
  let hub: TestHub;
  let region: Region;

  beforeAll(async () => {
    stage = await openStage();
    ({ owner, hub, region } = stage);
  });
  afterAll(() => stage.close());

  const TRAIL = `query Trail($case: ID) { auditTrail(caseId: $case) { edges { node {
    operationName entries { caseId type recordCount disclosed { category rule } withheld { category } hiddenCount } } } } }`;
  const COUNTS = '{ disclosuresByAgency { agencyName operations partial cases } }';
  const FILE = `query File($id: ID!) { case(id: $id) { reference participants { id roles familyName } } }`;

  const incidentOf = async (caseId: string, custodian: Viewer, columns: Json = {}): Promise<string> => {
    const id = new Random(SEED).uuid();
    await insertInto(owner, 'incident', {
      id,
      case_id: caseId,
      custodian_id: custodian.agencyId,
      occurred_at: '2026-11-01T09:00:00Z',
      forms: ['PHYSICAL'],
      channel: 'VICTIM',
      ...columns,
    });
    return id;
  };

  describe('a case from which a supervisor is locked', () => {
    let caseId: string;
    let supervisor: Viewer;
    beforeAll(async () => {
      const { police, policeSupervisor, coordinator } = region.viewers;
      supervisor = { ...policeSupervisor, purpose: 'AUDIT' };
      caseId = await openCaseOf(owner, police);
      await giveAccess(owner, caseId, coordinator, { scope: 'COORDINATION', givenBy: police });
      await lock(owner, caseId, policeSupervisor, police);
      await ask(hub, police, FILE, { id: caseId });
    });

    it('is not in the audit trail that he reads, nor in its counts', async () => {
      const trail = await ask(hub, supervisor, TRAIL);
      expect(JSON.stringify(trail)).not.toContain(caseId);
      expect(JSON.stringify(trail)).not.toContain('"File"');
      const ofCase = await ask(hub, supervisor, TRAIL, { case: caseId });
      expect(ofCase.data).toEqual({ auditTrail: { edges: [] } });
      const counts = (await ask(hub, supervisor, COUNTS)).data?.['disclosuresByAgency'] as Json[];
      expect(counts.map(({ cases }) => cases)).toEqual(counts.map(() => 0));
    });

    it('is in the trail of who is not locked', async () => {
      const trail = await ask(hub, region.viewers.coordinator, TRAIL, { case: caseId });
      expect(JSON.stringify(trail)).toContain('"File"');
    });
  });

  it('tells a coordinator who is locked himself neither of the case nor of the lock', async () => {
    const { police, coordinator } = region.viewers;
    const caseId = await openCaseOf(owner, police);
    await giveAccess(owner, caseId, coordinator, { scope: 'COORDINATION', givenBy: police });
    await lock(owner, caseId, coordinator, police);
    await lock(owner, caseId, region.viewers.policeSupervisor, police);
    const UNLOCK = 'mutation Unlock($c: ID!, $s: ID!) { unlockStaff(caseId: $c, staffId: $s) }';
    for (const staff of [coordinator.staffId, region.viewers.policeSupervisor.staffId]) {
      const here = await ask(hub, coordinator, UNLOCK, { c: caseId, s: staff });
      const nowhere = await ask(hub, coordinator, UNLOCK, { c: new Random(1).uuid(), s: staff });
      expect(here).toEqual(nowhere);
      expect(codes(here)).toEqual(['SPONA_NOT_FOUND']);
    }
  });

  it('tells a coordinator of no protected reporter, though somebody read of him', async () => {
    const { police, coordinator } = region.viewers;
    const caseId = await openCaseOf(owner, police);
    await giveAccess(owner, caseId, coordinator, { scope: 'COORDINATION', givenBy: police });
    const trailOf = async (): Promise<unknown> => {
      await owner.query('truncate disclosure');
      await ask(hub, police, FILE, { id: caseId });
      const { data } = await ask(hub, coordinator, TRAIL, { case: caseId });
      return data;
    };
    await addPerson(owner, caseId, police, ['VICTIM'], { family_name: 'Kovač' });
    const before = await trailOf();
    const reporter = await addPerson(owner, caseId, police, ['PROTECTED_REPORTER'], {
      family_name: 'Nikolić',
    });
    expect(JSON.stringify(await ask(hub, police, FILE, { id: caseId }))).toContain(reporter);
    expect(await trailOf()).toEqual(before);
  });

  it('shows a record’s former version to nobody who received the record after its correction', async () => {
    const { police, court } = region.viewers;
    const caseId = await openCaseOf(owner, police);
    await giveAccess(owner, caseId, court, { scope: 'LIAISON', givenBy: police });
    await assign(owner, caseId, court);
    const corrected = await incidentOf(caseId, police, { description: 'what was struck out' });
    await owner.query(`update incident set description = 'what stands' where id = $1`, [corrected]);
    const READ = `query Read($id: ID!) { case(id: $id) { incidents { description history { description } } } }`;
    const deliver = (hours: number): Promise<unknown> =>
      owner.query(
        `insert into record_delivery (record_type, record_id, case_id, agency_id, kind, delivered_at)
         values ('incident', $1, $2, $3, 'FILED', now() + make_interval(hours => $4))
         on conflict (record_id, agency_id, kind) do update set delivered_at = excluded.delivered_at`,
        [corrected, caseId, court.agencyId, hours],
      );
    await deliver(1);
    expect((await ask(hub, court, READ, { id: caseId })).data).toEqual({
      case: { incidents: [{ description: 'what stands', history: [] }] },
    });
    await deliver(-1);
    expect((await ask(hub, court, READ, { id: caseId })).data).toEqual({
      case: {
        incidents: [{ description: 'what stands', history: [{ description: 'what was struck out' }] }],
      },
    });
  });

  it('leaves a custodian its own record when its scope has ended, and nothing beside', async () => {
    const { police, health } = region.viewers;
    const caseId = await openCaseOf(owner, police);
    const woman = await addPerson(owner, caseId, police, ['VICTIM'], { family_name: 'Kovač' });
    await giveAccess(owner, caseId, health, {
      scope: 'CONFERENCE',
      givenBy: police,
      startsAt: `now() - interval '9 days'`,
      endsAt: `now() - interval '1 day'`,
    });
    await assign(owner, caseId, health);
    const [examination] = (
      await owner.query<{ id: string }>(
        `insert into health_examination (case_id, custodian_id, recorded_by, subject_id, examined_at, injuries, severity)
         values ($1, $2, $3, $4, now(), 'bruises', 'MINOR') returning id`,
        [caseId, health.agencyId, health.staffId, woman],
      )
    ).rows;
    const READ = `query Read($case: ID!, $id: ID!) { case(id: $case) { id }
      examination(id: $id) { injuries subject { id familyName } } }`;
    expect((await ask(hub, health, READ, { case: caseId, id: examination?.id })).data).toEqual({
      case: null,
      examination: { injuries: 'bruises', subject: null },
    });
  });

  it('tells of a number that is taken only to who took it, and without the number', async () => {
    const OPEN = 'mutation Open($i: OpenCaseInput!) { openCase(input: $i) { id } }';
    const open = (viewer: Viewer): Promise<Answered> =>
      ask(hub, viewer, OPEN, {
        i: { reference: 'N-77', openedAt: '2026-11-01T10:00:00Z', participants: [{ roles: ['VICTIM'] }] },
      });
    const { police, otherPolice } = region.viewers;
    expect(codes(await open(police))).toEqual([]);
    expect(codes(await open(otherPolice))).toEqual([]);
    const again = await open(police);
    expect(codes(again)).toEqual(['SPONA_INVALID']);
    expect(JSON.stringify(again)).not.toContain('N-77');
  });

  it('lists rows in an order that tells no time of recording to who may not read it', async () => {
    const { police, ngo } = region.viewers;
    const caseId = await openCaseOf(owner, police);
    await giveAccess(owner, caseId, ngo, { scope: 'REFERRAL', givenBy: police });
    await assign(owner, caseId, ngo);
    const people: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const person = await addPerson(owner, caseId, police, ['VICTIM'], {
        recorded_at: `2026-10-0${4 - n}T10:00:00Z`,
      });
      people.push(person);
      await insertInto(owner, 'participant_own', {
        case_id: caseId,
        participant_id: person,
        agency_id: ngo.agencyId,
        relation: 'SELF',
        since: '2020-01-01T00:00:00Z',
      });
    }
    const READ = `query Read($id: ID!) { case(id: $id) { participants { id recordedAt } } }`;
    const listed = async (viewer: Viewer): Promise<{ id: string; recordedAt: string | null }[]> =>
      ((await ask(hub, viewer, READ, { id: caseId })).data?.['case'] as Json)['participants'] as {
        id: string;
        recordedAt: string | null;
      }[];
    const seen = await listed(ngo);
    expect(seen.map(({ recordedAt }) => recordedAt)).toEqual([null, null, null, null]);
    expect(seen.map(({ id }) => id)).toEqual([...people].sort());
    expect((await listed(police)).map(({ id }) => id)).toEqual([...people].reverse());
  });

  it('lists agencies in an order that does not rest on what a concealed one is called', async () => {
    const { police, shelter, ngo } = region.viewers;
    const { rows } = await owner.query<{ id: string }>(
      `insert into agreement (reference, title, categories, starts_at) values ('A-1', 'On sharing', '{victim.existence}', now()) returning id`,
    );
    for (const { agencyId } of [police, shelter, ngo])
      await insertInto(owner, 'agreement_party', { agreement_id: rows[0]?.id, agency_id: agencyId });
    const LIST = `{ agreements { parties { agency { id name sector } } } }`;
    const called = async (code: string): Promise<Answered> => {
      await owner.query('update agency set code = $2 where id = $1', [shelter.agencyId, code]);
      return ask(hub, police, LIST);
    };
    const first = await called('AAA');
    expect(JSON.stringify(first)).toContain('Concealed agency');
    expect(await called('ZZZ')).toEqual(first);
  });

  it('lists consents to a coordinator in an order that tells no time of recording', async () => {
    const { police, ngo, coordinator } = region.viewers;
    const caseId = await openCaseOf(owner, police);
    await giveAccess(owner, caseId, coordinator, { scope: 'COORDINATION', givenBy: police });
    const woman = await addPerson(owner, caseId, police, ['VICTIM'], { family_name: 'Kovač' });
    const untils = ['2027-03-01', '2027-01-01', '2027-02-01'].map((day) => `${day}T10:00:00.000Z`);
    for (const [n, until] of untils.entries())
      await insertInto(owner, 'consent', {
        case_id: caseId,
        custodian_id: police.agencyId,
        recorded_by: police.staffId,
        recorded_at: `2026-10-0${n + 1}T10:00:00Z`,
        subject_id: woman,
        kind: 'CONSENT',
        categories: ['victim.identity.name'],
        recipient_ids: [ngo.agencyId],
        form: 'WRITTEN',
        place: 'AGENCY',
        given_at: '2026-09-01T10:00:00Z',
        until,
        holder_id: police.agencyId,
      });
    const { data } = await ask(
      hub,
      coordinator,
      'query Register($id: ID!) { consentRegister(caseId: $id) { until } }',
      { id: caseId },
    );
    expect(data).toEqual({ consentRegister: [...untils].sort().map((until) => ({ until })) });
  });

  it('explains to a coordinator by no agreement that he may not read', async () => {
    const { police, otherPolice, ngo, coordinator } = region.viewers;
    const { rows } = await owner.query<{ area: string; agreement: string }>(
      `with elsewhere as (insert into area (code, name, country) values ('AREA-9', 'Another area', 'RS') returning id),
        agreed as (insert into agreement (reference, title, categories, starts_at)
          values ('A-9', 'On sharing', '{victim.existence,victim.identity.name}', now() - interval '1 day') returning id)
       select e.id as area, a.id as agreement from elsewhere e, agreed a`,
    );
    const { area, agreement } = rows[0]!;
    const caseId = await openCaseOf(owner, police);
    await giveAccess(owner, caseId, coordinator, { scope: 'COORDINATION', givenBy: police });
    await giveAccess(owner, caseId, ngo, { scope: 'REFERRAL', givenBy: police });
    for (const { agencyId, staffId } of [ngo, otherPolice]) {
      await owner.query('update agency set area_id = $2 where id = $1', [agencyId, area]);
      await insertInto(owner, 'agreement_party', {
        agreement_id: agreement,
        agency_id: agencyId,
        signed_at: '2026-01-01T00:00:00Z',
        signed_by: staffId,
      });
    }
    const WHY = `query Why($case: ID!, $agency: ID!) { explainAccess(caseId: $case, type: Participant, field: "familyName", agencyId: $agency, purpose: CARE) {
      decision rules steps { decision rules { rule verdict conditions { key state } } } facts { key values } } }`;
    const why = (): Promise<Answered> => ask(hub, coordinator, WHY, { case: caseId, agency: ngo.agencyId });
    expect(JSON.stringify(await ask(hub, coordinator, '{ agreements { title } }'))).not.toContain('A-9');
    const before = await why();
    const { facts } = before.data?.['explainAccess'] as { facts: { key: string; values: string[] | null }[] };
    expect(facts.find(({ key }) => key === 'agreement')).toEqual({ key: 'agreement', values: null });
    await owner.query('update agreement set revoked_at = now(), revoked_by = $2 where id = $1', [
      agreement,
      ngo.staffId,
    ]);
    expect(await why()).toEqual(before);
  });
});

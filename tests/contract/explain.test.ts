import { randomUUID } from 'node:crypto';
import { parse } from 'yaml';
import type { Viewer } from '../../src/identity/viewer';
import { openClient } from '../support/database';
import { addPerson, assign, giveAccess, insertInto, lock, openCaseOf } from '../support/facts';
import type { Answer } from '../support/hub';
import { activate, changedAt, SHIPPED, withoutReaders } from '../support/policies';
import { pseudonymOf } from '../support/pseudonym';
import { openStage, type Stage } from '../support/stage';

let stage: Stage;
let caseId: string;
let coordinator: Viewer;
let supervisor: Viewer;

const DAY = 86_400_000;

/** Policies decide for a year already: what a past instant is explained by. */
const backdatePolicies = async (): Promise<void> => {
  const admin = await openClient(stage.database.adminUrl);
  await admin.query('set session_replication_role = replica');
  await admin.query(
    `update policy_activation set effective_from = now() - interval '1 year', activated_at = now() - interval '1 year'`,
  );
  await admin.end();
};

beforeAll(async () => {
  stage = await openStage();
  await backdatePolicies();
  const { owner, viewers } = stage;
  const { police, prosecution } = viewers;
  ({ coordinator } = viewers);
  supervisor = { ...viewers.policeSupervisor, purpose: 'AUDIT' };
  caseId = await openCaseOf(owner, police);
  await giveAccess(owner, caseId, coordinator, { scope: 'COORDINATION', givenBy: police });
  await giveAccess(owner, caseId, prosecution, { scope: 'LIAISON', givenBy: police });
  await assign(owner, caseId, prosecution);
});
afterAll(() => stage.close());

const EXPLAIN = `query Explain($case: ID!, $type: RecordType!, $field: String!, $agency: ID!, $staff: ID, $purpose: Purpose!, $proof: Proof! = PROVEN, $at: DateTime) {
  explainAccess(caseId: $case, type: $type, field: $field, agencyId: $agency, staffId: $staff, purpose: $purpose, proof: $proof, at: $at) {
    level decision category instant policyVersion rules code remedy
    agency { id name sector concealed }
    basis { id article instrument }
    conditions { key state }
    steps { kind category decision rules { rule verdict off conditions { key wanted state } } }
    facts { key values startsAt endsAt } } }`;

interface Condition {
  readonly key: string;
  readonly state: string;
}

interface Explanation {
  readonly level: string;
  readonly decision: string;
  readonly policyVersion: string;
  readonly rules: string[];
  readonly code: string | null;
  readonly remedy: string | null;
  readonly agency: { readonly id: string; readonly name: string; readonly concealed: boolean };
  readonly basis: { readonly id: string; readonly article: string; readonly instrument: string }[];
  readonly conditions: Condition[];
  readonly steps: {
    readonly kind: string;
    readonly category: string;
    readonly rules: { readonly rule: string; readonly conditions: Condition[] }[];
  }[];
  readonly facts: {
    readonly key: string;
    readonly values: string[] | null;
    readonly startsAt: string | null;
  }[];
}

const about = (viewer: Viewer, field = 'Case.openedAt', id = caseId): Record<string, unknown> => ({
  case: id,
  agency: viewer.agencyId,
  staff: viewer.staffId,
  purpose: viewer.purpose,
  type: field.split('.')[0],
  field: field.split('.')[1],
});

const ask = (asker: Viewer, variables: Record<string, unknown>): Promise<Answer> =>
  stage.hub.ask(asker, EXPLAIN, variables);

const explained = async (asker: Viewer, variables: Record<string, unknown>): Promise<Explanation> => {
  const answer = await ask(asker, variables);
  expect(answer.errors).toBeUndefined();
  return answer.data?.['explainAccess'] as Explanation;
};

const codes = (answer: Answer): string[] => (answer.errors ?? []).map(({ code }) => code);

const stateOf = ({ conditions }: Explanation, key: string): string | undefined =>
  conditions.find((condition) => condition.key === key)?.state;

describe('who may ask', () => {
  it('is a coordinator or a supervisor, for auditing, with the person’s own token', async () => {
    const { viewers } = stage;
    const WHO = 'query ($c: ID!) { whoCanSee(caseId: $c, category: "risk.level") { level } }';
    for (const viewer of [
      viewers.police,
      { ...viewers.police, purpose: 'AUDIT' as const },
      viewers.policeSupervisor,
      { ...coordinator, purpose: 'STATISTICS' as const },
      { ...coordinator, proof: 'ASSERTED' as const },
      { ...supervisor, proof: 'ASSERTED' as const },
    ]) {
      expect(codes(await ask(viewer, about(viewers.police)))).toEqual(['SPONA_FORBIDDEN']);
      expect(codes(await stage.hub.ask(viewer, WHO, { c: caseId }))).toEqual(['SPONA_FORBIDDEN']);
    }
  });

  it('is not told of a case that is not his, no more than of one that is not there', async () => {
    const { owner, viewers } = stage;
    const foreign = await openCaseOf(owner, viewers.otherPolice);
    const locked = await openCaseOf(owner, viewers.police);
    await lock(owner, locked, supervisor, viewers.police);
    const WHO = 'query ($c: ID!) { whoCanSee(caseId: $c, category: "risk.level") { level } }';
    const given: unknown[] = [];
    for (const id of [randomUUID(), foreign, locked]) {
      for (const asker of [supervisor, ...(id === locked ? [] : [coordinator])]) {
        const before = await owner.query('select from disclosure where case_ids @> array[$1::uuid]', [id]);
        given.push(
          await ask(asker, { ...about(viewers.police), case: id }),
          await stage.hub.ask(asker, WHO, { c: id }),
        );
        const after = await owner.query('select from disclosure where case_ids @> array[$1::uuid]', [id]);
        expect(after.rowCount).toBe(before.rowCount);
      }
    }
    expect(
      new Set(
        given
          .map((answer) => JSON.stringify(answer))
          .map((text) => text.replace(/whoCanSee|explainAccess/gu, 'field')),
      ).size,
    ).toBe(1);
    expect(codes(given[0] as Answer)).toEqual(['SPONA_NOT_FOUND']);
  });

  it('asks as a supervisor of his own agency alone, whatever the case is', async () => {
    const { viewers } = stage;
    for (const id of [caseId, randomUUID()])
      expect(codes(await ask(supervisor, about(viewers.prosecution, 'Case.openedAt', id)))).toEqual([
        'SPONA_FORBIDDEN',
      ]);
    expect((await explained(supervisor, about(viewers.police))).decision).toBe('DEPENDS');
  });

  it('names the person and the field rightly, and a time that was', async () => {
    const { viewers } = stage;
    const right = about(viewers.police);
    for (const wrong of [
      { staff: viewers.prosecution.staffId },
      { staff: randomUUID() },
      { agency: randomUUID(), staff: null },
      { field: 'nothing' },
      { field: 'participants' },
      { at: new Date(Date.now() + DAY).toISOString() },
      { at: '2020-01-01T00:00:00Z' },
    ])
      expect([wrong, codes(await ask(coordinator, { ...right, ...wrong }))]).toEqual([
        wrong,
        ['SPONA_INVALID'],
      ]);
  });

  it('is recorded with the case', async () => {
    const WHO = 'query Who($case: ID!) { whoCanSee(caseId: $case, category: "risk.level") { level } }';
    for (const [operation, document] of [
      ['Explain', EXPLAIN],
      ['Who', WHO],
    ] as const) {
      const requestId = randomUUID();
      await stage.hub.ask(coordinator, document, about(stage.viewers.police), { requestId });
      const { rows } = await stage.owner.query(
        'select operation, outcome, case_ids from disclosure where request_id = $1',
        [requestId],
      );
      expect(rows).toEqual([{ operation, outcome: 'ALLOWED', case_ids: [caseId] }]);
    }
  });
});

describe('an explanation', () => {
  it('names rule, article, conditions and facts of what is disclosed', async () => {
    const { prosecution } = stage.viewers;
    const told = await explained(coordinator, about(prosecution));
    expect(told).toMatchObject({ level: 'CASE', decision: 'DISCLOSED', code: null, remedy: null });
    expect(told.rules).toHaveLength(1);
    expect(told.basis.map(({ id }) => id)).toContain('rs.zsnp.24');
    expect(told.basis[0]!.instrument).toMatch(/Law on Prevention/u);
    expect(told.conditions.map(({ key, state }) => `${key} ${state}`)).toEqual([
      'registered HOLDS',
      'purpose HOLDS',
      'reach HOLDS',
      'conflict HOLDS',
    ]);
    const field = told.steps.at(-1)!;
    const carrying = field.rules.find(({ rule }) => rule === told.rules[0])!;
    expect(carrying.conditions.every(({ state }) => state === 'HOLDS')).toBe(true);
    expect(told.facts.find(({ key }) => key === 'scope')).toMatchObject({ values: ['LIAISON'] });
    expect(told.facts.find(({ key }) => key === 'tie')).toMatchObject({ values: ['NAMED'] });
  });

  it('tells what lacks and what would open it', async () => {
    const { owner, viewers } = stage;
    const unassigned = { ...viewers.socialWork };
    const id = await openCaseOf(owner, viewers.police);
    await giveAccess(owner, id, coordinator, { scope: 'COORDINATION' });
    await giveAccess(owner, id, unassigned, { scope: 'LIAISON' });
    const told = await explained(coordinator, about(unassigned, 'Case.openedAt', id));
    expect(told).toMatchObject({ decision: 'WITHHELD', code: 'SCOPE', rules: [] });
    expect(told.remedy).toMatch(/tie UNIT or NAMED/u);
    const lacking = told.steps
      .at(-1)!
      .rules.flatMap(({ conditions }) => conditions.filter(({ state }) => state === 'LACKS'));
    expect(lacking.map(({ key }) => key)).toContain('tie');
    const stranger = await explained(coordinator, about(viewers.court));
    expect(stranger).toMatchObject({ decision: 'NOT_REACHED', code: null });
    const wrong = await explained(coordinator, { ...about(viewers.prosecution), purpose: 'CARE' });
    expect([wrong.decision, stateOf(wrong, 'purpose')]).toEqual(['WITHHELD', 'LACKS']);
  });

  it('tells no coordinator of whom a record is, whose client, or who holds it', async () => {
    const told = await explained(coordinator, about(stage.viewers.prosecution, 'RiskAssessment.level'));
    expect(told.steps.map(({ kind, category }) => [kind, category])).toEqual([
      ['ROW', 'risk.existence'],
      ['PERSON', 'existence'],
      ['FIELD', 'risk.level'],
    ]);
    for (const { key, values } of told.facts)
      if (['subject', 'own', 'record', 'order'].includes(key)) expect([key, values]).toEqual([key, null]);
    const states = told.steps.flatMap(({ rules }) => rules.flatMap(({ conditions }) => conditions));
    for (const { key, state } of states)
      if (['own', 'record', 'order'].includes(key)) expect([key, state]).toEqual([key, 'NOT_SHOWN']);
  });

  it('tells a coordinator of a lock, and a supervisor not', async () => {
    const { owner, viewers } = stage;
    const id = await openCaseOf(owner, viewers.police);
    await giveAccess(owner, id, coordinator, { scope: 'COORDINATION' });
    const before = JSON.stringify(await ask(supervisor, about(viewers.police, 'Case.openedAt', id)));
    await lock(owner, id, viewers.police, coordinator);
    const own = await ask(supervisor, about(viewers.police, 'Case.openedAt', id));
    const untimed = (text: string): string => text.replace(/"instant":"[^"]*"/u, '');
    expect(untimed(JSON.stringify(own))).toBe(untimed(before));
    expect(stateOf(own.data?.['explainAccess'] as Explanation, 'conflict')).toBe('NOT_SHOWN');
    const told = await explained(coordinator, about(viewers.police, 'Case.openedAt', id));
    expect([told.decision, stateOf(told, 'conflict'), told.code]).toEqual(['WITHHELD', 'LACKS', null]);
    const asserted = { ...about(viewers.policeSupervisor, 'Case.openedAt', id), proof: 'ASSERTED' };
    expect(stateOf(await explained(coordinator, asserted), 'conflict')).toBe('LACKS');
    const anybody = { ...about(viewers.police, 'Case.openedAt', id), staff: null };
    expect((await explained(coordinator, anybody)).decision).toBe('DEPENDS');
  });

  it('says of silent and forbidden fields what the policy says, and nothing of the case', async () => {
    const { owner, viewers } = stage;
    const empty = await openCaseOf(owner, viewers.police);
    await giveAccess(owner, empty, coordinator, { scope: 'COORDINATION' });
    for (const field of [
      'Participant.address',
      'Participant.phone',
      'Participant.school',
      'Participant.armedRole',
      'ServiceUse.shelterToken',
    ]) {
      const here = await explained(coordinator, about(viewers.prosecution, field));
      const there = await explained(coordinator, about(viewers.prosecution, field, empty));
      expect([field, here.level]).toEqual([field, 'POLICY']);
      expect({ ...here, instant: null }).toEqual({ ...there, instant: null });
      expect(here.facts.map(({ key }) => key)).toEqual(['sector', 'role']);
      expect(['DEPENDS', 'WITHHELD']).toContain(here.decision);
    }
  });
});

describe('what an explanation leaves out', () => {
  const emergencyOf = async (viewer: Viewer, categories: readonly string[]): Promise<string> => {
    const { owner, viewers } = stage;
    const id = await openCaseOf(owner, viewers.socialWork);
    await giveAccess(owner, id, coordinator, { scope: 'COORDINATION' });
    await giveAccess(owner, id, viewer, { scope: 'LIAISON' });
    await giveAccess(owner, id, viewer, { scope: 'BREAK_GLASS' });
    await insertInto(owner, 'case_grant', {
      case_id: id,
      condition: 'breakGlass',
      source_id: randomUUID(),
      agency_id: viewer.agencyId,
      staff_id: viewer.staffId,
      categories,
    });
    return id;
  };
  const untimed = (answer: Answer): string =>
    JSON.stringify(answer).replace(/"(instant|startsAt)":"[^"]*"/gu, '');

  it('is which part of a family a grant names: it would be a role in the case', async () => {
    const { police } = stage.viewers;
    const told: string[] = [];
    for (const role of ['respondent', 'child']) {
      const id = await emergencyOf(police, [`${role}.existence`, `${role}.identity.name`]);
      const answer = await ask(coordinator, about(police, 'Participant.familyName', id));
      const { facts } = answer.data?.['explainAccess'] as Explanation;
      expect(facts.find(({ key }) => key === 'breakGlass')).toMatchObject({ values: ['SOME_RECORDS'] });
      told.push(untimed(answer));
    }
    expect(told[1]).toBe(told[0]);
  });

  it('is whatever there is about a protected reporter', async () => {
    const { police } = stage.viewers;
    const WHO =
      'query ($c: ID!) { whoCanSee(caseId: $c, category: "identity.name") { sectors { readers { rules } } } }';
    for (const answer of [
      await ask(coordinator, about(police, 'Participant.familyName')),
      await stage.hub.ask(coordinator, WHO, { c: caseId }),
    ]) {
      expect(answer.errors).toBeUndefined();
      expect(JSON.stringify(answer)).toContain('"victim.identity.name/holder"');
      expect(JSON.stringify(answer)).not.toContain('protected-reporter');
    }
  });

  it('is to a supervisor whether a colleague has an emergency access, not even that he has none', async () => {
    const { police } = stage.viewers;
    const states = async (asker: Viewer, of: Viewer, id: string): Promise<unknown> =>
      (await explained(asker, about(of, 'RiskAssessment.level', id))).facts.find(
        ({ key }) => key === 'breakGlass',
      )?.values;
    const opened = await emergencyOf(police, ['risk.existence', 'risk.level']);
    expect(await states(supervisor, police, opened)).toBeNull();
    expect(await states(supervisor, police, caseId)).toBeNull();
    const self: Viewer = { ...supervisor, purpose: 'PROTECTION' };
    expect(await states(supervisor, self, caseId)).toEqual([]);
    expect(await states(coordinator, police, opened)).toEqual(['EVERY_RECORD']);
  });
});

describe('a concealed agency', () => {
  it('is known by its pseudonym on the case and not by its id, and none of its people is', async () => {
    const { owner, viewers } = stage;
    const { shelter } = viewers;
    await giveAccess(owner, caseId, shelter, { scope: 'REFERRAL', givenBy: viewers.police });
    const unknown = await ask(coordinator, { ...about(shelter), agency: randomUUID(), staff: null });
    expect(await ask(coordinator, { ...about(shelter), staff: null })).toEqual(unknown);
    const other = await openCaseOf(owner, viewers.police);
    const asked = { ...about(shelter), agency: pseudonymOf(shelter.agencyId, other), staff: null };
    expect(await ask(coordinator, asked)).toEqual(unknown);
    const agency = pseudonymOf(shelter.agencyId, caseId);
    const told = await explained(coordinator, { ...asked, agency });
    expect(told.agency).toEqual({ id: agency, name: 'Concealed agency', sector: 'NGO', concealed: true });
    expect(told.facts.find(({ key }) => key === 'scope')).toEqual({
      key: 'scope',
      values: ['REFERRAL'],
      startsAt: null,
      endsAt: null,
    });
    const named = await ask(coordinator, { ...asked, agency, staff: shelter.staffId });
    expect(named).toEqual(await ask(coordinator, { ...asked, agency, staff: randomUUID() }));
    expect(codes(named)).toEqual(['SPONA_INVALID']);
  });

  it('knows itself', async () => {
    const { shelter } = stage.viewers;
    const own: Viewer = { ...shelter, roles: ['NGO_SUPERVISOR'], purpose: 'AUDIT' };
    expect((await explained(own, about(shelter))).agency).toMatchObject({
      id: shelter.agencyId,
      concealed: false,
    });
  });
});

describe('what was', () => {
  const at = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

  it('is told of ended scopes, ties and locks as it was then', async () => {
    const { owner, viewers } = stage;
    const { socialWork } = viewers;
    const id = randomUUID();
    await insertInto(owner, 'case_file', {
      id,
      custodian_id: viewers.police.agencyId,
      reference: `P-${id}`,
      area_id: viewers.police.areaId,
      opened_at: at(-30),
    });
    for (const [viewer, scope] of [
      [viewers.police, 'OWN'],
      [coordinator, 'COORDINATION'],
    ] as const)
      await giveAccess(owner, id, viewer, { scope, startsAt: `now() - interval '30 days'` });
    await giveAccess(owner, id, socialWork, {
      scope: 'LIAISON',
      startsAt: `now() - interval '20 days'`,
      endsAt: `now() - interval '5 days'`,
    });
    await insertInto(owner, 'case_tie', {
      case_id: id,
      agency_id: socialWork.agencyId,
      staff_id: socialWork.staffId,
      starts_at: at(-20),
    });
    await insertInto(owner, 'case_lock', {
      case_id: id,
      staff_id: socialWork.staffId,
      reason: 'kin',
      locked_by: coordinator.staffId,
      locked_at: at(-12),
      ends_at: at(-10),
    });
    const decisions: string[] = [];
    for (const days of [-25, -15, -11, -8, -1])
      decisions.push(
        (await explained(coordinator, { ...about(socialWork, 'Case.openedAt', id), at: at(days) })).decision,
      );
    expect(decisions).toEqual(['NOT_REACHED', 'DISCLOSED', 'WITHHELD', 'DISCLOSED', 'NOT_REACHED']);
    // The agency itself, which reaches the case no more, asks of it no more.
    const own: Viewer = { ...socialWork, roles: ['SOCIAL_WORK_SUPERVISOR'], purpose: 'AUDIT' };
    expect(codes(await ask(own, { ...about(socialWork, 'Case.openedAt', id), at: at(-15) }))).toEqual([
      'SPONA_NOT_FOUND',
    ]);
    expect(codes(await ask(coordinator, { ...about(socialWork, 'Case.openedAt', id), at: at(-31) }))).toEqual(
      ['SPONA_INVALID'],
    );
  });

  it('is told of a grant that was withdrawn', async () => {
    const { owner, viewers } = stage;
    const { ngo } = viewers;
    const id = await openCaseOf(owner, viewers.police);
    await giveAccess(owner, id, coordinator, {
      scope: 'COORDINATION',
      startsAt: `now() - interval '30 days'`,
    });
    await giveAccess(owner, id, ngo, { scope: 'CONFERENCE', startsAt: `now() - interval '30 days'` });
    const victim = await addPerson(owner, id, viewers.police, ['VICTIM']);
    await insertInto(owner, 'case_grant', {
      case_id: id,
      condition: 'consent',
      source_id: randomUUID(),
      agency_id: ngo.agencyId,
      categories: ['incident.forms'],
      subject_id: victim,
      starts_at: at(-10),
      ends_at: at(-5),
    });
    const consentAt = async (days: number): Promise<unknown> => {
      const told = await explained(coordinator, { ...about(ngo, 'Incident.forms', id), at: at(days) });
      expect(JSON.stringify(told)).not.toContain(victim);
      return told.facts.find(({ key }) => key === 'consent')?.values;
    };
    expect([await consentAt(-11), await consentAt(-7), await consentAt(-4)]).toEqual([
      [],
      ['SOME_RECORDS'],
      [],
    ]);
  });

  it('is decided by the policy of then', async () => {
    const { prosecution } = stage.viewers;
    const closed = await activate(stage.owner, withoutReaders('case.time', 'casework/case.yaml'));
    const [first, since] = [
      new Date(closed.effectiveFrom.getTime() - 1).toISOString(),
      closed.effectiveFrom.toISOString(),
    ];
    expect((await explained(coordinator, about(prosecution))).decision).toBe('WITHHELD');
    const then = await explained(coordinator, { ...about(prosecution), at: first });
    const later = await explained(coordinator, { ...about(prosecution), at: since });
    expect([then.decision, later.decision]).toEqual(['DISCLOSED', 'WITHHELD']);
    expect(later.policyVersion).toBe(closed.version);
    expect(then.policyVersion).not.toBe(closed.version);
    await activate(stage.owner, SHIPPED);
    expect((await explained(coordinator, about(prosecution))).decision).toBe('DISCLOSED');
  });
});

describe('a field that is silent for a while', () => {
  it('is explained without the case, of then and since, and so is who can see it', async () => {
    const { owner, viewers } = stage;
    const { prosecution } = viewers;
    const definition = stage.hub.policies.categories.get('case.time');
    expect(definition?.silent).toBe(false);
    const vocabulary = parse(SHIPPED.get('vocabulary.yaml') ?? '') as { categories: Record<string, object> };
    const silent = await activate(
      owner,
      changedAt('vocabulary.yaml', ['categories', 'case.time'], {
        ...vocabulary.categories['case.time'],
        silent: true,
      }),
    );
    const before = new Date(silent.effectiveFrom.getTime() - 1).toISOString();
    const during = silent.effectiveFrom.toISOString();
    const WHO = `query ($c: ID!, $at: DateTime) { whoCanSee(caseId: $c, type: Case, field: "openedAt", at: $at) { level } }`;
    const levels = async (at: string): Promise<unknown> => {
      const seen = await stage.hub.ask(coordinator, WHO, { c: caseId, at });
      return [
        (await explained(coordinator, { ...about(prosecution), at })).level,
        seen.data?.['whoCanSee'].level,
      ];
    };
    const byPolicy = ['POLICY', 'POLICY'];
    expect([await levels(before), await levels(during)]).toEqual([byPolicy, byPolicy]);
    const shipped = await activate(owner, SHIPPED);
    expect([
      await levels(before),
      await levels(during),
      await levels(shipped.effectiveFrom.toISOString()),
    ]).toEqual([['CASE', 'CASE'], byPolicy, ['CASE', 'CASE']]);
  });
});

describe('who can see', () => {
  const WHO = `query Who($c: ID!, $type: RecordType, $field: String, $category: String, $at: DateTime) {
    whoCanSee(caseId: $c, type: $type, field: $field, category: $category, at: $at) {
      level category policyVersion sectors { sector readers { role purposes proofs access rules conditions basis { id } } } } }`;

  interface Seen {
    readonly level: string;
    readonly sectors: {
      readonly sector: string;
      readonly readers: {
        role: string;
        purposes: string[];
        proofs: string[];
        access: string;
        rules: string[];
        conditions: string[];
      }[];
    }[];
  }

  const who = async (asker: Viewer, variables: Record<string, unknown>, id = caseId): Promise<Seen> => {
    const answer = await stage.hub.ask(asker, WHO, { c: id, ...variables });
    expect(answer.errors).toBeUndefined();
    return answer.data?.['whoCanSee'] as Seen;
  };

  const shared = async (): Promise<string> => {
    const { owner, viewers } = stage;
    const id = await openCaseOf(owner, viewers.police);
    await giveAccess(owner, id, coordinator, { scope: 'COORDINATION' });
    await giveAccess(owner, id, viewers.prosecution, { scope: 'LIAISON' });
    return id;
  };

  it('names to a coordinator the sectors that reach the case, with roles, purposes and rules', async () => {
    const seen = await who(coordinator, { type: 'RiskAssessment', field: 'level' }, await shared());
    expect(seen.level).toBe('CASE');
    expect(seen.sectors.map(({ sector }) => sector)).toEqual(['POLICE', 'PROSECUTION']);
    const prosecutor = seen.sectors[1]!.readers.find(
      ({ role, purposes }) => role === 'PROSECUTOR' && purposes.includes('PROSECUTION'),
    )!;
    expect(prosecutor).toMatchObject({ access: 'DEPENDS', proofs: ['PROVEN', 'ASSERTED'] });
    expect(prosecutor.rules.length).toBeGreaterThan(0);
    expect(prosecutor.conditions.join('; ')).toMatch(/tie (UNIT or )?NAMED/u);
    const all = seen.sectors[0]!.readers.map(({ role }) => role);
    // A signatory acts for the audit alone, which shows no content.
    const ofThePolice = [...stage.hub.policies.roles.values()].filter(
      ({ sectors, purposes }) => sectors.includes('POLICE') && purposes.includes('PROTECTION'),
    );
    expect(new Set(all)).toEqual(new Set(ofThePolice.map(({ id }) => id)));
  });

  it('asks for a grant in its own words, once', async () => {
    const seen = await who(coordinator, { category: 'health.findings' }, await shared());
    const conditions = seen.sectors[1]!.readers.flatMap((reader) => reader.conditions);
    const ends = new Set(conditions.map((text) => text.split(', ').at(-1)));
    expect(ends).toEqual(
      new Set([
        'a court order or statutory request in force for this category',
        'consent in force for this category',
      ]),
    );
  });

  it('names to an agency its own sector alone', async () => {
    const seen = await who(supervisor, { category: 'risk.level' }, await shared());
    expect(seen.sectors.map(({ sector }) => sector)).toEqual(['POLICE']);
  });

  it('does not tell a concealed agency from another of its sector', async () => {
    const { owner, viewers } = stage;
    const texts: string[] = [];
    for (const agency of [viewers.ngo, viewers.shelter]) {
      const id = await shared();
      await giveAccess(owner, id, agency, { scope: 'REFERRAL' });
      texts.push(JSON.stringify(await who(coordinator, { category: 'service.kind' }, id)));
    }
    expect(texts[0]).toContain('NGO');
    expect(texts[1]).toBe(texts[0]);
  });

  it('says of silent and forbidden categories what the policy says to every sector', async () => {
    const seen = await who(coordinator, { category: 'contact.phone' }, await shared());
    expect(seen.level).toBe('POLICY');
    expect(seen.sectors).toHaveLength(7);
    expect(seen).toEqual(await who(supervisor, { category: 'contact.phone' }));
  });

  it('wants a field or a category', async () => {
    for (const wrong of [
      {},
      { type: 'RiskAssessment' },
      { category: 'no.such' },
      { category: 'operation.case' },
      { category: 'risk.level', type: 'RiskAssessment', field: 'level' },
    ])
      expect([wrong, codes(await stage.hub.ask(coordinator, WHO, { c: caseId, ...wrong }))]).toEqual([
        wrong,
        ['SPONA_INVALID'],
      ]);
  });
});

import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../src/identity/viewer';
import { ask, type Answered, type Json } from '../proof/ask';
import { addPerson, assign, giveAccess, insertInto, makeOwn, openCaseOf } from '../support/facts';
import { openStage, type Stage } from '../support/stage';

/** A withheld value under another name, in another row, beside others, or by a name that resembles one that is allowed. */

let stage: Stage;
let advocate: Viewer;
/** Held by the police, whose number and incident's description the advocate does not read. */
let foreign: string;
/** Held by her own service. */
let own: string;

beforeAll(async () => {
  stage = await openStage();
  const { owner, viewers } = stage;
  advocate = viewers.ngo;
  foreign = await openCaseOf(owner, viewers.police);
  await giveAccess(owner, foreign, advocate, { scope: 'CONFERENCE', givenBy: viewers.police });
  await assign(owner, foreign, advocate);
  own = await openCaseOf(owner, advocate);
  for (const [caseId, custodian] of [
    [foreign, viewers.police],
    [own, advocate],
  ] as const) {
    const victim = await addPerson(owner, caseId, custodian, ['VICTIM'], {
      family_name: 'Kovač',
      phone: '+381 60 1',
    });
    await makeOwn(owner, caseId, victim, advocate);
    await insertInto(owner, 'incident', {
      case_id: caseId,
      custodian_id: custodian.agencyId,
      occurred_at: '2026-11-01T10:00:00Z',
      forms: ['PHYSICAL'],
      weapon: 'KNIFE',
      channel: 'VICTIM',
      description: 'Tajni opis.',
    });
  }
});
afterAll(() => stage.close());

const asked = (viewer: Viewer, source: string, variables: Json = {}): Promise<Answered> =>
  ask(stage.hub, viewer, source, variables);

describe('a withheld field', () => {
  test('is withheld under every alias, in fragments and beside itself, and is counted under its own name', async () => {
    const answer = await asked(
      advocate,
      `query Aliased($id: ID!) { case(id: $id) { reference id: reference status2: reference ...Number ... on Case { id2: reference }
         incidents { forms: description description kept: description } } same: case(id: $id) { ...Number } }
       fragment Number on Case { again: reference }`,
      { id: foreign },
    );
    expect(answer.errors).toBeUndefined();
    const nothing = { reference: null, id: null, status2: null, again: null, id2: null };
    expect(answer.data).toEqual({
      case: { ...nothing, incidents: [{ forms: null, description: null, kept: null }] },
      same: { again: null },
    });
    const withheld = answer.extensions?.['withheld'] as readonly { type: string; field: string }[];
    const names = withheld.map(({ type, field }) => `${type}.${field}`);
    expect(names).toEqual(['Case.reference', 'Incident.description']);
  });

  test('kills neither its record nor the records beside it: null with its reason, no error', async () => {
    const READ = `{ cases(first: 10, orderBy: { openedAt: ASC }) { edges { node { id reference status participants { familyName phone } } } } }`;
    const answer = await asked(advocate, READ);
    expect(answer.errors).toBeUndefined();
    const nodes = (answer.data?.['cases'] as { edges: { node: Json }[] }).edges.map(({ node }) => node);
    expect(nodes.map(({ id }) => id).sort()).toEqual([foreign, own].sort());
    // Of two rows of one list each is shown by its own facts, whichever comes first.
    for (const node of nodes)
      expect([node['id'], node['reference']]).toEqual([node['id'], node['id'] === own ? `K-${own}` : null]);
    for (const node of nodes) expect(node['participants']).toHaveLength(1);
    expect(answer.extensions?.['withheld']).toContainEqual(
      expect.objectContaining({ type: 'Case', field: 'reference', count: 1, code: 'SCOPE' }),
    );
  });
});

describe('a name', () => {
  const LIST = 'query List($filter: CaseFilter) { cases(filter: $filter) { totalCount } }';
  const teacher = (): Viewer => stage.viewers.education;
  const refusal = async (filter: Json): Promise<unknown> => {
    stage.hub.statements();
    const { data, errors } = await asked(teacher(), LIST, { filter });
    expect([filter, data ?? null, stage.hub.statements()]).toEqual([filter, null, []]);
    return errors?.[0]?.extensions['code'];
  };
  const nestings: readonly ((inner: Json) => Json)[] = [
    (inner) => inner,
    (inner) => ({ not: inner }),
    (inner) => ({ or: [{ status: 'OPEN' }, inner] }),
    (inner) => ({ and: [{ or: [{ not: { and: [inner] } }] }] }),
    (inner) => ({ not: { not: inner }, status: 'OPEN' }),
  ];

  test('is refused by its category at every depth, however deep', async () => {
    for (const nest of nestings) expect(await refusal(nest({ riskLevel: 'HIGH' }))).toBe('SPONA_ARGUMENT');
    // An allowed name at the same places is none of it.
    for (const nest of nestings)
      expect((await asked(teacher(), LIST, { filter: nest({ status: 'OPEN' }) })).errors).toBeUndefined();
  });

  test('is the whole of it: what ends, begins or is spelt like an allowed one, or every object has, is no name', async () => {
    const none = [
      'xriskLevel',
      'riskLevel2',
      'RiskLevel',
      'risklevel',
      'risk_level',
      'or2',
      'language',
      'riskLevel ',
    ];
    const inherited = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];
    for (const name of [...none, ...inherited])
      for (const nest of nestings)
        expect([name, await refusal(nest({ [name]: 'HIGH' }))]).toEqual([name, 'SPONA_INVALID']);
    const disguised = JSON.parse('{ "__proto__": { "riskLevel": "HIGH" } }') as Json;
    for (const nest of nestings) expect(await refusal(nest(disguised))).toBe('SPONA_INVALID');
  });

  test('is not passed by a default of a variable, a list of one, or an unused variable', async () => {
    for (const source of [
      'query Q($filter: CaseFilter = { riskLevel: HIGH }) { cases(filter: $filter) { totalCount } }',
      'query Q($l: RiskLevel = HIGH) { cases(filter: { or: { riskLevel: $l } }) { totalCount } }',
      'query Q { cases(filter: { or: [{ not: { riskLevel: null } }] }) { totalCount } }',
      'query Q($first: Int = 1) { viewer { sector } cases(first: $first, filter: { riskLevel: HIGH }) @skip(if: true) { totalCount } }',
    ]) {
      const { errors } = await asked(teacher(), source);
      expect([source, errors?.[0]?.extensions['code']]).toEqual([source, 'SPONA_ARGUMENT']);
    }
  });
});

test('what is recorded of a hidden person or record moves no version, order, count or time that others read', async () => {
  const { owner, viewers } = stage;
  const { police, socialWork } = viewers;
  const caseId = await openCaseOf(owner, police);
  await addPerson(owner, caseId, police, ['VICTIM'], { family_name: 'Kovač' });
  await giveAccess(owner, caseId, socialWork, { scope: 'LIAISON', givenBy: police });
  await assign(owner, caseId, socialWork);
  const READ = `query Read($id: ID!) { case(id: $id) { id version recordedAt participants { id version recordedAt } riskAssessments { id }
    history { version } } cases { totalCount edges { node { id version } } } }`;
  const read = async (): Promise<string> => JSON.stringify(await asked(socialWork, READ, { id: caseId }));
  const before = await read();
  const reporter = await addPerson(owner, caseId, police, ['PROTECTED_REPORTER'], { family_name: 'Tihi' });
  const answer = await asked(
    police,
    `mutation Add($c: ID!, $i: RiskAssessmentInput!) { addRiskAssessment(caseId: $c, input: $i) { id } }`,
    { c: caseId, i: { subjectId: reporter, assessedAt: '2026-11-01T11:00:00Z', level: 'HIGH', answers: [] } },
  );
  expect(answer.errors).toBeUndefined();
  await owner.query(`update participant set family_name = 'Tiši' where id = $1`, [reporter]);
  expect(await read()).toBe(before);
});

test('a former version that is withheld is counted by nobody: its record reads as one that was never corrected', async () => {
  const { owner, viewers } = stage;
  const { police, socialWork } = viewers;
  const caseId = await openCaseOf(owner, police);
  await giveAccess(owner, caseId, socialWork, { scope: 'LIAISON', givenBy: police });
  await assign(owner, caseId, socialWork);
  const change = async (source: string, variables: Json): Promise<string> => {
    const answer = await asked(police, source, variables);
    expect(answer.errors).toBeUndefined();
    return ((answer.data as Json)['made'] as { readonly id: string }).id;
  };
  const assess = (subjectId: string): Json => ({
    subjectId,
    assessedAt: '2026-11-01T11:00:00Z',
    level: 'HIGH',
    answers: [],
  });
  const add = (subjectId: string): Promise<string> =>
    change(
      'mutation Add($c: ID!, $i: RiskAssessmentInput!) { made: addRiskAssessment(caseId: $c, input: $i) { id } }',
      { c: caseId, i: assess(subjectId) },
    );
  const victim = await addPerson(owner, caseId, police, ['VICTIM']);
  const witness = await addPerson(owner, caseId, police, ['PROTECTED_REPORTER']);
  const hidden = await addPerson(owner, caseId, police, ['PROTECTED_REPORTER']);
  const recorded = await add(victim);
  const moved = await add(hidden);
  await change(
    'mutation Correct($id: ID!) { made: correctParticipant(id: $id, version: 1, input: { roles: [VICTIM] }) { id } }',
    { id: witness },
  );
  await change(
    'mutation Move($id: ID!, $i: RiskAssessmentInput!) { made: correctRiskAssessment(id: $id, version: 1, input: $i) { id } }',
    { id: moved, i: assess(victim) },
  );

  const read = async (viewer: Viewer): Promise<{ rows: ReadonlyMap<string, Json>; withheld: string }> => {
    const { data, extensions } = await asked(
      viewer,
      `query Read($id: ID!) { case(id: $id) { participants { id version roles history { version roles } }
         riskAssessments { id version level history { version level } } } }`,
      { id: caseId },
    );
    const found = (data as Json)['case'] as Readonly<Record<string, readonly Json[]>>;
    return {
      rows: new Map(
        [...found['participants']!, ...found['riskAssessments']!].map(({ id, ...rest }) => [
          String(id),
          rest,
        ]),
      ),
      withheld: JSON.stringify(extensions?.['withheld'] ?? []),
    };
  };
  const held = (await read(police)).rows;
  expect([witness, moved, victim, recorded].map((id) => held.get(id)?.['version'])).toEqual([2, 2, 1, 1]);
  expect([witness, moved].map((id) => held.get(id)?.['history'])).toMatchObject([
    [{ version: 1 }],
    [{ version: 1 }],
  ]);
  const { rows, withheld } = await read(socialWork);
  expect(rows.get(victim)).toEqual({ version: null, roles: ['VICTIM'], history: [] });
  expect(rows.get(witness)).toEqual(rows.get(victim));
  expect(rows.get(recorded)).toMatchObject({ version: null, history: [] });
  expect(rows.get(moved)).toEqual(rows.get(recorded));
  expect(withheld).not.toContain('version');
});

test('a person whom the viewer may not know is named in an input as one who is not there', async () => {
  const { owner, viewers } = stage;
  const { police, socialWork, ngo, health } = viewers;
  const caseId = await openCaseOf(owner, police);
  const victim = await addPerson(owner, caseId, police, ['VICTIM']);
  const hidden = await addPerson(owner, caseId, police, ['PROTECTED_REPORTER']);
  // Whose other role could be referred.
  const hiddenVictim = await addPerson(owner, caseId, police, ['VICTIM', 'REPORTER']);
  for (const other of [socialWork, health]) {
    await giveAccess(owner, caseId, other, { scope: 'LIAISON', givenBy: police });
    await assign(owner, caseId, other);
  }
  const refer = (subjectId: string): Promise<Answered> =>
    asked(
      socialWork,
      `mutation Refer($i: GiveScopeInput!) { giveScope(input: $i) { id access { scope } } }`,
      { i: { caseId, agencyId: ngo.agencyId, scope: 'REFERRAL', purposes: ['CARE'], days: 30, subjectId } },
    );
  const assess = (subjectId: string): Promise<Answered> =>
    asked(
      socialWork,
      `mutation Assess($c: ID!, $i: FamilyAssessmentInput!) { addFamilyAssessment(caseId: $c, input: $i) { id } }`,
      { c: caseId, i: { subjectId, assessedAt: '2026-11-01T11:00:00Z', findings: 'Kratko.' } },
    );
  const relate = (fromId: string): Promise<Answered> =>
    asked(
      socialWork,
      `mutation Relate($c: ID!, $i: RelationshipInput!) { addRelationship(caseId: $c, input: $i) { id } }`,
      { c: caseId, i: { fromId, toId: victim, code: 'SIBLING' } },
    );
  for (const attempt of [refer, assess, relate]) {
    const unknown = await attempt(randomUUID());
    expect(unknown.errors).toHaveLength(1);
    for (const person of [hidden, hiddenVictim]) expect(await attempt(person)).toEqual(unknown);
    if (attempt !== relate) expect((await attempt(victim)).errors).toBeUndefined();
  }
  const { rows } = await owner.query('select from participant_own where participant_id = any ($1)', [
    [hidden, hiddenVictim],
  ]);
  expect(rows).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import { getNamedType, isCompositeType, isRequiredArgument } from 'graphql';
import type { Viewer } from '../../src/identity/viewer';
import { ask as askHub } from '../proof/ask';
import { fullSelection } from '../proof/full-selection';
import { aimedMutations, type AimedMutation } from '../proof/mutations';
import { comparable } from '../proof/pools';
import { addPerson, assign, giveAccess, insertInto, lock, makeOwn, openCaseOf } from '../support/facts';
import { ask } from '../support/http';
import { addEveryRecord, shareCase } from '../support/records';
import { PERSONA_NAMES, type Persona } from '../support/region';
import { openStage, type Stage } from '../support/stage';
import { aimedQueries, type AimedQuery } from './support/aimed-queries';
import { by, openHttpStage, whole, type HttpStage } from './support/http-stage';
import { statementsOf } from './support/watch-statements';

/** That a case, a person or a record exists is told by nothing: no answer, error, count, order of errors, header, nor by the work done. */

describe('unknown, foreign and locked', () => {
  let stage: Stage;
  /** By type of record: one in a case that only others reach, and one in a case from which the viewer is locked. */
  let foreign: ReadonlyMap<string, string>;
  let locked: ReadonlyMap<string, string>;
  const strangers = ['otherPolice', 'shelter'] as const satisfies readonly Persona[];
  const lockedOut = [
    'police',
    'socialWork',
    'health',
    'prosecution',
    'court',
    'ngo',
    'policeSupervisor',
    'secondCoordinator',
  ] as const;
  /** A supervisor oversees: audit and explanations are for that purpose. */
  const viewerOf = (persona: Persona): Viewer =>
    persona === 'policeSupervisor'
      ? { ...stage.viewers.policeSupervisor, purpose: 'AUDIT' }
      : stage.viewers[persona];

  const furnished = async (): Promise<ReadonlyMap<string, string>> => {
    const { owner, region } = stage;
    const shared = await shareCase(owner, region);
    const made = await addEveryRecord(stage, shared);
    const incident = randomUUID();
    await insertInto(owner, 'incident', {
      id: incident,
      case_id: shared.id,
      custodian_id: region.viewers.police.agencyId,
      occurred_at: '2026-11-01T09:00:00Z',
      forms: ['PHYSICAL'],
      channel: 'VICTIM',
    });
    const relationship = randomUUID();
    await insertInto(owner, 'relationship', {
      id: relationship,
      case_id: shared.id,
      custodian_id: region.viewers.police.agencyId,
      from_id: shared.respondent,
      to_id: shared.victim,
      code: 'SPOUSE',
    });
    return new Map([
      ['Case', shared.id],
      ['Participant', shared.victim],
      ['Incident', incident],
      ['Relationship', relationship],
      ...[...made].map(([type, { id }]) => [type, id] as const),
    ]);
  };

  beforeAll(async () => {
    stage = await openStage();
    foreign = await furnished();
    locked = await furnished();
    for (const persona of lockedOut)
      await lock(stage.owner, locked.get('Case')!, stage.viewers[persona], stage.viewers.coordinator);
  }, 60_000);
  afterAll(() => stage.close());

  /** The answer and what the database was asked for it. */
  const told = async (viewer: Viewer, source: string, variables: object): Promise<string> => {
    let answer: unknown;
    const sent = await statementsOf(async () => {
      answer = await askHub(stage.hub, viewer, source, { ...variables });
    });
    return JSON.stringify({ answer, sent }, null, 1);
  };

  const secretOf = (persona: Persona, type: string): string => {
    const known = (lockedOut as readonly Persona[]).includes(persona) ? locked : foreign;
    return known.get(type) ?? known.get('Case')!;
  };

  /** Asks each about an id of nothing, and about a row that is there and not his. */
  const compare = async (
    persona: Persona,
    operations: readonly (AimedMutation | AimedQuery)[],
  ): Promise<void> => {
    const viewer = viewerOf(persona);
    for (const { name, source, aims, variables } of operations) {
      // Taken once beforehand: prepared statements and loaded types cost once a connection.
      await told(viewer, source, variables(randomUUID()));
      const unknown = await told(viewer, source, variables(randomUUID()));
      const hidden = await told(viewer, source, variables(secretOf(persona, aims)));
      expect([persona, name, hidden]).toEqual([persona, name, unknown]);
    }
  };

  test('queries by an id answer alike, byte by byte, after the same statements with the same rows', async () => {
    const queries = aimedQueries(stage.hub.schema, randomUUID());
    expect(queries.length).toBeGreaterThan(8);
    for (const persona of [...strangers, ...lockedOut]) await compare(persona, queries);
  }, 60_000);

  test('so do mutations, after the same statements', async () => {
    const mutations = aimedMutations(stage.hub.schema, randomUUID());
    expect(mutations.length).toBeGreaterThan(20);
    for (const persona of [...strangers, ...lockedOut]) await compare(persona, mutations);
  }, 90_000);

  test('lists and counts stay as they were when a case comes that is another’s, or from which the viewer is locked', async () => {
    const { hub, owner, viewers } = stage;
    const lists = Object.values(hub.schema.getQueryType()!.getFields())
      .filter(({ args }) => args.every((arg) => !isRequiredArgument(arg)))
      .map(
        ({ name, type }) =>
          `${name} ${isCompositeType(getNamedType(type)) ? fullSelection(hub.schema, getNamedType(type).name) : ''}`,
      );
    expect(lists.length).toBeGreaterThan(8);
    const asked = [
      viewers.otherPolice,
      viewers.ngo,
      { ...viewers.policeSupervisor, purpose: 'PROTECTION' },
      { ...viewers.policeSupervisor, purpose: 'AUDIT' },
    ] as const satisfies readonly Viewer[];
    const answers = async (): Promise<unknown[]> => {
      const all: unknown[] = [];
      for (const viewer of asked)
        for (const list of lists) {
          // Whoever asks for the audit finds there what he asked before.
          await owner.query('truncate disclosure');
          all.push([
            viewer.agencyCode,
            viewer.purpose,
            list,
            comparable(await askHub(hub, viewer, `{ ${list} }`)),
          ]);
        }
      return all;
    };
    const before = await answers();
    const caseId = await openCaseOf(owner, viewers.police);
    for (const locked of [viewers.policeSupervisor, viewers.ngo])
      await lock(owner, caseId, locked, viewers.coordinator);
    await giveAccess(owner, caseId, viewers.ngo, { scope: 'CONFERENCE', givenBy: viewers.police });
    expect(await answers()).toEqual(before);
  });

  test('an id of one kind finds nothing where another kind is asked for', async () => {
    const { hub, viewers } = stage;
    const police = viewers.police;
    const others = [...foreign].filter(([type]) => type !== 'RiskAssessment');
    for (const [type, id] of others) {
      const answer = await askHub(hub, police, 'query Q($id: ID!) { riskAssessment(id: $id) { id } }', {
        id,
      });
      expect([type, answer.data]).toEqual([type, { riskAssessment: null }]);
    }
    const found = 'query Q($id: ID!) { riskAssessment(id: $id) { id } case(id: $id) { id } }';
    expect((await askHub(hub, police, found, { id: foreign.get('RiskAssessment') })).data).toEqual({
      riskAssessment: { id: foreign.get('RiskAssessment') },
      case: null,
    });
  });

  test('ids tell neither an order nor a time', () => {
    for (const id of foreign.values())
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  });
});

describe('what is entered', () => {
  let stage: Stage;
  let open: (viewer: Viewer, input: object) => Promise<{ id: string | null; answer: string }>;
  beforeAll(async () => {
    stage = await openStage();
    open = async (viewer, input) => {
      const answer = await stage.hub.ask(
        viewer,
        `mutation Open($i: OpenCaseInput!) { openCase(input: $i) { id version status participants { id roles version }
          accesses: access { scope } } }`,
        { i: { reference: randomUUID(), openedAt: '2026-11-01T10:00:00Z', ...input } },
      );
      // Accesses of one instant stand in no order.
      const accesses = answer.data?.['openCase']?.accesses as { scope: string }[] | undefined;
      accesses?.sort((one, other) => one.scope.localeCompare(other.scope));
      let text = JSON.stringify(answer);
      const ids = [...text.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu)].map(([id]) => id);
      ids.forEach((id, place) => (text = text.replaceAll(id, `id ${String(place)}`)));
      return { id: (answer.data?.['openCase']?.id as string | undefined) ?? null, answer: text };
    };
  });
  afterAll(() => stage.close());

  const KNOWN = { identifierKind: 'PASSPORT', identifier: 'P1234567' } as const;
  const STRANGER = { identifierKind: 'PASSPORT', identifier: 'Q7654321' } as const;
  const person = (roles: readonly string[], identity: object): object => ({
    roles,
    givenName: 'Vida',
    familyName: 'Izmišljena',
    birthDate: '1990-01-01',
    ...identity,
  });

  /** All that is stored of a case and decides about it, but for the new one. */
  const stored = async (caseId: string): Promise<string> => {
    const { rows } = await stage.owner.query<{ all: string }>(
      `select jsonb_build_object('file', (select to_jsonb(c) from case_file c where c.id = $1),
        'people', (select jsonb_agg(p order by p.id) from participant p where p.case_id = $1),
        'access', (select jsonb_agg(a order by a.id) from case_access a where a.case_id = $1),
        'ties', (select jsonb_agg(t order by t.id) from case_tie t where t.case_id = $1),
        'locks', (select jsonb_agg(l order by l.id) from case_lock l where l.case_id = $1),
        'own', (select jsonb_agg(o order by o.participant_id) from participant_own o where o.case_id = $1))::text as all`,
      [caseId],
    );
    return rows[0]!.all;
  };

  test('a counter-case on a person of another case tells nothing, opens nothing and touches nothing', async () => {
    const { police, otherPolice } = stage.viewers;
    const first = await open(police, { participants: [person(['VICTIM'], KNOWN)] });
    expect(first.id).not.toBeNull();
    const before = await stored(first.id!);
    const counter = await open(otherPolice, { participants: [person(['RESPONDENT'], KNOWN)] });
    const control = await open(otherPolice, { participants: [person(['RESPONDENT'], STRANGER)] });
    expect(counter.answer).toBe(control.answer);
    expect(await stored(first.id!)).toBe(before);
    for (const [viewer, other] of [
      [otherPolice, first.id],
      [police, counter.id],
    ] as const)
      expect(
        (await stage.hub.ask(viewer, 'query Q($id: ID!) { case(id: $id) { id } }', { id: other })).data,
      ).toEqual({ case: null });
    expect(await stored(counter.id!)).not.toContain(first.id!);
  });

  test('a person who is victim here and respondent there, or both in one case, opens neither by the other', async () => {
    const { hub, owner, viewers } = stage;
    const { police, ngo } = viewers;
    const here = await openCaseOf(owner, police);
    const there = await openCaseOf(owner, police);
    const columns = { family_name: 'Kovač', birth_date: '1990-01-01' };
    const victim = await addPerson(owner, here, police, ['VICTIM'], columns);
    await addPerson(owner, there, police, ['RESPONDENT'], columns);
    const both = await addPerson(owner, here, police, ['VICTIM', 'RESPONDENT'], columns);
    await giveAccess(owner, here, ngo, { scope: 'REFERRAL', givenBy: police });
    await assign(owner, here, ngo);
    for (const client of [victim, both]) await makeOwn(owner, here, client, ngo);
    const READ = 'query Q($id: ID!) { case(id: $id) { participants { id roles familyName birthYear } } }';
    const people = ((await hub.ask(ngo, READ, { id: here })).data?.['case'].participants ?? []) as {
      id: string;
      familyName: string | null;
    }[];
    // Of somebody in two roles is shown what both may show: a service reads of its own clients, and of no respondent.
    const shown = (id: string): object => ({ id, roles: ['VICTIM'], familyName: 'Kovač', birthYear: 1990 });
    expect(people).toEqual([shown(victim)]);
    // It is the role alone that closes it: without that she is as the other.
    await owner.query(`update participant set roles = '{VICTIM}' where id = $1`, [both]);
    const alike = (await hub.ask(ngo, READ, { id: here })).data?.['case'].participants as unknown[];
    expect(alike).toHaveLength(2);
    expect(alike).toContainEqual(shown(both));
    expect((await hub.ask(ngo, READ, { id: there })).data).toEqual({ case: null });
    expect(
      JSON.stringify(await hub.ask(ngo, '{ cases { totalCount edges { node { id } } } }')),
    ).not.toContain(there);
  });

  test('numbers that are taken elsewhere are free here; one taken in the own agency is told alike to who is locked and who was never assigned', async () => {
    const { owner, viewers } = stage;
    const { police, policeSupervisor, otherPolice, coordinator } = viewers;
    const taken = await openCaseOf(owner, police);
    const number = `K-${taken}`;
    const input = { reference: number, participants: [person(['VICTIM'], STRANGER)] };
    expect((await open(otherPolice, input)).id).not.toBeNull();
    const officer: Viewer = { ...policeSupervisor, roles: ['COMPETENT_OFFICER'] };
    const unassigned = await open(officer, input);
    await lock(owner, taken, officer, coordinator);
    const locked = await open(officer, input);
    expect(unassigned.answer).toContain('SPONA_INVALID');
    expect(locked.answer).toBe(unassigned.answer);
    expect(locked.answer).not.toContain(number);
  });

  test('an entry tells nobody that the person works in an agency, though it locks: in the answer, by the statements, or on the case', async () => {
    const { hub, owner, viewers } = stage;
    const { police, court } = viewers;
    const officer = async (identifier: string): Promise<string> => {
      const caseId = await openCaseOf(owner, police);
      const answers: unknown[] = [];
      const sent = await statementsOf(async () => {
        for (const [source, variables] of [
          [
            'mutation Add($c: ID!, $i: ParticipantInput!) { addParticipant(caseId: $c, input: $i) { roles version familyName } }',
            { c: caseId, i: person(['VICTIM'], { identifierKind: 'PASSPORT', identifier }) },
          ],
          [
            'query Read($c: ID!) { case(id: $c) { version participants { version roles } access { scope } assignments { endsAt } } }',
            { c: caseId },
          ],
        ] as const)
          answers.push(await hub.ask(police, source, variables));
      });
      const texts = sent.map(([text, outcome]) => [text.replaceAll(/'[^']*'/gu, ''), outcome]);
      return JSON.stringify([answers, texts]).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'time');
    };
    await officer('R1000000');
    const control = await officer('R2000000');
    const { rows } = await owner.query<{ index: string }>(
      `select identifier_index as index from participant where identifier = 'R1000000' limit 1`,
    );
    await owner.query('update staff set identifier_index = $2 where id = $1', [
      court.staffId,
      rows[0]!.index,
    ]);
    expect(await officer('R1000000')).toBe(control);
    const locks = await owner.query('select from case_lock where staff_id = $1', [court.staffId]);
    expect(locks.rowCount).toBe(2);
  });

  test('a colleague who is locked is assigned and locked again as any other: neither tells of the lock', async () => {
    const { hub, owner, viewers } = stage;
    const { police, policeSupervisor, coordinator } = viewers;
    const supervisor = policeSupervisor;
    const outcome = async (locked: boolean): Promise<string> => {
      const caseId = await openCaseOf(owner, police);
      const { rows } = await owner.query<{ id: string }>(
        `insert into staff (agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, 'Colleague', 'demo', $3, $4) returning id`,
        [police.agencyId, police.unitId, randomUUID(), ['POLICE_LIAISON']],
      );
      const colleague = { ...police, staffId: rows[0]!.id };
      if (locked) await lock(owner, caseId, colleague, coordinator);
      const answers: unknown[] = [];
      for (const source of [
        'mutation A($c: ID!, $s: ID!) { assignCase(caseId: $c, staffId: $s) }',
        'mutation L($c: ID!, $s: ID!) { lockStaff(caseId: $c, staffId: $s, reason: "a relative of the family") }',
      ])
        answers.push(await hub.ask(supervisor, source, { c: caseId, s: colleague.staffId }));
      answers.push(
        await hub.ask(police, 'query Q($id: ID!) { case(id: $id) { assignments { id } } }', { id: caseId }),
      );
      return JSON.stringify(answers).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, 'id');
    };
    const free = await outcome(false);
    expect(await outcome(true)).toBe(free);
  });
});

describe('over HTTP', () => {
  let stage: HttpStage;
  beforeAll(async () => {
    stage = await openHttpStage();
  });
  afterAll(() => stage.close());

  const READ = `query Read($id: ID!, $risk: ID!) { first: case(id: $id) { id reference } second: riskAssessment(id: $risk) { level } third: cases(first: 5, filter: { or: [{ reference: "K" }, { not: { status: OPEN } }] }) { totalCount } }`;
  const WRITE = `mutation Write($id: ID!, $i: IncidentInput!) { one: closeCase(id: $id, version: 1) { id }
    two: reportIncident(caseId: $id, input: $i) { id } }`;
  const INCIDENT = { occurredAt: '2026-11-01T10:00:00Z', forms: ['VERBAL'], channel: 'VICTIM' };

  test('status, headers, extensions and the order of errors are the same for a stranger, unknown, foreign, ended and locked', async () => {
    const { owner, viewers } = stage;
    const { police, otherPolice, coordinator } = viewers;
    const foreign = await openCaseOf(owner, police);
    const ended = await openCaseOf(owner, police);
    await giveAccess(owner, ended, otherPolice, {
      scope: 'LIAISON',
      givenBy: police,
      startsAt: `now() - interval '9 days'`,
      endsAt: `now() - interval '1 day'`,
    });
    await assign(owner, ended, otherPolice);
    const locked = await openCaseOf(owner, otherPolice);
    await lock(owner, locked, otherPolice, coordinator);
    const asker = by(stage, 'otherPolice');
    const reads: string[] = [];
    const writes: string[] = [];
    for (const id of [randomUUID(), foreign, ended, locked]) {
      reads.push(whole(await ask(stage, asker, READ, { id, risk: id })));
      writes.push(whole(await ask(stage, asker, WRITE, { id, i: INCIDENT })));
    }
    expect(new Set(reads).size).toBe(1);
    expect(reads[0]).toContain(
      String.raw`\"data\":{\"first\":null,\"second\":null,\"third\":{\"totalCount\":0}}`,
    );
    expect(new Set(writes).size).toBe(1);
    expect(writes[0]).toMatch(/SPONA_NOT_FOUND.*one.*SPONA_NOT_FOUND.*two/);
  });

  test('nothing of an id, a name or a number that was asked for is in the log', () => {
    const text = stage.log.join('\n');
    expect(stage.log.length).toBeGreaterThan(5);
    for (const persona of PERSONA_NAMES) expect(text).not.toContain(stage.viewers[persona].staffId!);
    expect(text).not.toMatch(/K-[0-9a-f]{8}/u);
  });
});

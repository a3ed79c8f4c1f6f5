import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { openOwner } from '../support/database';
import type { Viewer } from '../../src/identity/viewer';
import { verdictOf } from '../../src/errors/verdict';
import { addPerson, assign, giveAccess, lock, openCaseOf, unlock } from '../support/facts';
import type { Answer, TestHub } from '../support/hub';
import type { Region } from '../support/region';
import { openStage, type Stage } from '../support/stage';

let stage: Stage;
let owner: Client;
let hub: TestHub;
let region: Region;

beforeAll(async () => {
  stage = await openStage();
  ({ owner, hub, region } = stage);
});
afterAll(() => stage.close());

const OPEN = `mutation Open($input: OpenCaseInput!) { made: openCase(input: $input) { id version reference status } }`;

const caseInput = (reference: string = randomUUID()): Record<string, unknown> => ({
  reference,
  openedAt: '2026-11-01T10:00:00Z',
  participants: [{ roles: ['VICTIM'], familyName: 'Kovač' }],
});

const open = (viewer: Viewer, input: Record<string, unknown>, idempotencyKey: string): Promise<Answer> =>
  hub.ask(viewer, OPEN, { input }, { idempotencyKey });

const codes = (answer: Answer): string[] => (answer.errors ?? []).map(({ code }) => code);

/** The code of what an operation throws or answers. */
const codeOf = async (operation: Promise<Answer>): Promise<string | undefined> => {
  try {
    return codes(await operation)[0];
  } catch (error) {
    return verdictOf(error).code;
  }
};

const count = async (table: string): Promise<number> => {
  const { rows } = await owner.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]!.count;
};

describe('a repeat with the same Idempotency-Key', () => {
  it('makes nothing, and reads what the first made anew', async () => {
    const key = randomUUID();
    const input = caseInput();
    const first = await open(region.viewers.police, input, key);
    const { id } = first.data?.['made'] as { id: string };
    const before = await count('case_file');
    expect(await open(region.viewers.police, input, key)).toEqual(first);
    await hub.ask(region.viewers.police, 'mutation ($id: ID!) { closeCase(id: $id, version: 1) { id } }', {
      id,
    });
    const later = await open(region.viewers.police, input, key);
    expect(later.data).toEqual({ made: { ...first.data?.['made'], version: 2, status: 'CLOSED' } });
    expect(await count('case_file')).toBe(before);
  });

  it('takes the same variables in another order as the same', async () => {
    const key = randomUUID();
    const { police } = region.viewers;
    const input = caseInput();
    const first = await open(police, input, key);
    const reversed = Object.fromEntries(Object.entries(input).reverse());
    expect(await open(police, reversed, key)).toEqual(first);
  });

  it('is answered as the present viewer: who no longer reaches the result does not read it', async () => {
    const key = randomUUID();
    const { police, coordinator } = region.viewers;
    const input = caseInput();
    const { id } = (await open(police, input, key)).data?.['made'] as { id: string };
    await lock(owner, id, police, coordinator);
    expect(await codeOf(open(police, input, key))).toBe('SPONA_NOT_FOUND');
    await unlock(owner, id, police);
    expect((await open(police, input, key)).errors).toBeUndefined();
  });

  it('is recorded as the operation that it is', async () => {
    const key = randomUUID();
    const input = caseInput();
    await open(region.viewers.police, input, key);
    const before = await count('disclosure');
    await open(region.viewers.police, input, key);
    expect(await count('disclosure')).toBe(before + 1);
  });

  it('with other content is refused, and changes nothing', async () => {
    const key = randomUUID();
    const { police } = region.viewers;
    const input = caseInput();
    const { id } = (await open(police, input, key)).data?.['made'] as { id: string };
    const before = await count('case_file');
    const others: Promise<Answer>[] = [
      open(police, caseInput(), key),
      hub.ask(police, OPEN.replace('version', 'openedAt'), { input }, { idempotencyKey: key }),
      hub.ask(
        police,
        'mutation ($id: ID!) { closeCase(id: $id, version: 1) { id } }',
        { id },
        { idempotencyKey: key },
      ),
    ];
    for (const other of others) expect(await codeOf(other)).toBe('SPONA_IDEMPOTENCY');
    expect(await count('case_file')).toBe(before);
  });

  it('takes two operations of one document for two requests', async () => {
    const key = randomUUID();
    const { police } = region.viewers;
    const document = `${OPEN} mutation Other($input: OpenCaseInput!) { made: openCase(input: $input) { id } }`;
    const variables = { input: caseInput() };
    const first = await hub.ask(police, document, variables, { idempotencyKey: key, operationName: 'Open' });
    expect(first.errors).toBeUndefined();
    expect(
      await codeOf(hub.ask(police, document, variables, { idempotencyKey: key, operationName: 'Other' })),
    ).toBe('SPONA_IDEMPOTENCY');
  });

  it('keeps the result’s id and hashes alone', async () => {
    const key = 'a key with the name Kovač';
    await open(region.viewers.police, caseInput('REF-KOVAČ'), key);
    const { rows } = await owner.query<{ text: string }>(
      "select string_agg(to_jsonb(i)::text, e'\\n') as text from idempotency i",
    );
    expect(rows[0]!.text).not.toMatch(/kovač/i);
  });
});

describe('a key', () => {
  it('has a space of its own for each staff member, client and purpose', async () => {
    const key = randomUUID();
    const { police, policeSupervisor, otherPolice } = region.viewers;
    const { rows } = await owner.query<{ id: string }>(
      `insert into client (agency_id, name, issuer, client_id, purposes) values ($1, 'System', 'demo', 'c-1', '{PROTECTION}') returning id`,
      [police.agencyId],
    );
    const viewers: Viewer[] = [
      police,
      policeSupervisor,
      otherPolice,
      { ...police, purpose: 'INVESTIGATION' },
      { ...police, clientId: rows[0]!.id, proof: 'ASSERTED' },
    ];
    const ids = new Set<string>();
    for (const viewer of viewers) {
      const answer = await open(viewer, caseInput(), key);
      expect(answer.errors).toBeUndefined();
      ids.add(String(answer.data?.['made'].id));
    }
    expect(ids.size).toBe(viewers.length);
  });

  it('is free again after a request that failed', async () => {
    const key = randomUUID();
    const { police } = region.viewers;
    const used = caseInput();
    await open(police, used, randomUUID());
    expect(await codeOf(open(police, used, key))).toBe('SPONA_INVALID');
    expect(await codeOf(open(police, { ...caseInput(), municipalityCode: 'none' }, key))).toBe(
      'SPONA_INVALID',
    );
    const { rows } = await owner.query('select from idempotency where result_id is null');
    expect(rows).toEqual([]);
    const input = caseInput();
    const answer = await open(police, input, key);
    expect(answer.errors).toBeUndefined();
    expect(await open(police, input, key)).toEqual(answer);
  });

  it('serves one root field: more than one, or a fragment, is invalid', async () => {
    const { police } = region.viewers;
    const before = await count('case_file');
    const documents = [
      `mutation ($a: OpenCaseInput!, $b: OpenCaseInput!) { a: openCase(input: $a) { id } b: openCase(input: $b) { id } }`,
      `mutation ($a: OpenCaseInput!) { ...F } fragment F on Mutation { openCase(input: $a) { id } }`,
      `mutation ($a: OpenCaseInput!) { ... on Mutation { openCase(input: $a) { id } } }`,
    ];
    for (const [index, document] of documents.entries()) {
      const variables = { a: caseInput(), ...(index === 0 ? { b: caseInput() } : {}) };
      expect(await codeOf(hub.ask(police, document, variables, { idempotencyKey: randomUUID() }))).toBe(
        'SPONA_INVALID',
      );
    }
    expect(await count('case_file')).toBe(before);
    const both = await hub.ask(police, documents[0]!, { a: caseInput(), b: caseInput() });
    expect(both.errors).toBeUndefined();
  });

  it('means nothing to a query', async () => {
    const key = randomUUID();
    const before = await count('idempotency');
    for (const document of ['{ viewer { staffId } }', '{ viewer { name } }']) {
      expect(
        (await hub.ask(region.viewers.police, document, {}, { idempotencyKey: key })).errors,
      ).toBeUndefined();
    }
    expect(await count('idempotency')).toBe(before);
  });
});

describe('two requests at once with one key', () => {
  it('make one record, and both answer it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const key = randomUUID();
      const input = caseInput();
      const before = await count('case_file');
      const answers = await Promise.all([1, 2, 3].map(() => open(region.viewers.police, input, key)));
      expect(await count('case_file')).toBe(before + 1);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(answers[0]!.errors).toBeUndefined();
    }
  });

  it('answer alike where the second began before the first and waited for it', async () => {
    const key = randomUUID();
    const input = caseInput();
    const { police } = region.viewers;
    // The second request's transaction begins, and is held before its first statement by a lock on the table of keys.
    const gate = await openOwner(stage.database);
    await gate.query('begin');
    await gate.query('lock table idempotency in access exclusive mode');
    const early = open(police, input, key);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const late = open(police, input, key);
    await new Promise((resolve) => setTimeout(resolve, 70));
    await gate.query('commit');
    await gate.end();
    const [one, other] = await Promise.all([early, late]);
    expect(one.errors).toBeUndefined();
    expect(other).toEqual(one);
  });

  it('begins anew where the first began later: what that one made lies in this one’s future', async () => {
    const key = randomUUID();
    const input = caseInput();
    const { police } = region.viewers;
    const first = await open(police, input, key);
    const { id } = first.data?.['made'] as { id: string };
    // As if the first had begun a moment after the repeat: its times lie ahead.
    const ahead = new Date(Date.now() + 200);
    await owner.query('update idempotency set created_at = $2 where result_id = $1', [id, ahead]);
    await owner.query('update case_access set starts_at = $2 where case_id = $1', [id, ahead]);
    await owner.query('update case_tie set starts_at = $2 where case_id = $1', [id, ahead]);
    expect(await open(police, input, key)).toEqual(first);
  });
});

describe('a change that answers true', () => {
  it('is made once as well', async () => {
    const { police, policeSupervisor, coordinator, secondCoordinator, prosecution } = region.viewers;
    const caseId = await openCaseOf(owner, police);
    const person = await addPerson(owner, caseId, police, ['VICTIM']);
    await giveAccess(owner, caseId, coordinator, { scope: 'COORDINATION', givenBy: police });
    const tie = await assign(owner, caseId, policeSupervisor);
    const access = await giveAccess(owner, caseId, prosecution, { scope: 'LIAISON', givenBy: police });
    const changes: [Viewer, string, Record<string, unknown>][] = [
      [policeSupervisor, 'mutation ($id: ID!) { done: endAssignment(id: $id) }', { id: tie }],
      [
        policeSupervisor,
        'mutation ($c: ID!, $s: ID!) { done: assignCase(caseId: $c, staffId: $s) }',
        { c: caseId, s: policeSupervisor.staffId },
      ],
      [
        coordinator,
        'mutation ($c: ID!, $s: ID!) { done: lockStaff(caseId: $c, staffId: $s, reason: "kin") }',
        { c: caseId, s: prosecution.staffId },
      ],
      [
        secondCoordinator,
        'mutation ($c: ID!, $s: ID!) { done: unlockStaff(caseId: $c, staffId: $s) }',
        { c: caseId, s: prosecution.staffId },
      ],
      [
        police,
        `mutation ($id: ID!, $a: ID!) { done: deliverRecord(type: Participant, id: $id, agencyId: $a, kind: DELIVERED) }`,
        { id: person, a: prosecution.agencyId },
      ],
      [
        police,
        'mutation ($c: ID!, $a: ID!) { done: endScope(caseId: $c, id: $a) { id } }',
        { c: caseId, a: access },
      ],
    ];
    for (const [viewer, document, variables] of changes) {
      const idempotencyKey = randomUUID();
      const first = await hub.ask(viewer, document, variables, { idempotencyKey });
      expect(first).toEqual({ data: { done: document.includes('endScope') ? { id: caseId } : true } });
      expect(await hub.ask(viewer, document, variables, { idempotencyKey })).toEqual(first);
    }
  });
});

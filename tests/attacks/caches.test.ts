import { randomUUID } from 'node:crypto';
import type { AuditedEntry } from '../../src/casework/audit/entry';
import { assign, giveAccess, openCaseOf } from '../support/facts';
import { codes, post, type HttpAnswer } from '../support/http';
import type { Persona } from '../support/region';
import { by, openHttpStage, whole, type HttpStage } from './support/http-stage';

/**
 * One text, two operations: whatever is kept by the text (the parsed and validated document, its hash, guarded schemas, statements) must
 * not serve one operation, viewer or variable with what belongs to another, in either order, first and repeated.
 */

let stage: HttpStage;
let caseId: string;
let second: string;

beforeAll(async () => {
  stage = await openHttpStage();
  const { owner, viewers } = stage;
  const { police, ngo } = viewers;
  caseId = await openCaseOf(owner, police);
  second = await openCaseOf(owner, police);
  await giveAccess(owner, caseId, ngo, { scope: 'CONFERENCE', givenBy: police });
  await assign(owner, caseId, ngo);
});
afterAll(() => stage.close());

const run = (
  persona: Persona,
  query: string,
  operationName: string | undefined,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> =>
  post(
    stage,
    { ...by(stage, persona), headers },
    { query, variables, ...(operationName === undefined ? {} : { operationName }) },
  );

const NUMBER = 'query Number($id: ID!) { case(id: $id) { reference } }';
const STATUS = 'query Status($id: ID!) { case(id: $id) { status } }';
/** A text that no cache has met: names of operations count, spaces do not change what is asked. */
const fresh = (...parts: readonly string[]): string => parts.join(`\n# ${randomUUID()}\n`);

const ORDERS = [
  ['Number', 'Status'],
  ['Status', 'Number'],
] as const;

describe.each(ORDERS)('%s, then %s, of one text', (first, then) => {
  const sequence = [first, then, first, then] as const;

  test('each answers what it asks, for every viewer, as when it stands alone', async () => {
    const alone = async (persona: Persona, name: string): Promise<string> =>
      whole(await run(persona, fresh(name === 'Number' ? NUMBER : STATUS), undefined, { id: caseId }));
    const text = fresh(NUMBER, STATUS);
    for (const persona of ['police', 'ngo', 'otherPolice', 'police'] as const)
      for (const name of sequence)
        expect([persona, name, whole(await run(persona, text, name, { id: caseId }))]).toEqual([
          persona,
          name,
          await alone(persona, name),
        ]);
  });

  test('the record of each names its operation and what that one disclosed', async () => {
    const text = fresh(NUMBER, STATUS);
    for (const name of sequence) {
      const answer = await run('police', text, name, { id: caseId });
      const { rows } = await stage.owner.query<{ operation: string; entries: AuditedEntry[] }>(
        'select operation, disclosure_entries(entries) as entries from disclosure where request_id = $1',
        [answer.headers.get('x-request-id')],
      );
      expect(rows.map(({ operation }) => operation)).toEqual([name]);
      const categories = rows[0]!.entries.flatMap(({ disclosed }) => disclosed.map(([category]) => category));
      expect(categories).toContain(name === 'Number' ? 'case.reference' : 'case.status');
      expect(categories).not.toContain(name === 'Number' ? 'case.status' : 'case.reference');
    }
  });
});

test('no operation is chosen for a client that names none, or one that is not there', async () => {
  const text = fresh(NUMBER, STATUS);
  for (const round of [1, 2]) {
    for (const name of [undefined, '', 'number', 'Other'])
      expect([round, name, codes(await run('police', text, name, { id: caseId }))]).toEqual([
        round,
        name,
        ['SPONA_VALIDATION'],
      ]);
    expect((await run('police', text, 'Number', { id: caseId })).status).toBe(200);
  }
});

const CHEAP = 'query Cheap { viewer { sector } }';
const page =
  'edges { node { participants { history { version roles } } incidents { history { version weapon } } } }';
const DEAR = `query Dear { a: cases(first: 100) { ${page} } b: cases(first: 100) { ${page} } }`;

test.each([[['Cheap', 'Dear', 'Cheap', 'Dear']], [['Dear', 'Cheap', 'Dear', 'Cheap']]])(
  'a cheap operation lets no dear one beside it pass, nor does that stop it: %j',
  async (sequence) => {
    const text = fresh(CHEAP, DEAR);
    for (const name of sequence) {
      const answer = await run('police', text, name);
      if (name === 'Cheap') expect(answer.body.data?.['viewer']).toEqual({ sector: 'POLICE' });
      else expect([answer.status, codes(answer)]).toEqual([400, ['SPONA_LIMIT']]);
    }
  },
);

test.each([[['Fine', 'Guess']], [['Guess', 'Fine']]])(
  'a filter that is refused stays refused beside one that is not: %j',
  async (sequence) => {
    const text = fresh(
      'query Fine { viewer { sector } }',
      'query Guess($l: RiskLevel) { cases(filter: { not: { riskLevel: $l } }) { totalCount } }',
    );
    for (const name of [...sequence, ...sequence]) {
      const answer = await run('education', text, name, { l: 'HIGH' });
      if (name === 'Guess') expect(codes(answer)).toEqual(['SPONA_ARGUMENT']);
      const police = await run('police', text, name, { l: 'HIGH' });
      expect(police.body.errors).toBeUndefined();
    }
  },
);

test.each([[['Read', 'Write']], [['Write', 'Read']]])(
  'a query beside a mutation writes nothing, whatever its key: %j',
  async (sequence) => {
    const text = fresh(
      'query Read($id: ID!) { case(id: $id) { id } }',
      `mutation Write($id: ID!) { reportIncident(caseId: $id, input: { occurredAt: "2026-11-01T10:00:00Z", forms: [VERBAL], channel: VICTIM }) { id } }`,
    );
    const count = async (): Promise<number> =>
      (await stage.owner.query('select from incident where case_id = $1', [second])).rowCount ?? 0;
    const key = { 'idempotency-key': randomUUID() };
    const before = await count();
    for (const name of [...sequence, ...sequence])
      expect((await run('police', text, name, { id: second }, key)).body.errors).toBeUndefined();
    expect(await count()).toBe(before + 1);
  },
);

test('one decision serves no second field: of two like ones in an operation each is decided by its own arguments', async () => {
  const { owner, viewers } = stage;
  const foreign = await openCaseOf(owner, viewers.otherPolice);
  const TWO = 'query Two($a: ID!, $b: ID!) { a: case(id: $a) { reference } b: case(id: $b) { reference } }';
  for (const round of [1, 2]) {
    const own = { reference: `K-${caseId}` };
    expect([round, (await run('police', TWO, 'Two', { a: caseId, b: foreign })).body.data]).toEqual([
      round,
      { a: own, b: null },
    ]);
    expect((await run('police', TWO, 'Two', { a: foreign, b: caseId })).body.data).toEqual({
      a: null,
      b: own,
    });
  }
  const CLOSE = `mutation Close($a: ID!, $b: ID!) { a: closeCase(id: $a, version: 1) { status } b: closeCase(id: $b, version: 1) { status } }`;
  const paths = async (a: string, b: string): Promise<unknown> =>
    (
      (await run('police', CLOSE, 'Close', { a, b })).body.errors as readonly { path?: unknown }[] | undefined
    )?.map(({ path }) => path);
  expect(await paths(second, foreign)).toEqual([['b']]);
  expect(await paths(foreign, second)).toEqual([['a']]);
  // Nothing of either was kept.
  const { rows } = await owner.query('select status from case_file where id = any ($1)', [[second, foreign]]);
  expect(rows).toEqual([{ status: 'OPEN' }, { status: 'OPEN' }]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { startTestHub, type TestHub } from '../support/hub';
import type { Persona } from '../support/region';
import { CASES, createFixture, idOf } from './fixture';

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
let viewers: Readonly<Record<Persona, Viewer>>;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  viewers = await createFixture(owner);
  hub = await startTestHub(database);
});
afterAll(async () => {
  await hub.close();
  await owner.end();
  await dropDatabase(database);
});

const file = (name: string): string => readFileSync(join(__dirname, `${name}.graphql`), 'utf8');
const CASE_FILE = file('case-file');
const ALL_FIELDS = CASE_FILE.slice(
  CASE_FILE.indexOf('{', CASE_FILE.indexOf('case(')),
  CASE_FILE.lastIndexOf('}'),
);
/** The whole case file, and the history of every row, for each case of the page. */
const PAGE = `query Page($first: Int!) { cases(first: $first, orderBy: { openedAt: ASC }) { totalCount edges { node ${ALL_FIELDS} } } }`;
const HISTORIES = `query Histories($first: Int!) { cases(first: $first) { edges { node {
  access { scope } assignments { staffName }
  incidents { history { weapon } } riskAssessments { history { level } recipients { kind } subject { roles } }
} } } }`;

const count = async (
  persona: Persona,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<number> => {
  hub.statements();
  const answer = await hub.ask(viewers[persona], document, variables);
  expect(answer).not.toHaveProperty('errors');
  return hub.statements().length;
};

/** Case, participants, relationships, incidents, the eight kinds of records and their recipients; a page has its count besides. */
const CASE_FILE_STATEMENTS = 13;

describe('the number of statements does not grow', () => {
  test.each([
    ['police', CASE_FILE_STATEMENTS + 1],
    ['prosecution', CASE_FILE_STATEMENTS + 1],
    ['socialWork', CASE_FILE_STATEMENTS], // to whom an assessment went is withheld, and not read
  ] as const)('with the cases of a page, for %s', async (persona, statements) => {
    const one = await count(persona, PAGE, { first: 1 });
    const twenty = await count(persona, PAGE, { first: CASES });
    expect(one).toBe(statements);
    expect(twenty).toBe(one);
  });

  test('with the cases whose former versions, accesses and deliveries are read', async () => {
    const one = await count('police', HISTORIES, { first: 1 });
    expect(await count('police', HISTORIES, { first: CASES })).toBe(one);
    // page, accesses, assignments, incidents, assessments, their histories, recipients, participants
    expect(one).toBe(9);
  });

  test('with the records of a case', async () => {
    const variables = { id: idOf('case', 1) };
    const before = await count('police', CASE_FILE, variables);
    expect(before).toBe(CASE_FILE_STATEMENTS);
    const more = { c: idOf('case', 1), s: idOf('participant', 1, 1) };
    for (let number = 0; number < 10; number += 1) {
      await owner.query(
        `insert into police_risk_assessment (case_id, custodian_id, subject_id, assessed_at, level, answers)
         values ($1, $2, $3, now(), 'LOW', '{}')`,
        [more.c, viewers.police.agencyId, more.s],
      );
      await owner.query(
        `insert into incident (case_id, custodian_id, occurred_at, forms, channel) values ($1, $2, now(), '{VERBAL}', 'VICTIM')`,
        [more.c, viewers.police.agencyId],
      );
      await owner.query(
        `insert into participant (case_id, custodian_id, roles) values ($1, $2, '{WITNESS}')`,
        [more.c, viewers.police.agencyId],
      );
    }
    const answer = await hub.ask(viewers.police, CASE_FILE, variables);
    expect(answer.data?.['case']).toMatchObject({
      riskAssessments: { length: 11 },
      incidents: { length: 11 },
    });
    expect(await count('police', CASE_FILE, variables)).toBe(before);
  });

  test('with the conditions of a filter, or with what a viewer may not see', async () => {
    const list = `query List($filter: CaseFilter) { cases(first: 20, filter: $filter) { edges { node { id } } } }`;
    const filter = { or: [{ form: 'CYBER' }, { not: { riskLevel: 'LOW' } }, { and: [{ weapon: 'KNIFE' }] }] };
    expect(await count('police', list, { filter: null })).toBe(1);
    expect(await count('police', list, { filter })).toBe(1);
    expect(await count('otherPolice', PAGE, { first: CASES })).toBeLessThanOrEqual(CASE_FILE_STATEMENTS + 1);
  });
});

test('one record by its id is one statement, and its person one more', async () => {
  expect(
    await count('police', 'query One($id: ID!) { riskAssessment(id: $id) { level } }', {
      id: idOf('risk', 2, 1),
    }),
  ).toBe(1);
  expect(await count('police', file('risk-assessment'), { id: idOf('risk', 2, 1) })).toBe(3);
});

test('pages of every size put together are the whole list, without a gap and without a double', async () => {
  const list = `query List($first: Int!, $after: String) { cases(first: $first, after: $after) {
    edges { node { reference } } pageInfo { hasNextPage endCursor } } }`;
  interface Page {
    readonly edges: readonly { readonly node: { readonly reference: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  }
  for (const first of [1, 7, CASES]) {
    const found: string[] = [];
    let after: string | null = null;
    let more = true;
    while (more) {
      const { data } = await hub.ask(viewers.prosecution, list, { first, after });
      const page = data?.['cases'] as Page;
      found.push(...page.edges.map(({ node }) => node.reference));
      ({ hasNextPage: more, endCursor: after } = page.pageInfo);
    }
    expect(found).toEqual(
      Array.from({ length: CASES }, (_, index) => `PS-1/${String(CASES - index).padStart(2, '0')}`),
    );
  }
});

describe('a cursor', () => {
  const list = `query List($after: String, $filter: CaseFilter) { cases(first: 2, after: $after, filter: $filter) { pageInfo { endCursor } } }`;
  const refused = async (viewer: Viewer, variables: Readonly<Record<string, unknown>>): Promise<unknown> =>
    (await hub.ask(viewer, list, variables)).errors?.map(({ code }) => code);

  test('opens nothing for another viewer, purpose or filter, nor when it is changed', async () => {
    const { police, prosecution } = viewers;
    const { data } = await hub.ask(police, list);
    const { endCursor: after } = (data?.['cases'] as { pageInfo: { endCursor: string } }).pageInfo;
    expect(await refused(police, { after })).toBeUndefined();
    expect(await refused(prosecution, { after })).toEqual(['SPONA_CURSOR']);
    expect(await refused({ ...police, purpose: 'INVESTIGATION' }, { after })).toEqual(['SPONA_CURSOR']);
    expect(await refused(police, { after, filter: { status: 'OPEN' } })).toEqual(['SPONA_CURSOR']);
    const changed = `${after.startsWith('A') ? 'B' : 'A'}${after.slice(1)}`;
    expect(await refused(police, { after: changed })).toEqual(['SPONA_CURSOR']);
    expect(await refused(police, { after: 'no cursor' })).toEqual(['SPONA_CURSOR']);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSchema, getOperationAST, Kind, parse } from 'graphql';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { packageRoot } from '../../src/lib/root';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { startTestHub, type Answer, type TestHub } from '../support/hub';
import { expectSidecar, printJson, printStatements } from '../support/snapshots';
import { mandateId } from './mandate-rows';
import { CASES, createFixture, idOf, type Asker } from './fixture';

type Viewers = Readonly<Record<Asker, Viewer>>;

interface Query {
  readonly as: Asker;
  readonly variables?: (viewers: Viewers) => Readonly<Record<string, unknown>>;
  /** Asked before, so that there is something to read. */
  readonly before?: (ask: (persona: Asker, name: string) => Promise<Answer>) => Promise<unknown>;
  /** The part of a long answer that is kept. */
  readonly excerpt?: (data: NonNullable<Answer['data']>) => unknown;
}

const id = (kind: Parameters<typeof idOf>[0], caseNumber: number, part = 0) => ({
  variables: () => ({ id: idOf(kind, caseNumber, part) }),
});

/** The file's name → who asks, and with which variables. */
const QUERIES: Readonly<Record<string, Query>> = {
  'case-file': { as: 'police', ...id('case', 1) },
  'page-of-cases': { as: 'prosecution', variables: () => ({ first: CASES }) },
  'risk-assessment': { as: 'prosecution', ...id('risk', 1, 1) },
  'urgent-measure': { as: 'socialWork', ...id('measure', 2, 1) },
  'family-assessment': { as: 'prosecution', ...id('family', 1, 1) },
  examination: { as: 'health', ...id('examination', 1, 1) },
  'extension-proposal': { as: 'court', ...id('proposal', 1, 1) },
  'court-decision': { as: 'ngo', ...id('decision', 1, 1) },
  'service-use': { as: 'police', ...id('service', 1, 2) },
  'school-report': { as: 'education', ...id('report', 1, 1) },
  consent: { as: 'socialWork', ...id('case', 1) },
  'consent-by-id': { as: 'ngo', ...id('consent', 1, 2) },
  'consent-register': { as: 'coordinator', ...id('case', 1) },
  mandate: { as: 'prosecution', ...id('case', 1) },
  'mandate-by-id': { as: 'health', variables: () => ({ id: mandateId(1) }) },
  release: { as: 'police', ...id('case', 1) },
  'release-overseen': { as: 'coordinator' },
  history: { as: 'prosecution', ...id('case', 3) },
  filters: { as: 'police', variables: ({ police }) => ({ custodian: police.agencyId }) },
  'filter-by-withheld': { as: 'ngo' },
  sort: { as: 'socialWork' },
  'sort-by-withheld': { as: 'health' },
  'first-page': { as: 'court' },
  'total-count': { as: 'otherPolice' },
  'access-and-assignments': { as: 'socialWork', ...id('case', 2) },
  'emergency-accesses': { as: 'coordinator' },
  'emergency-of-case': { as: 'police', ...id('case', 1) },
  'emergency-requests': { as: 'prosecution' },
  'emergency-own-requests': { as: 'otherPolice' },
  conflicts: { as: 'coordinator' },
  directory: { as: 'shelter' },
  'nameable-staff': { as: 'machine' },
  agreements: { as: 'ngo' },
  'registered-agencies': { as: 'administrator' },
  'registry-changes': { as: 'administrator' },
  viewer: { as: 'court' },
  'field-access': {
    as: 'education',
    excerpt: ({ fieldAccess }) =>
      (fieldAccess as { type: string; field: string }[]).filter(
        ({ type, field }) =>
          type === 'SchoolReport' || (type === 'Participant' && /address|school|roles/.test(field)),
      ),
  },
  'explain-access': {
    as: 'coordinator',
    variables: ({ prosecution }) => ({
      case: idOf('case', 1),
      agency: prosecution.agencyId,
      staff: prosecution.staffId,
    }),
  },
  'who-can-see': {
    as: 'coordinator',
    variables: () => ({ case: idOf('case', 1) }),
    excerpt: ({ whoCanSee }) =>
      (whoCanSee as { sectors: { sector: string }[] }).sectors.filter(
        ({ sector }) => sector === 'PROSECUTION' || sector === 'EDUCATION',
      ),
  },
  'audit-trail': {
    as: 'coordinator',
    variables: ({ policeSupervisor }) => ({ staff: policeSupervisor.staffId }),
    before: async (ask) => {
      await ask('policeSupervisor', 'history');
      await ask('policeSupervisor', 'service-use');
    },
  },
};

const files = (extension: string): readonly string[] =>
  readdirSync(__dirname)
    .filter((name) => name.endsWith(extension))
    .map((name) => basename(name, extension))
    .sort();
const document = (name: string): string => readFileSync(join(__dirname, `${name}.graphql`), 'utf8');

/** What is new at each run, or with each change of a policy. */
const CHANGING: Readonly<Record<string, string>> = {
  cursor: 'a cursor',
  endCursor: 'a cursor',
  instant: 'a time',
  policyVersion: 'a version',
};
const normalised = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (key, value: unknown) =>
      typeof value === 'string' && key in CHANGING ? CHANGING[key] : value,
    ),
  );

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
let viewers: Viewers;

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

const ask = (persona: Asker, name: string): Promise<Answer> =>
  hub.ask(viewers[persona], document(name), QUERIES[name]?.variables?.(viewers));

test('every query has its viewer, its answer and its statements', () => {
  const names = Object.keys(QUERIES).sort();
  expect(files('.graphql')).toEqual(names);
  expect(files('.json')).toEqual(names);
  expect(files('.sql')).toEqual(names);
});

test('every root query has an answer that is kept', () => {
  const query = buildSchema(readFileSync(join(packageRoot, 'schema.graphql'), 'utf8')).getQueryType();
  const asked = new Set(
    files('.graphql').flatMap((name) => {
      const operation = getOperationAST(parse(document(name)));
      return (operation?.selectionSet.selections ?? []).flatMap((selection) =>
        selection.kind === Kind.FIELD ? [selection.name.value] : [],
      );
    }),
  );
  expect(Object.keys(query?.getFields() ?? {}).filter((field) => !asked.has(field))).toEqual([]);
  expect(asked.size).toBeGreaterThan(20);
});

test.each(Object.entries(QUERIES))('%s', async (name, { as, before, excerpt }) => {
  await before?.(ask);
  hub.statements();
  const answer = await ask(as, name);
  const statements = hub.statements();
  expect(answer).not.toHaveProperty('errors');
  const kept =
    excerpt === undefined || answer.data === null ? answer : { ...answer, data: excerpt(answer.data) };
  expectSidecar(join(__dirname, `${name}.json`), printJson(normalised(kept)));
  expectSidecar(join(__dirname, `${name}.sql`), printStatements(statements));
});

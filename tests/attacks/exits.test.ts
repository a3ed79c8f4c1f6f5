import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import { openCaseOf } from '../support/facts';
import { ask, codes, post } from '../support/http';
import { by, openHttpStage, whole, type HttpStage } from './support/http-stage';

/** Ways out other than a guarded answer: there are none, and what does not exist is held to not exist. */

let stage: HttpStage;
let caseId: string;
beforeAll(async () => {
  stage = await openHttpStage();
  caseId = await openCaseOf(stage.owner, stage.viewers.police);
});
afterAll(() => stage.close());

describe('what the hub sends of itself', () => {
  /** Modules that open a connection, start a process or write a file, and why none of them carries data of a case. */
  const REACHING_OUT: Readonly<Record<string, string>> = {
    'src/commands/import-access.ts': 'a command: asks the hub as its user',
    'src/commands/import-hub.ts': 'a command: asks the hub as its user',
    'src/commands/policy-source.ts': 'a command: asks git for a revision of the policies',
    'src/db/embedded/account.ts': 'the embedded database’s processes',
    'src/db/embedded/initialise.ts': 'the embedded database’s processes',
    'src/db/embedded/port.ts': 'finds a free port for the embedded database',
    'src/db/embedded/processes.ts': 'the embedded database’s processes',
    'src/db/embedded/server.ts': 'the embedded database’s processes',
    'src/exchange/import/hub-session.ts': 'a command: asks the hub as its user',
    'src/identity/demo-login.ts': 'a command: obtains a token of the demo',
    'src/identity/demo/walk.ts': 'a command: obtains a token of the demo',
    'src/identity/fetch-json.ts': 'reads the keys of issuers',
    'src/server/address-key.ts': 'reads the form of an address',
    'src/server/create-server.ts': 'answers',
    'src/server/metrics-server.ts': 'answers metrics',
  };
  const WAYS =
    /from '(?:node:)?(?:https?|http2|net|tls|dgram|child_process)'|\bfetch\(|from '(?:undici|ws|nodemailer|axios|got)'/u;

  test('is nothing: no module of the hub calls out but the listed ones, so that no webhook, mail or feed carries a row', () => {
    const found = readSources()
      .filter(([, text]) => WAYS.test(text.replaceAll(/^import type .*$/gmu, '')))
      .map(([file]) => file);
    expect(found).toEqual(Object.keys(REACHING_OUT));
  });

  test('is not asked for by a subscription', async () => {
    expect(stage.hub.schema.getSubscriptionType()).toBeUndefined();
    const answer = await ask(stage, by(stage, 'police'), 'subscription Watch { cases { totalCount } }');
    expect([answer.status, codes(answer)]).toEqual([400, ['SPONA_VALIDATION']]);
  });
});

describe('a document', () => {
  test('is never kept for who knows its hash', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    for (const body of [
      { extensions },
      { query: '{ viewer { sector } }', extensions },
      { id: 'a'.repeat(64) },
    ]) {
      const answer = await post(stage, by(stage, 'police'), body);
      expect([answer.status, codes(answer)]).toEqual([400, ['SPONA_INVALID']]);
    }
  });

  test('is told no name that it has not itself, whatever is misspelt', async () => {
    const slips = [
      '{ viewr { sector } }',
      '{ viewer { sectr } }',
      '{ cases(frst: 1) { totalCount } }',
      '{ cases(filter: { riskLevl: HIGH }) { totalCount } }',
      '{ cases(filter: { riskLevel: HIG }) { totalCount } }',
      '{ cases(filter: { not: { wepon: KNIFE } }) { totalCount } }',
      '{ cases(orderBy: { openedA: ASC }) { totalCount } }',
      'query Q($f: CaseFiltr) { cases(filter: $f) { totalCount } }',
      '{ viewer { ...F } } fragment F on Viewr { sector }',
      '{ viewer { ... on Agncy { name } } }',
      '{ viewer @skp(if: true) { sector } }',
      'mutation { closeCse(id: "x", version: 1) { id } }',
    ];
    for (const slip of slips) {
      const answer = await ask(stage, by(stage, 'police'), slip);
      const text = JSON.stringify(answer.body.errors);
      expect([slip, answer.status]).toEqual([slip, 400]);
      expect(text).not.toMatch(/did you mean/iu);
      const asked = new Set(slip.match(/\w+/gu));
      const told = [...text.matchAll(/\\"(\w+)\\"/gu)].map(([, name = '']) => name);
      const types = new Set(['Query', 'Mutation', 'Viewer', 'CaseFilter', 'CaseOrder', 'RiskLevel']);
      expect([slip, told.filter((name) => !asked.has(name) && !types.has(name))]).toEqual([slip, []]);
    }
    const answer = await ask(
      stage,
      by(stage, 'police'),
      'query Q($f: CaseFilter) { cases(filter: $f) { totalCount } }',
      {
        f: { riskLevel: 'HIG' },
      },
    );
    expect(JSON.stringify(answer.body)).not.toMatch(/did you mean|"HIGH|MEDIUM/iu);
  });

  test('in a list of documents runs none of them', async () => {
    const write = `mutation { closeCase(id: "${caseId}", version: 1) { id } }`;
    const answer = await post(stage, by(stage, 'police'), [{ query: write }, { query: write }]);
    expect([answer.status, answer.body.data]).toEqual([400, undefined]);
    const { rows } = await stage.owner.query('select status from case_file where id = $1', [caseId]);
    expect(rows).toEqual([{ status: 'OPEN' }]);
  });
});

test('an address, a method or a form of request tells nothing of a case', async () => {
  const { token, purpose } = by(stage, 'police');
  const headers = { authorization: `Bearer ${token}`, 'spona-purpose': purpose };
  const asked = async (path: string, init: RequestInit): Promise<string> => {
    const response = await fetch(`${stage.origin}${path}`, { headers, ...init });
    const text = await response.text();
    const sent = [...response.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date');
    return JSON.stringify([response.status, sent, text]);
  };
  for (const [path, init] of [
    [(id: string): string => `/graphql/${id}`, { method: 'POST', body: '{}' }],
    [(id: string): string => `/graphql?query=%7Bcase(id:%22${id}%22)%7Bid%7D%7D`, {}],
    [(id: string): string => `/case/${id}`, {}],
    [(id: string): string => `/case/${id}`, { method: 'HEAD' }],
  ] as const)
    expect(await asked(path(caseId), init)).toBe(await asked(path(randomUUID()), init));
});

test('what an argument must look like is told before anything is looked for, the same whether it is there', async () => {
  const report = (id: string, input: object): Promise<string> =>
    ask(
      stage,
      by(stage, 'police'),
      'mutation R($c: ID!, $i: IncidentInput!) { reportIncident(caseId: $c, input: $i) { id } }',
      { c: id, i: { occurredAt: '2026-11-01T10:00:00Z', channel: 'VICTIM', ...input } },
    ).then(whole);
  const foreign = await openCaseOf(stage.owner, stage.viewers.otherPolice);
  const wrong = [{ forms: [] }, { forms: ['VERBAL'], municipalityCode: 'nowhere' }, { forms: ['WORDS'] }];
  for (const input of wrong)
    expect([input, await report(foreign, input)]).toEqual([input, await report(randomUUID(), input)]);
});

/** The sources of the hub, without those of the page in the browser, which asks the hub as its user. */
const readSources = (): readonly (readonly [file: string, text: string])[] =>
  readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.split(sep).join('/')}`)
    .filter((file) => /(?<!\.d)\.ts$/u.test(file) && !file.startsWith('src/console/'))
    .sort()
    .map((file) => [file, readFileSync(join(packageRoot, file), 'utf8')] as const);

import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { serverAudits } from 'graphql-http';
import { importJWK, SignJWT } from 'jose';
import { loadDemoKeys } from '../../src/identity/demo/keys';
import { ask, codes, post, type Asker, type HttpAnswer } from '../support/http';
import { DemoHub, type HubProcess } from '../support/running-hub';

let demo: DemoHub;
let hub: HubProcess;
let caseId: string;

beforeAll(async () => {
  demo = await DemoHub.create();
  hub = await demo.serve();
  caseId = String((await demoCase('police', 'PROTECTION')).body.data?.['cases'].edges[0].node.id);
}, 60_000);
afterAll(() => demo.remove());

const as = async (persona: string, purpose: string): Promise<Asker> => ({
  token: await hub.token(persona),
  purpose,
});
const demoCase = async (persona: string, purpose: string): Promise<HttpAnswer> =>
  ask(
    hub,
    await as(persona, purpose),
    `{ cases(first: 1, filter: { reference: "DEMO-1" }) { edges { node { id } } } }`,
  );
const CASE = `query Case($id: ID!) { case(id: $id) { id reference
  participants { roles familyName address } riskAssessments { level victimWords } examinations { injuries mentalHealth } } }`;

describe('an answer', () => {
  test('follows the sector: one question, two views of one case', async () => {
    const police = await ask(hub, await as('police', 'PROTECTION'), CASE, { id: caseId });
    const health = await ask(hub, await as('health', 'CARE'), CASE, { id: caseId });
    expect([police.status, health.status]).toEqual([200, 200]);
    expect(police.body.data?.['case']).toMatchObject({ reference: 'DEMO-1' });
    expect(health.body.data?.['case']).toMatchObject({ id: caseId, reference: null });
    expect(police.body.data).not.toEqual(health.body.data);
    expect(health.body.extensions?.['withheld']).toContainEqual(
      expect.objectContaining({ type: 'Case', field: 'reference' }),
    );
  });

  test('says that the hub is a demo, and is kept by nobody', async () => {
    const answer = await ask(hub, await as('ngo', 'CARE'), '{ viewer { sector } }');
    expect(answer.body).toEqual({ data: { viewer: { sector: 'NGO' } }, extensions: { mode: 'demo' } });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'spona-mode': 'demo',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
    expect(answer.headers.has('x-powered-by')).toBe(false);
  });
});

describe('a machine client', () => {
  const WHO = '{ viewer { staffId proof purpose agency { name } } }';
  const staffOf = async (persona: string, purpose: string): Promise<string> =>
    String((await ask(hub, await as(persona, purpose), WHO)).body.data?.['viewer'].staffId);

  test('asks for a person whom it may name, and the hub knows it only from its word', async () => {
    const staff = await staffOf('police', 'PROTECTION');
    const asker = { token: await hub.machineToken('police-system'), purpose: 'PROTECTION', staff };
    const { body } = await ask(hub, asker, WHO);
    expect(body.data?.['viewer']).toMatchObject({ staffId: staff, proof: 'ASSERTED' });
    const page = await ask(hub, asker, '{ cases(first: 100) { edges { node { id reference } } } }');
    const cases = (page.body.data?.['cases'].edges as { node: { id: string } }[]).map(({ node }) => node);
    expect(cases.length).toBeGreaterThan(0);
    expect((await ask(hub, asker, CASE, { id: cases[0]?.id })).body.data?.['case']).toMatchObject(cases[0]!);
  });

  test('meets no case from which anybody of its agency is locked: its word for a person is no proof', async () => {
    const staff = await staffOf('police', 'PROTECTION');
    const asker = { token: await hub.machineToken('police-system'), purpose: 'PROTECTION', staff };
    expect((await ask(hub, asker, CASE, { id: caseId })).body.data).toEqual({ case: null });
  });

  test('alone is nobody on a case', async () => {
    const asker = { token: await hub.machineToken('police-system'), purpose: 'PROTECTION' };
    expect((await ask(hub, asker, CASE, { id: caseId })).body.data).toEqual({ case: null });
  });

  test('names nobody else: not a colleague off its list, another agency, a stranger; and a person names none', async () => {
    const token = await hub.machineToken('police-system');
    const [colleague, stranger] = [
      await staffOf('police-supervisor', 'PROTECTION'),
      await staffOf('police-2', 'PROTECTION'),
    ];
    for (const staff of [colleague, stranger, randomUUID(), 'not an id']) {
      const answer = await ask(hub, { token, purpose: 'PROTECTION', staff }, WHO);
      expect([answer.status, codes(answer)]).toEqual([403, ['SPONA_STAFF']]);
    }
    const person = await ask(hub, { ...(await as('police', 'PROTECTION')), staff: colleague }, WHO);
    expect(codes(person)).toEqual(['SPONA_STAFF']);
  });
});

describe('a token', () => {
  const claims = async (changes: Readonly<Record<string, unknown>>): Promise<string> => {
    const [, payload = ''] = (await hub.token('police')).split('.');
    return JSON.stringify({
      ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object),
      ...changes,
    });
  };
  const signed = async (changes: Readonly<Record<string, unknown>>, header = {}): Promise<string> => {
    const { signing } = loadDemoKeys(demo.dataDirectory);
    return new SignJWT(JSON.parse(await claims(changes)) as Record<string, unknown>)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: String(signing.kid), ...header })
      .sign(await importJWK(signing, 'ES256'));
  };
  const answerTo = (token: string | undefined): Promise<HttpAnswer> =>
    ask(hub, { ...(token === undefined ? {} : { token }), purpose: 'PROTECTION' }, '{ viewer { sector } }');
  const now = (): number => Math.floor(Date.now() / 1000);

  test('that the hub’s own provider might have signed is good', async () => {
    expect((await answerTo(await signed({}))).status).toBe(200);
  });

  test('that has expired is told apart from all others', async () => {
    const answer = await answerTo(await signed({ iat: now() - 4000, exp: now() - 3000 }));
    expect([answer.status, codes(answer)]).toEqual([401, ['SPONA_TOKEN_EXPIRED']]);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  test('that is missing, malformed, unsigned, for another audience or by another issuer has one answer', async () => {
    const good = await hub.token('police');
    const [header = '', payload = '', signature = ''] = good.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const bad = [
      undefined,
      'x',
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `${none}.${payload}.`,
      `${header}.${payload}.${signature}=`,
      `${header}.${Buffer.from(await claims({ sub: 'court' })).toString('base64url')}.${signature}`,
      await signed({ aud: 'https://elsewhere.test' }),
      await signed({ iss: 'https://elsewhere.test' }),
      await signed({}, { kid: 'unknown' }),
    ];
    const answers = await Promise.all(bad.map(answerTo));
    for (const answer of answers) {
      expect([answer.status, codes(answer)]).toEqual([401, ['SPONA_UNAUTHENTICATED']]);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
    const texts = answers.map(({ body }) => JSON.stringify(body).replace(/"requestId":"[^"]*"/, ''));
    expect(new Set(texts).size).toBe(1);
  });

  test('of somebody who is not in the registry opens nothing', async () => {
    const answer = await answerTo(await signed({ sub: 'nobody' }));
    expect([answer.status, codes(answer)]).toEqual([403, ['SPONA_UNKNOWN_VIEWER']]);
  });
});

describe('a purpose', () => {
  test.each([[undefined], ['GOSSIP'], ['ADJUDICATION'], ['protection'], ['PROTECTION, CARE']])(
    '%s is refused, and the answer names those that are open',
    async (purpose) => {
      const token = await hub.token('police');
      const answer = await ask(
        hub,
        { token, ...(purpose === undefined ? {} : { purpose }) },
        '{ viewer { sector } }',
      );
      expect([answer.status, codes(answer)]).toEqual([403, ['SPONA_PURPOSE']]);
      expect(answer.body.errors?.[0]?.extensions['purposes']).toEqual([
        'PROTECTION',
        'INVESTIGATION',
        'CHILD_PROTECTION',
      ]);
    },
  );
});

describe('what is not there', () => {
  const without = ({ body }: HttpAnswer): string => JSON.stringify(body).replace(/"requestId":"[^"]*"/g, '');

  test('and what is not open look the same, read or written', async () => {
    const stranger = await as('police-elsewhere', 'PROTECTION');
    const read = (id: string) => ask(hub, stranger, CASE, { id });
    const write = (id: string) =>
      ask(
        hub,
        stranger,
        `mutation R($id: ID!) { reportIncident(caseId: $id, input: { occurredAt: "2026-01-01T00:00:00Z", forms: [VERBAL], channel: VICTIM }) { id } }`,
        { id },
      );
    const [foreign, absent, wild] = await Promise.all([caseId, randomUUID(), 'wild'].map(read));
    expect(without(foreign as HttpAnswer)).toBe(without(absent as HttpAnswer));
    expect(without(wild as HttpAnswer)).toBe(without(absent as HttpAnswer));
    expect(foreign?.body.data).toEqual({ case: null });
    const [foreignWrite, absentWrite] = await Promise.all([caseId, randomUUID()].map(write));
    expect(codes(foreignWrite as HttpAnswer)).toEqual(['SPONA_NOT_FOUND']);
    expect(without(foreignWrite as HttpAnswer)).toBe(without(absentWrite as HttpAnswer));
    expect(foreignWrite?.status).toBe(absentWrite?.status);
  });
});

describe('a change', () => {
  const incident = { occurredAt: '2026-01-01T00:00:00Z', forms: ['VERBAL'], channel: 'VICTIM' };
  const REPORT = `mutation Report($id: ID!, $input: IncidentInput!) { reportIncident(caseId: $id, input: $input) { id version } }`;
  const CORRECT = `mutation Correct($id: ID!, $version: Int!, $input: IncidentInput!) { correctIncident(id: $id, version: $version, input: $input) { version forms } }`;

  test('of a stale version is refused, and made with the present one', async () => {
    const police = await as('police', 'PROTECTION');
    const made = await ask(hub, police, REPORT, { id: caseId, input: incident });
    const { id, version } = made.body.data?.['reportIncident'] as { id: string; version: number };
    const input = { ...incident, forms: ['VERBAL', 'PHYSICAL'] };
    const first = await ask(hub, police, CORRECT, { id, version, input });
    expect(first.body.data?.['correctIncident']).toEqual({ version: 2, forms: input.forms });
    const second = await ask(hub, police, CORRECT, { id, version, input });
    expect(codes(second)).toEqual(['SPONA_CONFLICT']);
  });

  test('that is repeated with its key is made once, and the key serves nothing else', async () => {
    const police = { ...(await as('police', 'PROTECTION')), headers: { 'idempotency-key': randomUUID() } };
    const variables = { id: caseId, input: incident };
    const [first, again] = [
      await ask(hub, police, REPORT, variables),
      await ask(hub, police, REPORT, variables),
    ];
    expect(again.body.data).toEqual(first.body.data);
    const other = await ask(hub, police, REPORT, { ...variables, input: { ...incident, channel: 'FAMILY' } });
    expect(codes(other)).toEqual(['SPONA_IDEMPOTENCY']);
  });

  test('with wrong input is told all that is wrong with it, and never the value', async () => {
    const police = await as('police', 'PROTECTION');
    const input = { ...incident, forms: [], description: 'tajna'.repeat(5_000), reference: 'x'.repeat(500) };
    const answer = await ask(hub, police, REPORT, { id: caseId, input });
    expect(codes(answer)).toEqual(['SPONA_INVALID']);
    const { problems } = answer.body.errors?.[0]?.extensions as { problems: { path: string }[] };
    expect(problems.map(({ path }) => path).sort()).toEqual([
      'input.description',
      'input.forms',
      'input.reference',
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('tajna');
  });
});

describe('a request', () => {
  const fields = (depth: number): string =>
    depth === 0 ? 'version' : `version history { ${fields(depth - 1)} }`;
  const aliases = Array.from({ length: 60 }, (_, index) => `a${String(index)}: viewer { sector }`).join(' ');
  const page = `edges { node { participants { history { version roles } } incidents { history { version weapon } } } }`;

  test.each([
    ['depth', `{ case(id: "x") { ${fields(20)} } }`],
    ['aliases', `{ ${aliases} }`],
    ['cost', `{ a: cases(first: 100) { ${page} } b: cases(first: 100) { ${page} } }`],
    ['tokens', `{ ${'viewer { sector } '.repeat(3_000)} }`],
  ])('beyond the limit of %s is refused before it runs', async (limit, query) => {
    const answer = await ask(hub, await as('police', 'PROTECTION'), query);
    expect([answer.status, codes(answer)]).toEqual([400, ['SPONA_LIMIT']]);
    expect(answer.body.errors?.[0]?.extensions['limit']).toBe(limit);
  });

  test('for a longer page than the hub gives is refused', async () => {
    for (const first of [101, 5_000, -1]) {
      const answer = await ask(
        hub,
        await as('police', 'PROTECTION'),
        `{ cases(first: ${String(first)}) { totalCount } }`,
      );
      expect(codes(answer)).toHaveLength(1);
      expect(['SPONA_LIMIT', 'SPONA_INVALID']).toContain(codes(answer)[0]);
    }
  });

  test('with a larger body than the hub takes is refused', async () => {
    const answer = await ask(hub, await as('police', 'PROTECTION'), '{ viewer { sector } }', {
      x: 'x'.repeat(1_100_000),
    });
    expect([answer.status, codes(answer)]).toEqual([413, ['SPONA_TOO_LARGE']]);
  });

  test('of several operations in a list is refused', async () => {
    const one = { query: '{ viewer { sector } }' };
    const answer = await post(hub, await as('police', 'PROTECTION'), [one, one]);
    expect([answer.status, answer.body.data]).toEqual([400, undefined]);
    expect(codes(answer)).toHaveLength(1);
  });

  test('by another method, or in another form than JSON, is refused', async () => {
    const { token = '' } = await as('police', 'PROTECTION');
    const headers = { authorization: `Bearer ${token}`, 'spona-purpose': 'PROTECTION' };
    const get = await fetch(`${hub.origin}/graphql?query=%7B__typename%7D`, { headers });
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    const text = await post(
      hub,
      { token, purpose: 'PROTECTION', headers: { 'content-type': 'text/plain' } },
      '{}',
    );
    expect([text.status, codes(text)]).toEqual([415, ['SPONA_MEDIA_TYPE']]);
  });

  test('to a host name that is not the hub’s is refused', async () => {
    const status = await new Promise((resolve, reject) => {
      request(`${hub.origin}/health/live`, { headers: { host: 'rebound.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});

describe('the schema', () => {
  const INTROSPECTION = '{ __schema { queryType { name } types { name } } }';

  test('is shown to known viewers alone', async () => {
    expect((await ask(hub, {}, INTROSPECTION)).status).toBe(401);
    const { body } = await ask(hub, await as('education', 'CHILD_PROTECTION'), INTROSPECTION);
    expect(body.data?.['__schema'].types).toContainEqual({ name: 'RiskAssessment' });
  });

  test('is not spelled out to whoever guesses', async () => {
    const answer = await ask(
      hub,
      await as('police', 'PROTECTION'),
      '{ viewr { sectr } caes(id: "x") { id } }',
    );
    expect([answer.status, [...new Set(codes(answer))]]).toEqual([400, ['SPONA_VALIDATION']]);
    expect(JSON.stringify(answer.body)).not.toMatch(/did you mean|"viewer"|sector/i);
    expect(JSON.stringify((await ask(hub, {}, '{ viewr }')).body)).not.toMatch(/viewr/);
  });
});

describe('GraphQL over HTTP', () => {
  test('is spoken as its specification demands, but for operations by GET', async () => {
    const { token = '' } = await as('police', 'PROTECTION');
    const results = await Promise.all(
      serverAudits({
        url: `${hub.origin}/graphql`,
        fetchFn: (url: string, init: RequestInit = {}) => {
          const headers = new Headers(init.headers);
          headers.set('authorization', `Bearer ${token}`);
          headers.set('spona-purpose', 'PROTECTION');
          return fetch(url, { ...init, headers });
        },
      }).map(async (audit) => ({ ...(await audit.fn()), name: audit.name })),
    );
    const of = (status: string): string[] =>
      results.filter((result) => result.status === status).map(({ name }) => name);
    const byGet = (name: string): boolean => /\bGET\b/.test(name);
    console.info(
      `graphql-http audits: ${results.length}, ok ${of('ok').length}, notices ${of('notice').length}, warnings ${of('warn').length}, errors ${of('error').length}`,
    );
    expect(of('error')).toEqual([]);
    expect([...of('warn'), ...of('notice')].filter((name) => !byGet(name)).length).toBeLessThanOrEqual(2);
  });
});

describe('beside the interface', () => {
  test('health tells that the hub lives and is ready', async () => {
    expect(await (await fetch(`${hub.origin}/health/live`)).json()).toEqual({ live: true });
    const ready = await fetch(`${hub.origin}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, checks: { database: true } }]);
  });

  test('metrics count operations and name no agency, area, category or operation', async () => {
    const text = await (await fetch(`${hub.origin}/metrics`)).text();
    const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, name]) => name));
    expect(text).toMatch(/^spona_\w+/m);
    for (const name of ['agency', 'area', 'category', 'sector', 'operation_name', 'case'])
      expect(labels).not.toContain(name);
    expect(text).not.toMatch(/VET-|POLICE|Vetrograd|DEMO-1|risk\.|identity\./);
  });

  test('the log holds no name, token, document or case', async () => {
    const token = await hub.token('police');
    const log = JSON.stringify(hub.log);
    expect(hub.log.length).toBeGreaterThan(10);
    for (const text of [token, caseId, 'DEMO-1', 'Brestanac', 'familyName', 'tajna', 'VET-PS1', 'GOSSIP'])
      expect(log).not.toContain(text);
  });
});

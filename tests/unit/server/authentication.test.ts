import { ERRORS } from '../../../src/errors/catalogue';
import { SponaError } from '../../../src/errors/spona-error';
import { ask, codeOf, startToy, type Toy } from './toy-hub';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy.server.stop());
beforeEach(() => {
  toy.executed.length = 0;
  toy.refusals.length = 0;
});

const INTROSPECTION = { query: '{ __schema { types { name } } }' };

test.each([
  ['', 401, 'SPONA_UNAUTHENTICATED'],
  ['Bearer wrong', 401, 'SPONA_UNAUTHENTICATED'],
  ['Bearer expired', 401, 'SPONA_TOKEN_EXPIRED'],
  ['Bearer purpose', 403, 'SPONA_PURPOSE'],
  ['Bearer crash', 500, 'SPONA_INTERNAL'],
] as const)('with "%s" the answer is %i %s and nothing else', async (authorization, status, code) => {
  for (const accept of ['application/json', 'application/graphql-response+json']) {
    const answer = await ask(toy, INTROSPECTION, { authorization, accept });
    expect(answer.status).toBe(status);
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors?.[0]?.message).toBe(ERRORS[code].message);
    expect(codeOf(answer)).toBe(code);
    expect(answer.body.data).toBeUndefined();
    expect(answer.text).not.toContain('Secret');
    expect(answer.headers.get('content-type')).toContain(accept);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
  }
  expect(toy.executed).toHaveLength(0);
});

test.each([
  ['a document that does not parse', { query: '{' }],
  ['a field that does not exist', { query: '{ helo }' }],
  ['a body that is no operation', []],
  ['a body that is no JSON', '{'],
])('a stranger learns nothing from %s', async (_name, body) => {
  const answer = await ask(toy, body, { authorization: '' });
  expect(answer.status).toBe(401);
  expect(answer.body.errors).toEqual([
    { message: ERRORS.SPONA_UNAUTHENTICATED.message, extensions: { code: 'SPONA_UNAUTHENTICATED' } },
  ]);
});

test('the refusal of a stranger is recorded without a viewer', async () => {
  await ask(toy, INTROSPECTION, { authorization: '' });
  expect(toy.refusals).toEqual([
    { code: 'SPONA_UNAUTHENTICATED', refusal: expect.objectContaining({ viewer: null, document: null }) },
  ]);
});

test('a known viewer may look at the schema', async () => {
  const answer = await ask(toy, INTROSPECTION);
  expect(answer.status).toBe(200);
  expect(answer.body.errors).toBeUndefined();
});

test('the executor gets the viewer, the request id of the answer and the idempotency key', async () => {
  const answer = await ask(toy, { query: '{ who }' }, { 'idempotency-key': 'k-1' });
  expect(answer.body.data).toEqual({ who: `ps-test ${answer.headers.get('x-request-id') ?? ''} k-1` });
});

test('what identity gets is the three headers', async () => {
  const seen: unknown[] = [];
  const other = await startToy({
    resolveViewer: (headers) => {
      seen.push(headers);
      return Promise.reject(new SponaError('SPONA_UNAUTHENTICATED'));
    },
  });
  await ask(
    other,
    { query: '{ hello }' },
    { authorization: 'Bearer x', 'spona-purpose': 'CARE', 'spona-staff': 's-9' },
  );
  await other.server.stop();
  expect(seen).toEqual([{ authorization: 'Bearer x', purpose: 'CARE', staff: 's-9' }]);
});

import { SponaError } from '../../../src/errors/spona-error';
import { ask, codeOf, startToy, type Toy } from './toy-hub';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy({ limits: { operationTimeoutMs: 150 } });
});
afterAll(() => toy.server.stop());
beforeEach(() => {
  toy.refusals.length = 0;
});

const JSON_ONLY = { accept: 'application/json' };

describe('errors of a document', () => {
  test.each([
    ['{ hello', 'SPONA_SYNTAX', 'Expected Name, found <EOF>'],
    ['{ helo }', 'SPONA_VALIDATION', 'Cannot query field'],
    ['query A { hello } query B { hello }', 'SPONA_VALIDATION', 'operationName'],
    ['fragment F on Query { hello }', 'SPONA_VALIDATION', ''],
    ['subscription { hello }', 'SPONA_VALIDATION', ''],
    ['query ($n: Int!) { items(first: $n) { name } }', 'SPONA_INVALID', '$n'],
  ])('%s is %s', async (query, code, problem) => {
    const answer = await ask(toy, { query });
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
    expect(answer.body).not.toHaveProperty('data');
    expect(JSON.stringify(answer.body.errors?.[0]?.extensions['problems'])).toContain(problem);
    expect(answer.text).not.toContain('Did you mean');
    const inJson = await ask(toy, { query }, JSON_ONLY);
    expect([inJson.status, codeOf(inJson)]).toEqual([200, code]);
  });

  test('tell where they are', async () => {
    const answer = await ask(toy, { query: '{\n  helo\n}' });
    expect(answer.body.errors?.[0]?.locations).toEqual([{ line: 2, column: 3 }]);
  });

  test('are not told without end', async () => {
    const answer = await ask(toy, {
      query: `{ ${Array.from({ length: 500 }, (_, index) => `f${index}`).join(' ')} }`,
    });
    expect(answer.body.errors!.length).toBeLessThan(25);
  });

  test('an unknown operation name never reaches the executor', async () => {
    toy.executed.length = 0;
    const answer = await ask(toy, { query: 'query A { hello }', operationName: 'B' });
    expect(codeOf(answer)).toBe('SPONA_VALIDATION');
    expect(toy.executed).toHaveLength(0);
  });
});

describe('errors of an execution', () => {
  test('ours keep their code, extensions and path; data beside them stays', async () => {
    const answer = await ask(toy, { query: '{ hello refuse }' });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ hello: 'Hello world', refuse: null });
    expect(answer.body.errors).toEqual([
      expect.objectContaining({
        path: ['refuse'],
        extensions: { code: 'SPONA_INVALID', problems: [{ path: 'x', message: 'too long' }] },
      }),
    ]);
    expect(answer.text).not.toContain('for the log');
  });

  test.each(['{ fail }', '{ leak }', 'query Crash { hello }'])(
    '%s tells the request id and no more',
    async (query) => {
      const answer = await ask(toy, { query });
      expect(codeOf(answer)).toBe('SPONA_INTERNAL');
      expect(answer.body.errors?.[0]?.extensions).toEqual({
        code: 'SPONA_INTERNAL',
        requestId: answer.headers.get('x-request-id'),
      });
      expect(answer.text).not.toContain('Secret');
      const log = JSON.stringify(toy.log());
      expect(log).toContain(answer.headers.get('x-request-id'));
      expect(log).not.toContain('Secret');
    },
  );

  test('a failure of the hub keeps its status in plain JSON too', async () => {
    const query = 'query Unaudited { hello }';
    expect(await ask(toy, { query }, JSON_ONLY)).toMatchObject({ status: 503 });
    expect(await ask(toy, { query })).toMatchObject({ status: 503 });
  });
});

describe('time', () => {
  test('an operation that takes too long is answered, and recorded as refused', async () => {
    const answer = await ask(toy, { query: 'query Slow { sleep(ms: 1000) }' });
    expect([answer.status, codeOf(answer)]).toEqual([503, 'SPONA_TIMEOUT']);
    expect(answer.body).not.toHaveProperty('data');
    expect(toy.refusals).toEqual([
      { code: 'SPONA_TIMEOUT', refusal: expect.objectContaining({ operationName: 'Slow' }) },
    ]);
  });
});

describe('the record of a refusal', () => {
  test.each([
    ['a document that is not valid', { query: 'query Q { helo }' }, 'SPONA_VALIDATION', null],
    [
      'an operation beyond a limit',
      { query: 'query Q { items(first: 100000) { name } }' },
      'SPONA_LIMIT',
      'Q',
    ],
    ['a body that is no operation', { query: 1 }, 'SPONA_INVALID', null],
  ])('%s', async (_name, body, code, operationName) => {
    const answer = await ask(toy, body);
    expect(toy.refusals).toEqual([
      {
        code,
        refusal: expect.objectContaining({
          requestId: answer.headers.get('x-request-id'),
          viewer: expect.objectContaining({ staffId: 's1' }),
          operationName,
        }),
      },
    ]);
  });

  test('is left to the executor where that ran', async () => {
    await ask(toy, { query: '{ refuse }' });
    await ask(toy, { query: 'query Unaudited { hello }' });
    expect(toy.refusals).toEqual([]);
  });

  test('no record, no answer', async () => {
    const other = await startToy({ recordRefusal: () => Promise.reject(new Error('no connection')) });
    for (const answer of [
      await ask(other, { query: '{ helo }' }),
      await ask(other, { query: 1 }),
      await ask(other, { query: '{ hello }' }, { authorization: '' }),
    ]) {
      expect([answer.status, codeOf(answer)]).toEqual([503, 'SPONA_AUDIT']);
      expect(answer.text).not.toContain('helo');
    }
    expect((await ask(other, { query: '{ hello }' })).status).toBe(200);
    await other.server.stop();
  });
});

test('a client that has gone aborts its operation', async () => {
  let reason: unknown;
  const gone = new Promise<void>((resolve) => {
    void startToy({
      executor: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            reject(new Error('stopped'));
            resolve();
          });
        }),
    }).then(async (other) => {
      const controller = new AbortController();
      const asked = fetch(`${other.server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer good' },
        body: JSON.stringify({ query: '{ hello }' }),
        signal: controller.signal,
      });
      setTimeout(() => {
        controller.abort();
      }, 50);
      await asked.catch(() => undefined);
      await other.server.stop();
    });
  });
  await gone;
  expect(reason).toBeInstanceOf(SponaError);
});

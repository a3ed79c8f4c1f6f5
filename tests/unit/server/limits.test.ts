import { ask, codeOf, startToy, type Toy } from './toy-hub';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy({
    limits: { depth: 5, aliases: 3, directives: 2, tokens: 60, cost: 500, nesting: 4 },
  });
});
afterAll(() => toy.server.stop());

const limitOf = async (query: string, variables?: Record<string, unknown>): Promise<unknown> => {
  const answer = await ask(toy, { query, variables });
  if (answer.body.errors === undefined) return 'none';
  expect(answer.body.errors.map(({ extensions }) => extensions['code'])).toEqual(['SPONA_LIMIT']);
  expect(answer.status).toBe(400);
  return answer.body.errors[0]?.extensions['limit'];
};

test.each([
  ['{ item { items(first: 1) { items(first: 1) { items(first: 1) { name } } } } }', 'none'],
  [
    '{ item { items(first: 1) { items(first: 1) { items(first: 1) { items(first: 1) { name } } } } } }',
    'depth',
  ],
  [
    '{ item { ...A } } fragment A on Item { items(first: 1) { ...B } } fragment B on Item { items(first: 1) { items(first: 1) { items(first: 1) { name } } } }',
    'depth',
  ],
  ['{ a: hello b: hello c: hello }', 'none'],
  ['{ a: hello b: hello c: hello d: hello }', 'aliases'],
  ['{ hello @include(if: true) @skip(if: false) }', 'none'],
  ['{ hello @include(if: true) @skip(if: false) item @include(if: true) { name } }', 'directives'],
  [`{ ${'hello '.repeat(70)} }`, 'tokens'],
  ['{ items(first: 400) { name } }', 'none'],
  ['{ items(first: 600) { name } }', 'cost'],
  ['{ items(first: 30) { items(first: 30) { name } } }', 'cost'],
])('%s → %s', async (query, limit) => {
  expect(await limitOf(query)).toBe(limit);
});

test('a page given as a variable counts as one given as a literal', async () => {
  const query = 'query ($n: Int!) { items(first: $n) { name } }';
  expect(await limitOf(query, { n: 400 })).toBe('none');
  expect(await limitOf(query, { n: 600 })).toBe('cost');
});

test.each([
  ['three objects in the variables', { name: { a: { b: {} } } }, 'none'],
  ['a fourth', { name: { a: { b: { c: {} } } } }, 'nesting'],
  ['a list', { name: [[[['x']]]] }, 'nesting'],
  ['one beside many shallow ones', { a: 1, b: [{}, {}], name: { a: [{ b: [1] }] } }, 'nesting'],
  ['a variable that nobody declared', { other: [[[[]]]] }, 'nesting'],
])('nesting: %s', async (_name, variables, limit) => {
  const query = 'query ($name: Any) { any(value: $name) }';
  expect(await limitOf(query, variables)).toBe(limit);
});

test.each([
  ['{ any(value: {a: [{b: [1]}]}) }', 'none'],
  ['{ any(value: {a: [{b: [[1]]}]}) }', 'nesting'],
  ['{ any(value: {a: {}, b: [[]], c: {}, d: [{}], e: {}}) }', 'none'],
  ['query ($v: Any = [[[[[]]]]]) { any(value: $v) }', 'nesting'],
  ['{ hello } fragment F on Query { any(value: [[[[[]]]]]) }', 'nesting'],
])('nesting of literals: %s → %s', async (query, limit) => {
  expect(await limitOf(query.replace('{ hello }', '{ hello ...F }'))).toBe(limit);
});

test('no depth of literals is a failure of the hub', async () => {
  const roomy = await startToy();
  const depths = [33, 1_200, 2_400, 5_000];
  const answers = [];
  for (const depth of depths)
    answers.push(await ask(roomy, { query: `{ any(value: ${'['.repeat(depth)}${']'.repeat(depth)}) }` }));
  await roomy.server.stop();
  // How deep the parser or a scalar gets before the limit is looked at depends on the size of Node's stack.
  for (const answer of answers)
    expect(['SPONA_LIMIT', 'SPONA_SYNTAX', 'SPONA_VALIDATION']).toContain(codeOf(answer));
  expect(answers.map(({ status }) => status)).toEqual(depths.map(() => 400));
});

test('no depth of the variables is a failure of the hub', async () => {
  const roomy = await startToy({ limits: { bodyBytes: 2_000_000 } });
  const query = 'query ($name: Any) { any(value: $name) }';
  const answers = [];
  for (const depth of [8_000, 300_000]) {
    const name = `${'{"n":'.repeat(depth)}1${'}'.repeat(depth)}`;
    answers.push(await ask(roomy, `{"query":${JSON.stringify(query)},"variables":{"name":${name}}}`));
  }
  await roomy.server.stop();
  for (const { status, body } of answers)
    expect([status, body.errors?.[0]?.extensions]).toMatchObject([
      400,
      { code: 'SPONA_LIMIT', limit: 'nesting', allowed: 32 },
    ]);
  expect(roomy.refusals.map(({ code }) => code)).toEqual(['SPONA_LIMIT', 'SPONA_LIMIT']);
});

test('what was refused is not remembered as valid', async () => {
  const query = '{ a: hello b: hello c: hello d: hello }';
  expect(codeOf(await ask(toy, { query }))).toBe('SPONA_LIMIT');
  expect(codeOf(await ask(toy, { query }))).toBe('SPONA_LIMIT');
});

test('beyond its places and its queue the hub says that it is busy', async () => {
  const small = await startToy({ limits: { running: 1, waiting: 1 } });
  const asked = Array.from({ length: 4 }, () => ask(small, { query: '{ sleep(ms: 1000) }' }));
  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 503, 503]);
  expect(answers.filter(({ status }) => status === 503).map(codeOf)).toEqual(['SPONA_BUSY', 'SPONA_BUSY']);
  expect(small.refusals.map(({ code }) => code)).toEqual(['SPONA_BUSY', 'SPONA_BUSY']);
  expect((await ask(small, { query: '{ hello }' })).status).toBe(200);
  await small.server.stop();
});

describe('rates', () => {
  test('of a staff member: 429 with the seconds to wait, recorded once', async () => {
    const slow = await startToy({ limits: { staffPerMinute: 3 } });
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1)
      statuses.push((await ask(slow, { query: '{ hello }' })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429]);
    const refused = await ask(slow, { query: '{ hello }' });
    expect(codeOf(refused)).toBe('SPONA_RATE');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(slow.refusals.map(({ code }) => code)).toEqual(['SPONA_RATE']);
    expect((await ask(slow, { query: '{ hello }' }, { authorization: 'Bearer machine' })).status).toBe(200);
    await slow.server.stop();
  });

  test('of refused tokens: after the last one the next are not even looked at', async () => {
    const strict = await startToy({ limits: { failuresPerMinute: 2 } });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      statuses.push((await ask(strict, { query: '{ hello }' }, { authorization: 'Bearer no' })).status);
    }
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect(strict.refusals).toHaveLength(2);
    await strict.server.stop();
  });

  test.each(['Bearer purpose', 'Bearer crash'])(
    '"%s" is no attempt at a token and does not count',
    async (authorization) => {
      const strict = await startToy({ limits: { failuresPerMinute: 1 } });
      await ask(strict, { query: '{ hello }' }, { authorization });
      await ask(strict, { query: '{ hello }' }, { authorization });
      expect((await ask(strict, { query: '{ hello }' })).status).toBe(200);
      await strict.server.stop();
    },
  );
});

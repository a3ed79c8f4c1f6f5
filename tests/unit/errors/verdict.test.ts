import { buildSchema, execute, parse, type ExecutionResult } from 'graphql';
import { SponaError } from '../../../src/errors/spona-error';
import { verdictOf } from '../../../src/errors/verdict';

const schema = buildSchema(`
  enum Level { HIGH LOW }
  input Range { from: Int! }
  type Query { level(of: Level, range: Range, n: Int! = 1): Level text: String many(of: [Level]): Level }
`);

const run = async (
  source: string,
  variables: Record<string, unknown> = {},
  level: unknown = 'HIGH',
): Promise<unknown> => {
  const resolve = (): unknown => {
    if (level instanceof Error) throw level;
    return level;
  };
  const result: ExecutionResult = await execute({
    schema,
    document: parse(source),
    rootValue: { level: resolve },
    variableValues: variables,
  });
  return result.errors?.[0];
};

describe("what a client's input got wrong is told with a quotation", () => {
  test('a variable of a wrong type, without a suggestion', async () => {
    const verdict = verdictOf(await run('query ($of: Level) { level(of: $of) }', { of: 'HIGHER' }));
    expect(verdict.code).toBe('SPONA_INVALID');
    expect(JSON.stringify(verdict.extensions)).toContain('HIGHER');
    expect(JSON.stringify(verdict.extensions)).not.toContain('Did you mean');
  });
  test('a missing variable', async () => {
    expect(verdictOf(await run('query ($range: Range!) { level(range: $range) }')).code).toBe(
      'SPONA_INVALID',
    );
  });
  test.each<[string, Record<string, unknown>, string]>([
    ['query ($of: Level) { level(of: $of) }', { of: 'HIGHER' }, 'of'],
    ['query ($range: Range!) { level(range: $range) }', {}, 'range'],
    ['query ($range: Range) { level(range: $range) }', { range: { from: 'x' } }, 'range.from'],
    ['query ($of: [Level]) { many(of: $of) }', { of: ['HIGH', 'x'] }, 'of.1'],
    ['query ($n: Int = 2) { level(n: $n) }', { n: null }, 'n'],
  ])('and with its path: %s %j', async (source, variables, path) => {
    expect(verdictOf(await run(source, variables)).extensions).toMatchObject({ problems: [{ path }] });
  });
  test('more wrong variables than GraphQL lists', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `v${index}`);
    const source = `query (${names.map((name) => `$${name}: Int!`).join(' ')}) { text }`;
    expect(verdictOf(await run(source)).code).toBe('SPONA_INVALID');
  });
  test('null for an argument, found only in execution', async () => {
    const verdict = verdictOf(await run('query ($n: Int = 2) { level(n: $n) }', { n: null }));
    expect(verdict.code).toBe('SPONA_INVALID');
  });
});

describe('what a resolver got wrong is told to nobody', () => {
  test('a plain error', async () => {
    expect(verdictOf(await run('{ level }', {}, new Error('Mira')))).toEqual({ code: 'SPONA_INTERNAL' });
  });
  test('a value outside its enum', async () => {
    expect(verdictOf(await run('{ level }', {}, 'Mira'))).toEqual({ code: 'SPONA_INTERNAL' });
  });
  test("an error that carries another library's extensions", async () => {
    const foreign = Object.assign(new Error('Mira'), {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED', row: 'Mira' },
    });
    expect(verdictOf(await run('{ level }', {}, foreign))).toEqual({ code: 'SPONA_INTERNAL' });
  });
  test.each([['text'], [undefined], [null], [{ message: 'Mira' }]])('%p', (thrown) => {
    expect(verdictOf(thrown)).toEqual({ code: 'SPONA_INTERNAL' });
  });
});

test('our own errors are known through every wrapping', async () => {
  const error = await run('{ level }', {}, new SponaError('SPONA_CONFLICT', { extensions: { version: 3 } }));
  expect(verdictOf(error)).toMatchObject({ code: 'SPONA_CONFLICT', extensions: { version: 3 } });
});

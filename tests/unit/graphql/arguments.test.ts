import { getOperationAST, parse, validate, buildSchema, isInputObjectType } from 'graphql';
import { SponaError } from '../../../src/errors/spona-error';
import { checkArguments } from '../../../src/graphql/arguments';
import type { ProfilePolicy } from '../../../src/policy';

const schema = buildSchema(`
  enum Level { HIGH LOW }
  enum Order { TIME_ASC SECRET_ASC }
  input Filter { and: [Filter!] or: [Filter!] not: Filter open: String secret: Level listed: [Level!] }
  type Query { cases(filter: Filter, filters: [Filter!], order: Order, orders: [Order!]): Int }
`);
const filter = schema.getType('Filter');
if (!isInputObjectType(filter)) throw new Error('no filter');
filter.getFields()['open']!.extensions = { category: 'open' };
filter.getFields()['secret']!.extensions = { category: 'closed' };
filter.getFields()['listed']!.extensions = { category: 'closed' };
const order = schema.getType('Order');
if (order === undefined || !('getValue' in order)) throw new Error('no order');
order.getValue('SECRET_ASC')!.extensions = { category: 'closed' };

/** `closed` is never disclosed to this profile, all else depends on the row. */
const policy = {
  classify: (category: string) => (category === 'closed' ? 'never' : 'row'),
} as unknown as ProfilePolicy;

/** The paths that were refused, or none. */
const refused = (source: string, variables: Record<string, unknown> = {}): string[] => {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const definition = getOperationAST(document, 'Q') ?? getOperationAST(document)!;
  try {
    checkArguments(schema, { document, definition, variables }, policy);
    return [];
  } catch (error) {
    if (!(error instanceof SponaError)) throw error;
    expect(error.code).toBe('SPONA_ARGUMENT');
    return (error.extensions['problems'] as { path: string }[]).map(({ path }) => path);
  }
};

describe('an argument by what the profile never reads is refused', () => {
  it.each<[string, string, Record<string, unknown>?]>([
    ['as a literal', '{ cases(filter: { secret: HIGH }) }'],
    ['with null for its value', '{ cases(filter: { secret: null }) }'],
    ['below not', '{ cases(filter: { not: { secret: HIGH } }) }'],
    ['below and', '{ cases(filter: { and: [{ open: "x" }, { secret: HIGH }] }) }'],
    ['below or, as one that stands for a list', '{ cases(filter: { or: { secret: HIGH } }) }'],
    ['deep down', '{ cases(filter: { not: { or: [{ and: { not: { secret: LOW } } }] } }) }'],
    ['with a variable for its value', 'query Q($l: Level) { cases(filter: { secret: $l }) }', { l: 'HIGH' }],
    ['with a variable that is not given', 'query Q($l: Level) { cases(filter: { secret: $l }) }', {}],
    ['in a variable', 'query Q($f: Filter) { cases(filter: $f) }', { f: { secret: 'HIGH' } }],
    ['in a variable, with null', 'query Q($f: Filter) { cases(filter: $f) }', { f: { secret: null } }],
    [
      'nested in a variable',
      'query Q($f: Filter!) { cases(filter: $f) }',
      { f: { and: [{ or: [{ not: { secret: 'HIGH' } }] }] } },
    ],
    [
      'in a variable, one that stands for a list',
      'query Q($f: Filter) { cases(filter: $f) }',
      { f: { and: { secret: 'HIGH' } } },
    ],
    [
      'in a list of variables',
      'query Q($f: [Filter!]) { cases(filters: $f) }',
      { f: [{}, { secret: 'LOW' }] },
    ],
    ['in a variable for a list', 'query Q($f: [Filter!]) { cases(filters: $f) }', { f: { secret: 'LOW' } }],
    [
      'in a variable below a literal',
      'query Q($f: Filter!) { cases(filter: { not: $f }) }',
      { f: { secret: 'LOW' } },
    ],
    ['in the default of a variable', 'query Q($f: Filter = { secret: HIGH }) { cases(filter: $f) }'],
    ['in a fragment', 'query Q { ...F } fragment F on Query { cases(filter: { secret: HIGH }) }'],
    ['in an inline fragment', '{ ... { cases(filter: { secret: HIGH }) } }'],
    [
      'in a field that is skipped',
      '{ cases @skip(if: true) other: cases(filter: { secret: HIGH }) @include(if: false) }',
    ],
    ['in an operation beside', 'query Q { cases } query Other { cases(filter: { secret: HIGH }) }'],
  ])('%s', (_label, source, variables = {}) => {
    expect(refused(source, variables)).toEqual(['Filter.secret']);
  });

  it('as a value of an order, written or in a variable', () => {
    expect(refused('{ cases(order: SECRET_ASC) }')).toEqual(['Order.SECRET_ASC']);
    expect(refused('{ cases(orders: [TIME_ASC, SECRET_ASC]) }')).toEqual(['Order.SECRET_ASC']);
    expect(refused('{ cases(orders: SECRET_ASC) }')).toEqual(['Order.SECRET_ASC']);
    expect(refused('query Q($o: Order) { cases(order: $o) }', { o: 'SECRET_ASC' })).toEqual([
      'Order.SECRET_ASC',
    ]);
    expect(refused('query Q($o: [Order!]) { cases(orders: $o) }', { o: ['SECRET_ASC'] })).toEqual([
      'Order.SECRET_ASC',
    ]);
    expect(refused('query Q($o: Order = SECRET_ASC) { cases(order: $o) }')).toEqual(['Order.SECRET_ASC']);
  });

  it('with every one of them named at once, and none twice', () => {
    expect(
      refused('{ a: cases(filter: { listed: [], secret: LOW }) b: cases(filter: { secret: HIGH }) }'),
    ).toEqual(['Filter.listed', 'Filter.secret']);
  });
});

describe('other arguments pass', () => {
  it.each<[string, Record<string, unknown>?]>([
    ['{ cases }'],
    ['{ cases(filter: { open: "secret", not: { open: "x" } }, order: TIME_ASC) }'],
    ['query Q($f: Filter) { cases(filter: $f) }', { f: { open: 'x' } }],
    ['query Q($f: Filter) { cases(filter: $f) }', { f: null }],
    ['query Q($f: Filter) { cases(filter: $f) }', {}],
    ['query Q($f: [Filter!]) { cases(filters: $f) }', { f: [] }],
    ['query Q($o: Order) { cases(order: $o) }', { o: 'TIME_ASC' }],
  ])('%s', (source, variables = {}) => {
    expect(refused(source, variables)).toEqual([]);
  });
});

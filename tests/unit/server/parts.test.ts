import { buildSchema, getOperationAST, parse } from 'graphql';
import { stripLiterals } from '../../../src/lib/strip-literals';
import { addressKey } from '../../../src/server/address-key';
import { formatError } from '../../../src/server/format-error';
import { Gate } from '../../../src/server/gate';
import { createLogger } from '../../../src/server/logger';
import { isJsonBody } from '../../../src/server/media-type';
import { operationCost } from '../../../src/server/operation-cost';

describe('Gate', () => {
  const never = new AbortController().signal;

  test('admits in the order of coming', async () => {
    const gate = new Gate(1, 5);
    const leave = await gate.enter(never);
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (turn) => {
      const done = await gate.enter(never);
      order.push(turn);
      done();
    });
    expect(gate.counts).toEqual({ running: 1, waiting: 3 });
    leave();
    leave();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
    expect(gate.counts).toEqual({ running: 0, waiting: 0 });
  });

  test('who gives up leaves the queue with the reason', async () => {
    const gate = new Gate(1, 1);
    const leave = await gate.enter(never);
    const controller = new AbortController();
    const waiting = gate.enter(controller.signal);
    controller.abort(new Error('late'));
    await expect(waiting).rejects.toThrow('late');
    expect(gate.counts).toEqual({ running: 1, waiting: 0 });
    await expect(gate.enter(controller.signal)).rejects.toThrow('late');
    leave();
    expect(gate.counts).toEqual({ running: 0, waiting: 0 });
  });
});

describe('operationCost', () => {
  const schema = buildSchema(`
    interface Named { name: String }
    type Case implements Named { name: String records: [Record!]! notes(first: Int = 5): Notes tags: [String] }
    type Record { id: ID case: Case }
    type Notes { nodes: [Record] totalCount: Int }
    type Query { case: Case cases(first: Int, last: Int): [Case] named: [Named] }
  `);
  const cost = (source: string, variables: Record<string, unknown> = {}): number => {
    const document = parse(source);
    return operationCost({ schema, document, operation: getOperationAST(document)!, variables }, 1_000_000);
  };

  test.each([
    ['{ case { name } }', 2],
    ['{ case { tags } }', 2],
    ['{ case { records { id } } }', 12],
    ['{ cases(first: 3) { name } }', 4],
    ['{ cases(last: 3) { name } }', 4],
    ['{ cases { name } }', 11],
    ['{ case { notes { nodes { id } totalCount } } }', 9],
    ['{ case { notes(first: 2) { nodes { id } } } }', 5],
    ['{ cases(first: 2) { records { case { name } } } }', 43],
    ['{ named { name ... on Case { tags } } }', 21],
    ['{ ...A } fragment A on Query { case { ...B } } fragment B on Case { name }', 2],
    ['{ __schema { types { name } } }', 2_001],
    ['{ cases(first: -5) { name } }', 2],
    ['query ($n: Int = 4) { cases(first: $n) { name } }', 5],
    ['query ($n: Int) { cases(first: $n) { name } }', 11],
  ])('%s costs %i', (source, expected) => {
    expect(cost(source)).toBe(expected);
  });

  test('reads pages from variables', () => {
    expect(cost('query ($n: Int = 4) { cases(first: $n) { name } }', { n: 7 })).toBe(8);
    expect(cost('query ($n: Int) { cases(first: $n) { name } }', { n: '7' })).toBe(11);
  });

  test('stops early on fragments that multiply', () => {
    const fragments = Array.from({ length: 40 }, (_, index) =>
      index === 39
        ? `fragment F39 on Case { name }`
        : `fragment F${index} on Case { ...F${index + 1} ...F${index + 1} }`,
    );
    const document = parse(`{ case { ...F0 } } ${fragments.join(' ')}`);
    const operation = getOperationAST(document)!;
    expect(operationCost({ schema, document, operation, variables: {} }, 1_000)).toBeGreaterThan(1_000);
  });
});

const hashOf = (document: string): string => stripLiterals(parse(document)).hash;

test('the hash of a stripped document knows the operation, not what it asks about', () => {
  const about = (name: string, count: number): string =>
    hashOf(`query A { person(name: "${name}", n: ${count}, level: HIGH) { id } }`);
  expect(about('Mira', 1)).toBe(about('Petar', 22));
  expect(about('Mira', 1)).toBe(
    hashOf('query A { mira: person(name: "", n: 0, level: LOW) { born1990: id } }'),
  );
  for (const other of [
    'query A { person(name: "", n: 0) { id } }',
    'query A { person(name: "", n: 0, level: LOW) { id name } }',
    'query B { person(name: "", n: 0, level: LOW) { id } }',
  ])
    expect(about('Mira', 1)).not.toBe(hashOf(other));
});

test('stripLiterals keeps no value in any place, and no name that a client gave to a field', () => {
  const { content, hash } = stripLiterals(
    parse(`query A($v: F = { e: [HIGH], t: true }) {
      mira7: a(b: """Mira""", c: ["Mira", 7], d: { e: 7.5, f: true, g: HIGH, h: $v }) @include(if: true) { b }
      ... on Query { petar: c(l: [true, false]) }
    }`),
  );
  expect(content).not.toMatch(/mira|petar|7|HIGH|true/i);
  expect({ content, hash }).toEqual(
    stripLiterals(
      parse(
        `query A($v: F = { e: [], t: false }) { a(b: "x", c: [], d: { e: 0.5, f: false, g: LOW, h: $v }) @include(if: false) { b }
          ... on Query { c(l: []) } }`,
      ),
    ),
  );
});

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['', ''],
])('the address %s counts as %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});

test.each([
  ['application/json', true],
  ['Application/JSON; charset="UTF-8"', true],
  ['application/json; charset=latin1', false],
  ['application/jsonp', false],
  [undefined, false],
])('%s is a JSON body: %s', (type, expected) => {
  expect(isJsonBody(type)).toBe(expected);
});

test('formatError never throws, whatever it is given', () => {
  const hostile = new Proxy(new Error('x'), {
    get: () => {
      throw new Error('Secret');
    },
    getPrototypeOf: () => {
      throw new Error('Secret');
    },
  });
  expect(formatError(hostile, 'r-1', () => undefined).extensions).toEqual({
    code: 'SPONA_INTERNAL',
    requestId: 'r-1',
  });
  const broken = formatError(new Error('x'), null, () => {
    throw new Error('the log is full');
  });
  expect(broken.extensions).toEqual({ code: 'SPONA_INTERNAL' });
});

test('the logger removes secrets by name and messages of errors', () => {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'info',
    errorMessages: false,
    stream: { write: (line: string) => lines.push(line) },
  });
  logger.error({
    authorization: 'Bearer Secret',
    req: { headers: { authorization: 'Secret' } },
    a: { b: { token: 'Secret' } },
    variables: { name: 'Secret' },
    err: new Error('Secret'),
  });
  logger.error(new Error('Secret'));
  logger.error({ err: new Error('Secret') }, 'with its own text');
  expect(lines).toHaveLength(3);
  expect(lines.join('')).not.toContain('Secret');
  expect(lines[2]).toContain('with its own text');
});

import fc from 'fast-check';
import { MAX_TOKEN_LENGTH, readCompactForm } from '../../../src/identity/compact-form';
import { parseStrictObject } from '../../../src/identity/strict-json';

const encode = (value: string | Uint8Array): string => Buffer.from(value).toString('base64url');
const bytes = (text: string): Uint8Array => Buffer.from(text);
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const jsonObject = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 });
const signature = fc.uint8Array({ minLength: 1, maxLength: 64 });
const sound = fc
  .tuple(jsonObject, jsonObject, signature)
  .map(
    ([header, claims, end]) =>
      `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}.${encode(end)}`,
  )
  .filter((token) => token.length <= MAX_TOKEN_LENGTH);

const isRefused = (token: string): boolean => {
  try {
    readCompactForm(token);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'SPONA_UNAUTHENTICATED' });
    return true;
  }
};

test('whatever is encoded strictly is read back', () => {
  fc.assert(
    fc.property(jsonObject, jsonObject, signature, (header, claims, end) => {
      const token = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}.${encode(end)}`;
      fc.pre(token.length <= MAX_TOKEN_LENGTH);
      const round = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
      expect(readCompactForm(token)).toEqual({ header: round(header), claims: round(claims) });
    }),
  );
});

test('one foreign character anywhere is refused', () => {
  const foreign = fc.string({ minLength: 1, maxLength: 1 }).filter((c) => !ALPHABET.includes(c));
  fc.assert(
    fc.property(sound, foreign, fc.nat(), (token, character, at) => {
      const position = at % (token.length + 1);
      expect(isRefused(token.slice(0, position) + character + token.slice(position))).toBe(true);
    }),
  );
});

test('padding, whitespace and the other alphabet are refused at the end of every part', () => {
  fc.assert(
    fc.property(
      sound,
      fc.nat(2),
      fc.constantFrom('=', '==', ' ', '\n', '\t', '+', '/', '%'),
      (token, at, end) => {
        const parts = token.split('.').map((part, index) => (index === at ? part + end : part));
        expect(isRefused(parts.join('.'))).toBe(true);
      },
    ),
  );
});

test('every value has one spelling: changed trailing bits are refused', () => {
  fc.assert(
    fc.property(sound, fc.nat(2), fc.integer({ min: 1, max: 15 }), (token, at, change) => {
      const parts = token.split('.');
      const part = parts[at] ?? '';
      const unused = { 2: 16, 3: 4 }[part.length % 4];
      fc.pre(unused !== undefined && change < unused);
      const last = ALPHABET[ALPHABET.indexOf(part.at(-1) ?? '') ^ change] ?? '';
      parts[at] = part.slice(0, -1) + last;
      expect(isRefused(parts.join('.'))).toBe(true);
    }),
  );
});

test('a length that no bytes have is refused', () => {
  fc.assert(
    fc.property(sound, fc.nat(2), fc.nat(ALPHABET.length - 1), (token, at, extra) => {
      const parts = token.split('.');
      fc.pre((parts[at] ?? '').length % 4 === 0);
      parts[at] = `${parts[at] ?? ''}${ALPHABET.charAt(extra)}`;
      expect(isRefused(parts.join('.'))).toBe(true);
    }),
  );
});

test('any number of parts but three is refused', () => {
  fc.assert(
    fc.property(fc.array(fc.base64String().map((text) => text.replace(/[=+/]/gu, 'A'))), (parts) => {
      fc.pre(parts.length !== 3);
      expect(isRefused(parts.join('.'))).toBe(true);
    }),
  );
});

test('arbitrary text is refused or decodes to itself', () => {
  fc.assert(fc.property(fc.string(), (text) => expect(isRefused(text)).toBe(true)));
});

test.each([
  '',
  '.',
  '..',
  '...',
  'e30',
  'e30.e30',
  '.e30.AA',
  'e30..AA',
  'e30.e30.',
  'e30.e30.AA.',
  '.e30.e30.AA',
])('refused: %j', (token) => expect(isRefused(token)).toBe(true));

test('the size is limited', () => {
  const padded = (length: number): string => `e30.e30.${'A'.repeat(length - 8)}`;
  expect(isRefused(padded(MAX_TOKEN_LENGTH))).toBe(false);
  expect(isRefused(padded(MAX_TOKEN_LENGTH + 4))).toBe(true);
});

test.each([
  ['a list', '[]'],
  ['null', 'null'],
  ['a number', '7'],
  ['a text', '"{}"'],
  ['nothing', ' '],
  ['garbage after the object', '{} x'],
  ['two objects', '{}{}'],
  ['a comment', '{/**/}'],
  ['a trailing comma', '{"a":1,}'],
  ['a byte order mark', '\uFEFF{}'],
])('%s is no strict object', (_what, text) => {
  expect(parseStrictObject(bytes(text))).toBeNull();
});

test('invalid UTF-8 is no strict object', () => {
  const around = (inner: readonly number[]): Uint8Array =>
    Buffer.concat([bytes('{"a":"'), Buffer.from(inner), bytes('"}')]);
  for (const inner of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]])
    expect(parseStrictObject(around(inner))).toBeNull();
});

describe('duplicate members', () => {
  test.each([
    '{"a":1,"a":1}',
    '{"a":1,"b":2,"a":3}',
    '{"a":1,"\\u0061":2}',
    '{"b":{"a":1,"a":2}}',
    '{"b":[{"a":1,"a":2}]}',
    '{"b":[1,{"c":{}}],"b":0}',
    '{"":1,"":2}',
    '{"\\"":1,"\\u0022":2}',
    '{"__proto__":1,"__proto__":2}',
  ])('%s is refused', (text) => expect(parseStrictObject(bytes(text))).toBeNull());

  test.each([
    '{"a":{"a":{"a":1}}}',
    '{"a":[{"a":1},{"a":1}]}',
    '{"a":"b","b":"a"}',
    '{"a":"\\",\\"a\\":"}',
    '{"a":["a","a"],"b":"a:"}',
    '{"a":"{\\"a\\":1,\\"a\\":1}"}',
  ])('%s has none', (text) => expect(parseStrictObject(bytes(text))).toEqual(JSON.parse(text)));

  test('any repeated member is found, whatever stands around it', () => {
    fc.assert(
      fc.property(jsonObject, fc.string(), fc.jsonValue(), fc.jsonValue(), (others, name, one, two) => {
        const member = (value: unknown): string => `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        const rest = Object.entries(others).map(
          ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
        );
        const text = `{${[member(one), ...rest, member(two)].join(',')}}`;
        expect(parseStrictObject(bytes(text))).toBeNull();
        expect(parseStrictObject(bytes(`{"outer":[0,${text}]}`))).toBeNull();
      }),
    );
  });
});

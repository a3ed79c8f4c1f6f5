import { buildSchema, parse, validate } from 'graphql';
import { parseIssuers } from '../../../src/config/issuers';
import { DEMO_CASE_ID, DEMO_PERSONAS } from '../../../src/demo';
import {
  ALLEGATION,
  HANDLING,
  ORDER,
  OWN,
  PROOFS,
  PURPOSES,
  RECORD,
  SCOPES,
  SECTORS,
  SUBJECT_ROLES,
  TIES,
  WITHHELD_CODES,
} from '../../../src/policy/facts';
import { firstCells, read, section, textsIn } from './markdown';

const readme = read('README.md');

describe('the words of the README', () => {
  const words = section(readme, 'Words');
  // NONE of own, record, order and allegation is the absence of the fact, and no word of its own.
  const facts = { OWN, RECORD, ORDER, ALLEGATION };
  test.each([
    ...Object.entries({ SECTORS, PURPOSES, PROOFS, SCOPES, TIES, SUBJECT_ROLES }),
    ...Object.entries(facts).map(([name, list]) => [name, list.filter((value) => value !== 'NONE')] as const),
  ])('name every value of %s', (_name, list) => {
    expect(list.filter((value) => !words.includes(`\`${value}\``))).toEqual([]);
  });

  test('say of every code and mark what it means, and of no other', () => {
    expect(firstCells(section(readme, 'What an answer says'))).toEqual([...WITHHELD_CODES, ...HANDLING]);
  });
});

describe('what the README shows', () => {
  const schema = buildSchema(read('schema.graphql'));
  const bodies = textsIn(readme, 'sh').flatMap((text) =>
    [...text.matchAll(/--data '([^']*)'/gu)].map(
      ([, body = '']) => (JSON.parse(body) as { query: string }).query,
    ),
  );

  test('asks with curl', () => {
    expect(bodies).not.toEqual([]);
  });

  test.each([...textsIn(readme, 'graphql'), ...bodies])('fits the schema: %s', (document) => {
    expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
  });

  test.each(textsIn(readme, 'json'))('is JSON: %s', (text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  });

  test('configures an issuer as the hub reads it', () => {
    const [issuers = ''] = textsIn(section(readme, 'Database'), 'json');
    expect(parseIssuers(issuers)).toHaveLength(1);
  });

  test('is a case and persons of the demo', () => {
    const ids = [...readme.matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu)].map(([id]) => id);
    const personas = [...readme.matchAll(/--as ([a-z0-9-]+)(?![\w:-])/gu)].map(([, persona = '']) => persona);
    expect(new Set(ids)).toEqual(new Set([DEMO_CASE_ID]));
    expect(personas.filter((persona) => !(persona in DEMO_PERSONAS))).toEqual([]);
  });
});

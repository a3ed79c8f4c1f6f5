import { parse } from 'yaml';
import { mappingDocument } from '../../../src/exchange/mapping/document';
import { createRowMapper } from '../../../src/exchange/mapping/map-row';

const BASE = `
zone: UTC
agency: { code: { constant: PS-1 } }
case: { reference: { column: n } }
incident:
  occurredAt: { column: t }
  forms: { constant: PHYSICAL }
  channel: { constant: UNKNOWN }
persons:
  victim: { reference: { column: v }, roles: { constant: VICTIM } }
`;

/** A mapper of the base mapping, with blocks replaced or added. */
const mapperOf = (changes: string): ReturnType<typeof createRowMapper> => {
  const base = parse(BASE) as Record<string, Record<string, unknown>>;
  for (const [name, block] of Object.entries(parse(changes) as typeof base))
    base[name] = Array.isArray(block) || typeof block === 'string' ? block : { ...base[name], ...block };
  return createRowMapper(mappingDocument.parse(base));
};

const row = (cells: Readonly<Record<string, string>>): { line: number; cell(name: string): string } => {
  const all: Readonly<Record<string, string>> = { n: '1', t: '2020-01-01', v: 'v1', ...cells };
  return { line: 2, cell: (name) => all[name] ?? '' };
};

/** What the sources of one incident field tell of cells; problems instead, if any. */
const told = (field: string, source: string, cells: Readonly<Record<string, string>>): unknown => {
  const mapped = mapperOf(`incident: { ${field}: ${source} }`).map(row(cells));
  return 'agency' in mapped ? mapped.incident?.values[field] : mapped;
};
const problem = (code: string, field: string): object[] => [{ code, field }];

describe('a value of a row', () => {
  it.each([
    ['as it stands, without blanks around', 'description', '{ column: a }', { a: ' x y ' }, 'x y'],
    [
      'from several columns, those that are filled',
      'description',
      '{ columns: [a, b, c] }',
      { a: 'x', c: 'y' },
      'x y',
    ],
    ['nothing from an empty cell', 'description', '{ column: a, prefix: "P " }', { a: '  ' }, null],
    ['with a prefix', 'description', '{ column: a, prefix: "P " }', { a: 'x' }, 'P x'],
    ['a constant', 'place', '{ constant: HOME }', {}, 'HOME'],
    [
      'by a table, whatever the case and blanks',
      'place',
      '{ column: a, values: { "Kod  kuće": HOME } }',
      { a: 'KOD KUĆE' },
      'HOME',
    ],
    ['nothing by a table', 'place', '{ column: a, values: { x: null } }', { a: 'x' }, null],
    [
      'what is told otherwise',
      'place',
      '{ column: a, values: { x: HOME }, otherwise: OTHER }',
      { a: 'z' },
      'OTHER',
    ],
    ['a word of the hub itself', 'place', '{ column: a }', { a: 'HOME' }, 'HOME'],
    ['a part of the cell', 'description', `{ column: a, extract: '^(\\d+)-' }`, { a: '12-x' }, '12'],
    ['all that matches', 'description', `{ column: a, extract: '\\d+' }`, { a: 'a12-x' }, '12'],
    ['the first of several', 'description', '{ column: a, separator: ";", pick: first }', { a: 'x;y' }, 'x'],
    [
      'several put together',
      'description',
      '{ column: a, separator: ";", join: " + " }',
      { a: 'x;;y' },
      'x + y',
    ],
    [
      'the first in an order',
      'weapon',
      '{ column: a, separator: ";", pick: [FIREARM, KNIFE], values: { n: KNIFE, p: FIREARM, s: BODY } }',
      { a: 's;n;p' },
      'FIREARM',
    ],
    [
      'what there is, where the order has none of it',
      'weapon',
      '{ column: a, pick: [KNIFE], values: { s: BODY } }',
      { a: 's' },
      'BODY',
    ],
    ['by ranges', 'childrenPresent', '{ column: a, ranges: [{ to: 17, value: true }] }', { a: '17' }, true],
    [
      'nothing beyond ranges',
      'childrenPresent',
      '{ column: a, ranges: [{ to: 17, value: true }] }',
      { a: '18' },
      null,
    ],
    [
      'the first source that tells something',
      'place',
      '[{ column: a }, { column: b }]',
      { b: 'HOME' },
      'HOME',
    ],
    [
      'a list without repetition',
      'forms',
      '{ column: a, separator: "/" }',
      { a: 'SEXUAL/PHYSICAL/SEXUAL' },
      ['SEXUAL', 'PHYSICAL'],
    ],
    [
      'a list from several sources',
      'forms',
      '[{ column: a }, { constant: SEXUAL }]',
      { a: 'CYBER' },
      ['CYBER', 'SEXUAL'],
    ],
  ])('is %s', (_what, field, source, cells, expected) => {
    expect(told(field, source, cells)).toEqual(expected);
  });

  it.each([
    ['place', '{ column: a, values: { x: HOME } }', 'z', 'NOT_MAPPED'],
    ['place', '{ column: a }', 'Kuća', 'NOT_MAPPED'],
    ['place', '{ column: a, separator: ";" }', 'HOME;STREET', 'SEVERAL_VALUES'],
    ['childrenPresent', '{ column: a }', 'true', 'NOT_MAPPED'],
    ['childrenPresent', '{ column: a, ranges: [{ to: 17, value: true }] }', 'x', 'NOT_A_NUMBER'],
    ['description', '{ column: a, extract: "z" }', 'x', 'NO_MATCH'],
    ['occurredAt', '{ column: a }', '1.1.2020', 'NOT_A_TIME'],
    ['occurredAt', '{ column: a }', '', 'MISSING'],
    ['forms', '{ column: a }', '', 'MISSING'],
  ])('of %s by %s cannot be "%s"', (field, source, cell, code) => {
    expect(told(field, source, { a: cell })).toEqual(problem(code, `incident.${field}`));
  });
});

describe('a row', () => {
  const person = (source: string, cells: Readonly<Record<string, string>>): unknown => {
    const mapped = mapperOf(
      `persons: { victim: { reference: { column: v }, roles: { constant: VICTIM }, ${source} } }`,
    ).map(row(cells));
    return 'agency' in mapped ? mapped.persons[0]?.values : mapped;
  };

  it('tells numbers and days of a person', () => {
    expect(
      person('ageReported: { column: a }, birthDate: { column: b }', { a: '07', b: '2020-02-29' }),
    ).toEqual({
      roles: ['VICTIM'],
      ageReported: 7,
      birthDate: '2020-02-29',
    });
    expect(person('ageReported: { column: a }', { a: '7.5' })).toEqual(
      problem('NOT_A_NUMBER', 'persons.victim.ageReported'),
    );
    expect(person('ageReported: { column: a }', { a: '99999999999' })).toEqual(
      problem('NOT_A_NUMBER', 'persons.victim.ageReported'),
    );
    expect(person('birthDate: { column: a }', { a: '2019-02-29' })).toEqual(
      problem('NOT_A_DAY', 'persons.victim.birthDate'),
    );
  });

  it('tells the precision with the time', () => {
    const mapped = mapperOf('{}').map(row({}));
    expect(mapped).toMatchObject({
      agency: { code: 'PS-1', name: null, area: null },
      reference: '1',
      incident: { reference: '1', values: { occurredAt: '2020-01-01T00:00:00.000Z', precision: 'DAY' } },
    });
  });

  it('tells everything that is wrong with it', () => {
    const mapped = mapperOf('incident: { place: { column: p }, weapon: { column: w } }').map(
      row({ p: 'x', w: 'y' }),
    );
    expect(mapped).toEqual([
      { code: 'NOT_MAPPED', field: 'incident.place' },
      { code: 'NOT_MAPPED', field: 'incident.weapon' },
    ]);
  });

  it('belongs to no case without its key', () => {
    const mapper = mapperOf('agency: { code: { column: g } }');
    expect(mapper.key(row({ n: '', g: 'PS-2' }))).toBeNull();
    expect(mapper.map(row({ n: '' }))).toEqual([
      { code: 'MISSING', field: 'agency.code' },
      { code: 'MISSING', field: 'case.reference' },
    ]);
    expect(mapper.key(row({ g: 'PS-2' }))).toEqual({
      agency: { code: 'PS-2', name: null, area: null },
      reference: '1',
    });
  });

  it('has no person without a reference, and must have one at least', () => {
    const mapper = mapperOf(
      `persons: { offender: { reference: { column: o }, roles: { constant: RESPONDENT } } }
relationships: [{ from: victim, to: offender, code: { column: r } }]`,
    );
    expect(mapper.map(row({}))).toMatchObject({ persons: [{ reference: 'v1' }], relationships: [] });
    expect(mapper.map(row({ o: 'o1', r: 'SPOUSE' }))).toMatchObject({
      persons: [{ reference: 'v1' }, { reference: 'o1' }],
      relationships: [{ from: 'v1', to: 'o1', code: 'SPOUSE' }],
    });
    expect(mapper.map(row({ o: 'o1' }))).toEqual(problem('MISSING', 'relationships.0.code'));
    expect(mapper.map(row({ v: '' }))).toEqual(problem('MISSING', 'persons'));
  });

  it('relates nobody to himself', () => {
    const mapper = mapperOf(
      `persons: { offender: { reference: { column: o }, roles: { constant: RESPONDENT } } }
relationships: [{ from: victim, to: offender, code: { constant: UNKNOWN } }]`,
    );
    expect(mapper.map(row({ o: 'v1' }))).toMatchObject({ relationships: [] });
  });

  it('knows more words than the empty one for nothing', () => {
    const mapper = mapperOf('incident: { place: { column: p } }\nempty: [n/a]');
    expect(mapper.map(row({ p: ' n/a ' }))).toMatchObject({ incident: { values: { place: null } } });
  });

  it('without an incident must tell when the case was opened', () => {
    const document = mappingDocument.parse({
      ...(parse(BASE) as object),
      incident: undefined,
      case: { reference: { column: 'n' }, openedAt: { column: 't' } },
    });
    const mapper = createRowMapper(document);
    expect(mapper.map(row({}))).toMatchObject({
      case: { openedAt: '2020-01-01T00:00:00.000Z' },
      incident: null,
    });
    expect(mapper.map(row({ t: '' }))).toEqual(problem('MISSING', 'case.openedAt'));
  });
});

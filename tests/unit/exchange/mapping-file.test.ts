import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkHeader, loadMapping } from '../../../src/exchange/mapping/load-mapping';
import { packageRoot } from '../../../src/lib/root';
import { MappingError } from '../../../src/exchange/mapping/mapping-error';

const GOOD = `zone: Europe/Belgrade
agency: { code: { constant: PS-1 } }
case: { reference: { column: number } }
incident:
  occurredAt: { column: time, formats: [dd.MM.yyyy HH:mm] }
  forms: { column: forms, separator: '/', values: { fizičko: PHYSICAL, psihičko: PSYCHOLOGICAL } }
  channel: { constant: POLICE_PATROL }
persons:
  victim:
    reference: { column: victim }
    roles: { constant: VICTIM }
`;

describe('a mapping file', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'spona-mapping-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = (text: string): string => {
    const file = join(folder, 'm.yaml');
    writeFileSync(file, text);
    return file;
  };
  const problems = (text: string): string[] => {
    try {
      loadMapping(write(text));
      return [];
    } catch (error) {
      if (!(error instanceof MappingError)) throw error;
      return error.message.split('\n').map((line) => line.replace(`${join(folder, 'm.yaml')}:`, ''));
    }
  };
  const withIncident = (line: string): string => GOOD.replace('incident:\n', `incident:\n${line}\n`);

  it('is loaded, and tells the columns that it reads', () => {
    const { columns } = loadMapping(write(GOOD));
    expect(columns.map(({ name, place: { line, column } }) => [name, line, column])).toEqual([
      ['number', 3, 30],
      ['time', 5, 25],
      ['forms', 6, 20],
      ['victim', 10, 26],
    ]);
  });

  it('is explained by an example that can be loaded', () => {
    const text = readFileSync(join(packageRoot, 'src/exchange/mappings/README.md'), 'utf8');
    const [, example = ''] = /```yaml\n([^]*?)```/u.exec(text) ?? [];
    expect(problems(example)).toEqual([]);
    expect(example).not.toBe('');
  });

  it('ships for NIBRS exports', () => {
    expect(loadMapping('nibrs').columns.length).toBeGreaterThan(10);
  });

  it.each([
    ['is no YAML', 'agency: [', '1:10: Flow sequence'],
    ['has a key that nobody knows', `${GOOD}colour: red\n`, '12:1: colour: is not known here'],
    [
      'has a field that nobody knows',
      withIncident('  colour: { column: x }'),
      '5:3: incident.colour: is not known here',
    ],
    [
      'has a step that nobody knows',
      withIncident('  place: { column: x, mapp: {} }'),
      '5:23: incident.place.mapp: is not known here',
    ],
    ['lacks what every report needs', GOOD.replace(/^case.*\n/mu, ''), '1:1: case: is missing'],
    [
      'takes a field from nowhere',
      withIncident('  place: { separator: ";" }'),
      '5:10: incident.place: give exactly one of column, columns, constant',
    ],
    [
      'tells a value that the field does not have',
      withIncident('  weapon: { column: x, values: { pištolj: FIREARMS } }'),
      '5:43: incident.weapon.values.pištolj: "FIREARMS" is no value of this field; did you mean FIREARM?',
    ],
    [
      'tells a text where a yes or no belongs',
      withIncident('  childrenPresent: { column: x, values: { da: "yes" } }'),
      '5:47: incident.childrenPresent.values.da: must be true or false',
    ],
    [
      'tells a text where a number belongs',
      GOOD.replace('roles:', 'ageReported: { column: x, values: { a: b } }\n    roles:'),
      '11:44: persons.victim.ageReported.values.a: must be a whole number',
    ],
    [
      'tells several values where there is one',
      withIncident('  weapon: { column: x, values: { oba: [KNIFE, FIREARM] } }'),
      '5:39: incident.weapon.values.oba: tells several values of a field that holds one; add pick',
    ],
    [
      'has a key twice but for case',
      withIncident('  weapon: { column: x, values: { Nož: KNIFE, nož: KNIFE } }'),
      '5:51: incident.weapon.values.nož: stands twice: upper and lower case are the same',
    ],
    [
      'has a pattern that is none',
      withIncident('  description: { column: x, extract: "(" }'),
      '5:38: incident.description.extract: is no regular expression',
    ],
    [
      'has a time format that is none',
      GOOD.replace('dd.MM.yyyy HH:mm', 'dd.MM.yyyy hh:mm'),
      '5:41: incident.occurredAt.formats.0: "h" means nothing in a time format; known are yyyy, MM, M, dd, d, HH, H, mm, ss, XXX',
    ],
    [
      'does not know where its times are',
      GOOD.replace(/^zone.*\n/mu, ''),
      '4:15: incident.occurredAt: the time names no offset; give the time zone of the file as "zone"',
    ],
    [
      'has a time zone that nobody knows',
      GOOD.replace('Belgrade', 'Beograd'),
      '1:7: zone: "Europe/Beograd" is no time zone, such as Europe/Belgrade',
    ],
    [
      'has an encoding that nobody knows',
      `${GOOD}csv: { encoding: latin-99 }\n`,
      '12:18: csv.encoding: "latin-99" is no encoding, such as utf-8 or windows-1250',
    ],
    [
      'quotes with its delimiter',
      `${GOOD}csv: { delimiter: "'", quote: "'" }\n`,
      '12:31: csv.quote: is the delimiter',
    ],
    [
      'puts a step where it has no effect',
      withIncident('  place: { column: x, join: "/" }'),
      '5:29: incident.place.join: has no effect on a field of this kind',
    ],
    [
      'puts a step on a constant',
      withIncident('  place: { constant: HOME, separator: ";" }'),
      '5:39: incident.place.separator: has no effect on a constant',
    ],
    [
      'relates persons that it does not have',
      `${GOOD}relationships:\n  - { from: victim, to: husband, code: { constant: SPOUSE } }\n`,
      '13:25: relationships.0.to: "husband" is none of the persons: victim',
    ],
    [
      'relates a person to herself',
      `${GOOD}relationships:\n  - { from: victim, to: victim, code: { constant: SPOUSE } }\n`,
      '13:25: relationships.0.to: is the same person as from',
    ],
    [
      'cannot tell when a case was opened',
      GOOD.replace(/^incident:\n( {2}.*\n)+/mu, ''),
      '3:7: case: has no openedAt, and there is no incident that would tell it',
    ],
    [
      'has no persons',
      GOOD.replace(/^persons:\n( .*\n)+/mu, 'persons: {}\n'),
      '8:10: persons: a report has at least one person',
    ],
    [
      'lacks a field that every person needs',
      GOOD.replace(/^ {4}roles.*\n/mu, ''),
      '10:5: persons.victim.roles: is missing',
    ],
    [
      'names a column where a source belongs',
      withIncident('  place: location'),
      '5:10: incident.place: must say where the value comes from, as in { column: name }',
    ],
    [
      'has a column that is no text',
      withIncident('  place: { column: 3 }'),
      '5:20: incident.place.column: must be a text: put it in quotes',
    ],
    [
      'tells a block where a value belongs',
      withIncident('  place: { column: x, values: { a: { b: HOME } } }'),
      '5:36: incident.place.values.a: must be a value, a list of values or null',
    ],
    [
      'has a range without a value',
      withIncident('  place: { column: x, ranges: [{ from: 1 }] }'),
      '5:32: incident.place.ranges.0.value: is missing',
    ],
    [
      'has a column without a name',
      withIncident('  place: { column: "" }'),
      '5:20: incident.place.column: must not be empty',
    ],
    [
      'has a list where a single text belongs',
      withIncident('  place: [{ column: x, separator: [1] }]'),
      '5:35: incident.place.0.separator: must be a text: put it in quotes',
    ],
    [
      'has a delimiter of two characters',
      `${GOOD}csv: { delimiter: ';;' }\n`,
      '12:19: csv.delimiter: must be a single character',
    ],
    [
      'names a person in capitals',
      GOOD.replace('victim:', 'Victim:'),
      '9:3: persons.Victim: name persons in small letters',
    ],
    ['is empty', '# nothing yet\n', '1:1: the mapping is empty'],
    ['is a list', '- 1\n', '1:1: must be a block of keys and values'],
  ])('that %s says so with line, column and key', (_what, text, expected) => {
    const [first = ''] = problems(text);
    expect(first.startsWith(expected) ? expected : first).toBe(expected);
  });

  it('tells everything that is wrong at once, in the order of the lines', () => {
    const text = GOOD.replace('Belgrade', 'Beograd').replace('POLICE_PATROL', 'PATROL');
    expect(problems(text).map((line) => line.split(':')[0])).toEqual(['1', '7']);
  });

  it('that does not exist is told by its name', () => {
    expect(() => loadMapping('nowhere.yaml')).toThrow(
      'nowhere.yaml:1:1: there is no such mapping, shipped or as a file; shipped: nibrs',
    );
  });

  it('that is no file, or not in UTF-8, is told as such', () => {
    expect(() => loadMapping(folder)).toThrow(`${folder}:1:1: is a folder, not a file`);
    const file = join(folder, 'latin.yaml');
    writeFileSync(file, Buffer.concat([Buffer.from('about: x\nzone: '), Buffer.from([0x9e])]));
    expect(() => loadMapping(file)).toThrow(`${file}:2:1: is not written in UTF-8`);
  });

  it('that cuts the file at the wrong character is told once', () => {
    expect(() => checkHeader(loadMapping(write(GOOD)), ['number;time;forms;victim'])).toThrow(
      /^[^\n]*m\.yaml:1:1: csv\.delimiter: the first line of the file is a single column; does "," stand between its columns\?$/u,
    );
  });

  it('must read columns that the file has, once', () => {
    const mapping = loadMapping(write(GOOD));
    expect(() => checkHeader(mapping, ['number', 'time', 'forms', 'victim', 'more'])).not.toThrow();
    expect(() => checkHeader(mapping, ['number', 'times', 'forms', 'forms', 'victim'])).toThrow(
      /m\.yaml:5:25: incident\.occurredAt\.column: the file has no column "time"; did you mean times.*\n.*6:20: incident\.forms\.column: the file has the column "forms" twice/u,
    );
  });
});

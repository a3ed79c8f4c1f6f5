import { loadMapping } from '../../../src/exchange/mapping/load-mapping';
import { createRowMapper, type Fragment } from '../../../src/exchange/mapping/map-row';
import { RELATIONSHIP_CODES } from '../../../src/casework/relationship-codes';

/** An invented row in the form of an export. */
const ROW = {
  incident_id: '900000001',
  ori: 'XX0000100',
  agency: 'RIVERBEND PD',
  county: 'RIVERBEND; HILLTOP',
  incident_date: '2019-07-04',
  incident_hour: '23',
  offenses: '13B Simple Assault; 290 Destruction/Damage/Vandalism of Property',
  locations: 'Highway/Road/Alley/Street/Sidewalk; Residence/Home',
  weapons: 'Personal Weapons; Handgun',
  victim_id: '910000001',
  victim_age: '34',
  victim_sex: 'F',
  injuries: 'M Minor Injury; T Loss of Teeth',
  offender_id: '920000001',
  offender_age: '36',
  offender_sex: 'M',
  relationship_code: 'SE',
};

const mapper = createRowMapper(loadMapping('nibrs').document);

const map = (changes: Partial<typeof ROW> = {}): unknown => {
  const cells: Readonly<Record<string, string>> = { ...ROW, ...changes };
  return mapper.map({ line: 2, cell: (name) => cells[name] ?? '' });
};
const incident = (changes: Partial<typeof ROW>): unknown => (map(changes) as Fragment).incident?.values;
const victim = (changes: Partial<typeof ROW>): unknown => (map(changes) as Fragment).persons[0]?.values;

describe('the NIBRS mapping', () => {
  it('makes a case of an incident, with both persons and what the victim was to the offender', () => {
    expect(map()).toEqual({
      agency: { code: 'XX0000100', name: 'RIVERBEND PD', area: 'RIVERBEND' },
      reference: '900000001',
      case: {},
      incident: {
        reference: '900000001',
        values: {
          occurredAt: '2019-07-05T04:00:00.000Z',
          precision: 'HOUR',
          forms: ['PHYSICAL', 'ECONOMIC'],
          place: 'HOME',
          weapon: 'FIREARM',
          childrenPresent: null,
          channel: 'UNKNOWN',
          description: 'Offences: 13B Simple Assault; 290 Destruction/Damage/Vandalism of Property',
        },
      },
      persons: [
        {
          reference: '910000001',
          values: {
            roles: ['VICTIM'],
            ageReported: 34,
            sex: 'FEMALE',
            note: 'Injuries: M Minor Injury; T Loss of Teeth',
          },
        },
        {
          reference: '920000001',
          values: { roles: ['RESPONDENT'], ageReported: 36, sex: 'MALE', status: 'REPORTED' },
        },
      ],
      relationships: [{ from: '910000001', to: '920000001', code: 'SPOUSE' }],
    });
  });

  it.each([
    ['', null, ['VICTIM'], null],
    ['00', null, ['VICTIM'], null],
    ['NN', 0, ['VICTIM', 'CHILD'], true],
    ['NB', 0, ['VICTIM', 'CHILD'], true],
    ['BB', 0, ['VICTIM', 'CHILD'], true],
    ['1', 1, ['VICTIM', 'CHILD'], true],
    ['17', 17, ['VICTIM', 'CHILD'], true],
    ['18', 18, ['VICTIM'], null],
    ['98', 98, ['VICTIM'], null],
    ['99', 99, ['VICTIM'], null],
  ])('reads the age "%s" as %p', (age, years, roles, childrenPresent) => {
    expect(victim({ victim_age: age })).toMatchObject({ ageReported: years, roles });
    expect(incident({ victim_age: age })).toMatchObject({ childrenPresent });
  });

  it.each([
    ['13C Intimidation', ['PSYCHOLOGICAL']],
    ['11A Rape; 13A Aggravated Assault', ['SEXUAL', 'PHYSICAL']],
    ['120 Robbery', ['PHYSICAL', 'ECONOMIC']],
    ['13B Simple Assault; 35A Drug/Narcotic Violations', ['PHYSICAL']],
    ['13B', ['PHYSICAL']],
  ])('sees in "%s" the forms %j', (offenses, forms) => {
    expect(incident({ offenses })).toMatchObject({ forms });
  });

  it('rejects an incident without any form of violence', () => {
    expect(map({ offenses: '35A Drug/Narcotic Violations' })).toEqual([
      { code: 'MISSING', field: 'incident.forms' },
    ]);
  });

  it('knows an incident without its hour by the day, and without a weapon by nothing', () => {
    expect(incident({ incident_hour: '', weapons: '' })).toMatchObject({
      occurredAt: '2019-07-04T05:00:00.000Z',
      precision: 'DAY',
      weapon: null,
    });
  });

  it.each([
    ['BG', 'PARTNER'],
    ['CF', 'CHILD_OF_PARTNER'],
    ['CO', 'HOUSEHOLD_MEMBER'],
    ['VO', 'UNKNOWN'],
    ['sb', 'SIBLING'],
  ])('reads the relationship %s as %s', (relationship_code, code) => {
    expect(map({ relationship_code })).toMatchObject({ relationships: [{ code }] });
  });

  it('reads every relationship as one that the law of some country can cover or leave out', () => {
    const { relationships } = loadMapping('nibrs').document;
    const { code } = relationships![0]!;
    const codes = 'values' in code ? Object.values(code.values ?? {}) : [];
    expect(codes.filter((name) => !(String(name) in RELATIONSHIP_CODES))).toEqual([]);
    expect(codes).toHaveLength(30);
  });

  it('does not guess a code that it does not know', () => {
    expect(map({ relationship_code: 'ZZ' })).toEqual([{ code: 'NOT_MAPPED', field: 'relationships.0.code' }]);
    expect(map({ weapons: 'Trebuchet' })).toEqual([{ code: 'NOT_MAPPED', field: 'incident.weapon' }]);
  });

  it('takes a row without an offender for a victim alone', () => {
    expect(map({ offender_id: '', relationship_code: '' })).toMatchObject({
      persons: [{ reference: '910000001' }],
      relationships: [],
    });
  });
});

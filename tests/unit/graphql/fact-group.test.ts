import { FactGroup, FactGroups } from '../../../src/graphql/fact-group';
import type { ProfilePolicy } from '../../../src/policy';
import { NO_FACTS } from '../../../src/policy/facts';

const TELLING = [
  'provenance.staff',
  'case.reference',
  'case.municipality',
  'incident.reference',
  'incident.municipality',
  'address.municipality',
];

let asked: string[] = [];
const generous = {
  decide: (category: string) => {
    asked.push(category);
    return { disclose: true, rule: `${category}/1`, basis: [], handling: [] };
  },
} as unknown as ProfilePolicy;

const TYPES = new Map([['Row', { fields: ['x', 'y', 'z'], categories: ['a', 'b', 'a'] }]]);

describe('rows with equal facts', () => {
  beforeEach(() => (asked = []));

  it('are decided once a category', () => {
    const group = new FactGroup(generous, TYPES, NO_FACTS, undefined, false);
    expect(group.decide('a')).toBe(group.decide('a'));
    group.decide('b');
    expect(asked).toEqual(['a', 'b']);
  });

  it('withhold what would name a concealed custodian, whatever the policy says', () => {
    const concealed = new FactGroup(generous, TYPES, NO_FACTS, undefined, true);
    const open = new FactGroup(generous, TYPES, NO_FACTS, undefined, false);
    for (const category of TELLING) {
      expect([category, concealed.decide(category).disclose]).toEqual([category, false]);
      expect([category, open.decide(category).disclose]).toEqual([category, true]);
    }
    expect(concealed.decide('risk.level').disclose).toBe(true);
  });

  it('know of a protected reporter by the facts of now and then', () => {
    const hidden = { ...NO_FACTS, subjects: ['PROTECTED_REPORTER'] as const };
    expect(new FactGroup(generous, TYPES, hidden, undefined, false).of('Row', 0).protected).toBe(true);
    expect(new FactGroup(generous, TYPES, NO_FACTS, hidden, false).of('Row', 0).protected).toBe(true);
    expect(new FactGroup(generous, TYPES, NO_FACTS, NO_FACTS, false).of('Row', 0).protected).toBe(false);
  });

  it('have their decisions as bits of the fields of their type', () => {
    const choosy = {
      decide: (category: string) => ({ disclose: category === 'a', rule: 'a/1', basis: [], handling: [] }),
    } as unknown as ProfilePolicy;
    const group = new FactGroup(choosy, TYPES, NO_FACTS, undefined, false);
    expect(group.open('Row')).toBe(0b101);
    expect(group.open('Unknown')).toBe(0);
    expect(['x', 'y', 'z', 'w'].map((field) => group.shows('Row', field))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(group.shows('Unknown', 'x')).toBe(false);
  });

  it('are told once for all operations that ask the same of them', () => {
    const group = new FactGroup(generous, TYPES, NO_FACTS, undefined, false);
    const told = group.of('Row', 0b101);
    expect(group.of('Row', 0b101)).toBe(told);
    expect(told.grounds.disclosed).toEqual([['a', 'a/1']]);
    expect(group.of('Row', 0b111).grounds.disclosed).toEqual([
      ['a', 'a/1'],
      ['b', 'b/1'],
    ]);
    expect(group.of('Row', 0b1).grounds.hash).toBe(told.grounds.hash);
  });
});

describe('the fact groups of a profile', () => {
  const facts = (tie: 'UNIT' | 'NAMED') => () => ({
    now: { ...NO_FACTS, tie },
    then: undefined,
    concealed: false,
  });

  it('are one for equal facts, whoever asks when', () => {
    const groups = new FactGroups(generous, TYPES);
    const unit = groups.get('unit', facts('UNIT'));
    expect(groups.get('unit', facts('UNIT'))).toBe(unit);
    expect(groups.get('named', facts('NAMED')).facts.tie).toBe('NAMED');
  });

  it('do not grow without bound, by facts or by what is asked together', () => {
    const groups = new FactGroups(generous, TYPES);
    const first = groups.get('0', facts('UNIT'));
    for (let n = 1; n < 5000; n += 1) groups.get(String(n), facts('UNIT'));
    const again = groups.get('0', facts('UNIT'));
    expect(again).not.toBe(first);
    for (let asked = 0; asked < 5000; asked += 1) again.of('Row', asked);
    expect(groups.get('0', facts('UNIT'))).not.toBe(again);
    expect(groups.get('0', facts('UNIT'))).toBe(groups.get('0', facts('UNIT')));
  });
});

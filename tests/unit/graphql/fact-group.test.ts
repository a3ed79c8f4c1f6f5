import { FactGroup } from '../../../src/graphql/row';
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

describe('rows with equal facts', () => {
  beforeEach(() => (asked = []));

  it('are decided once a category', () => {
    const group = new FactGroup(generous, NO_FACTS, undefined, false);
    expect(group.decide('a')).toBe(group.decide('a'));
    group.decide('b');
    expect(asked).toEqual(['a', 'b']);
  });

  it('withhold what would name a concealed custodian, whatever the policy says', () => {
    const concealed = new FactGroup(generous, NO_FACTS, undefined, true);
    const open = new FactGroup(generous, NO_FACTS, undefined, false);
    for (const category of TELLING) {
      expect([category, concealed.decide(category).disclose]).toEqual([category, false]);
      expect([category, open.decide(category).disclose]).toEqual([category, true]);
    }
    expect(concealed.decide('risk.level').disclose).toBe(true);
  });

  it('know of a protected reporter by the facts of now and then', () => {
    const hidden = { ...NO_FACTS, subjects: ['PROTECTED_REPORTER'] as const };
    expect(new FactGroup(generous, hidden, undefined, false).speaksOfProtected).toBe(true);
    expect(new FactGroup(generous, NO_FACTS, hidden, false).speaksOfProtected).toBe(true);
    expect(new FactGroup(generous, NO_FACTS, NO_FACTS, false).speaksOfProtected).toBe(false);
  });
});

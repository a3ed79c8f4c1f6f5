import { loadPolicies } from '../../../src/policy';
import type { Profile } from '../../../src/policy/facts';
import { NO_FACTS } from './support/facts';
import { withFolder } from './support/folder';
import { SYNTHETIC } from './support/synthetic';

const set = withFolder(SYNTHETIC, (dir) =>
  loadPolicies(dir, 'RS', { production: true, at: new Date('2026-05-01') }),
);
const ngo: Profile = { sector: 'NGO', roles: [], purpose: 'CARE', proof: 'PROVEN' };

describe('an explanation', () => {
  it('names for each rule which condition holds, fails or is not told', () => {
    const explanation = set.explain(ngo, 'risk.level', { scopes: ['CONFERENCE'], tie: 'UNIT' });
    expect(explanation).toMatchObject({ known: true, classification: 'row', decision: null });
    expect(explanation.candidates.map(({ rule, verdict, off }) => [rule, verdict, off])).toEqual([
      ['risk.level/holder', 'FAILS', null],
      ['risk.level/1', 'FAILS', null],
      ['risk.level/3', 'OFF', 'UNVERIFIED'],
      ['risk.level/2', 'FAILS', null],
    ]);
    expect(explanation.candidates[3]?.conditions).toEqual([
      { key: 'sector', wanted: 'NGO', holds: true },
      { key: 'purpose', wanted: 'CARE', holds: true },
      { key: 'scope', wanted: 'CONFERENCE', holds: true },
      { key: 'tie', wanted: 'NAMED', holds: false },
      { key: 'own', wanted: 'SELF', holds: null },
      { key: 'consent', wanted: 'consent in force for this category', holds: null },
    ]);
  });

  it('decides once every fact is told', () => {
    const facts = {
      ...NO_FACTS,
      scopes: ['CONFERENCE' as const],
      tie: 'NAMED' as const,
      own: 'SELF' as const,
      consent: new Set(['risk.level']),
    };
    const explanation = set.explain(ngo, 'risk.level', facts);
    expect(explanation.decision).toMatchObject({ disclose: true, rule: 'risk.level/2' });
    expect(explanation.candidates.map(({ verdict }) => verdict)).toEqual(['FAILS', 'FAILS', 'OFF', 'OPENS']);
    const locked = set.explain(ngo, 'risk.level', { ...facts, conflict: true });
    expect(locked.decision).toEqual({ disclose: false });
    expect(locked.candidates.map(({ verdict }) => verdict)).not.toContain('OPENS');
  });

  it('speaks of the parts of a family that are in question', () => {
    const social: Profile = { ...ngo, sector: 'SOCIAL_WORK', purpose: 'PROTECTION' };
    const rules = (facts?: object): string[] =>
      set.explain(social, 'name.full', facts).candidates.map(({ rule }) => rule);
    expect(rules({ subjects: ['CHILD'] })).toEqual(['child.name.full/holder', 'child.name.full/1']);
    expect(rules()).toContain('victim.name.full/1');
    expect(set.explain(social, 'child.name.full').candidates.map(({ rule }) => rule)).toEqual([
      'child.name.full/holder',
      'child.name.full/1',
    ]);
  });

  it('says what it can of forbidden, silent, derived and unknown categories', () => {
    expect(set.explain(ngo, 'place.shelter')).toMatchObject({ forbidden: true, silent: true });
    expect(set.explain(ngo, 'risk.flag')).toMatchObject({
      derivedFrom: ['risk.level'],
      classification: 'never',
    });
    expect(set.explain(ngo, 'no.such')).toMatchObject({
      known: false,
      classification: 'never',
      candidates: [],
      withheld: { code: 'NO_RULE' },
    });
    expect(set.explain(ngo, 'case.read')).toMatchObject({ classification: 'always', withheld: null });
  });
});

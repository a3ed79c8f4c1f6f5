import { compile } from '../../../src/policy/compile';
import type { PolicySet } from '../../../src/policy';
import { PROOFS, PURPOSES, SECTORS, type Profile, type RowFacts } from '../../../src/policy/facts';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { NO_FACTS } from './support/facts';
import { withFolder } from './support/folder';
import { INT, RS } from './support/synthetic';

const FILES = {
  'vocabulary.yaml': `
handling: []
roles:
  CHIEF: { sector: POLICE, purposes: [INVESTIGATION], about: one who may act for investigation alone }
  NURSE: { sector: HEALTH, purposes: [CARE, PROTECTION], about: one of another sector }
categories:
  note.chief: { kind: content, about: for chiefs and nurses }
  note.care: { kind: content, about: for care }
  note.proven: { kind: content, about: for the person’s own token }
  note.held: { kind: content, about: for its holder }
`,
  'protocols/rs.yaml': RS,
  'protocols/int.yaml': INT,
  'police/note.yaml': `
categories:
  note.chief:
    readers:
      - sector: [POLICE, HEALTH]
        scope: [LIAISON]
        purpose: [INVESTIGATION, PROTECTION, CARE]
        tie: [UNIT, NAMED]
        role: [CHIEF, NURSE]
        basis: [rs.law.1]
  note.care:
    readers:
      - sector: [POLICE, HEALTH]
        scope: [LIAISON]
        purpose: [CARE]
        tie: [UNIT, NAMED]
        basis: [rs.law.1]
  note.proven:
    readers:
      - sector: [POLICE, HEALTH]
        scope: [LIAISON]
        purpose: [CARE, PROTECTION, INVESTIGATION]
        tie: [UNIT, NAMED]
        proof: [PROVEN]
        basis: [rs.law.1]
  note.held:
    holder: POLICE
    readers: []
`,
};

const load = (files: Readonly<Record<string, string>> = FILES): PolicySet => {
  const { content, problems } = withFolder(files, readPolicies);
  if (content === null) throw new PolicyError(problems);
  return compile(content, { country: 'RS', production: false, at: new Date('2026-05-01T00:00:00Z') });
};

const set = load();
const CATEGORIES = [...set.categories.keys()];
const LIAISON: RowFacts = { ...NO_FACTS, scopes: ['LIAISON'], tie: 'NAMED' };
const HELD: RowFacts = { ...NO_FACTS, tie: 'NAMED', record: 'HOLDER' };

const viewer = (changes: Partial<Profile>): Profile => ({
  sector: 'POLICE',
  roles: ['CHIEF'],
  purpose: 'INVESTIGATION',
  proof: 'PROVEN',
  ...changes,
});
const opens = (profile: Profile, category: string, facts: RowFacts): boolean =>
  set.profile(profile).decide(category, facts).disclose;

describe('a viewer’s facts', () => {
  it('hold no role that may not act for the purpose', () => {
    expect(opens(viewer({}), 'note.chief', LIAISON)).toBe(true);
    expect(opens(viewer({ purpose: 'PROTECTION' }), 'note.chief', LIAISON)).toBe(false);
    expect(
      opens(viewer({ sector: 'HEALTH', roles: ['NURSE'], purpose: 'CARE' }), 'note.chief', LIAISON),
    ).toBe(true);
  });

  it('hold no role of another sector', () => {
    expect(opens(viewer({ roles: ['NURSE'], purpose: 'PROTECTION' }), 'note.chief', LIAISON)).toBe(false);
    expect(opens(viewer({ sector: 'HEALTH' }), 'note.chief', LIAISON)).toBe(false);
  });

  it('tell viewers apart by a later rule alone', () => {
    const reader = (sector: string, scope: string): string =>
      `      - { sector: [${sector}], scope: [${scope}], purpose: [CARE], tie: [NAMED], basis: [rs.law.1] }`;
    const two = load({
      ...FILES,
      'vocabulary.yaml':
        'handling: []\nroles: {}\ncategories:\n  note.two: { kind: content, about: of two rules }\n',
      'police/note.yaml': `categories:\n  note.two:\n    readers:\n${reader('POLICE, HEALTH', 'LIAISON')}\n${reader('POLICE', 'CONFERENCE')}\n`,
    });
    const [police, health] = (['POLICE', 'HEALTH'] as const).map((sector) =>
      two.profile(viewer({ sector, roles: [], purpose: 'CARE' })),
    );
    expect(police!.withheld('note.two')).toEqual(health!.withheld('note.two'));
    const conference: RowFacts = { ...LIAISON, scopes: ['CONFERENCE'] };
    expect(police!.decide('note.two', conference).disclose).toBe(true);
    expect(health!.decide('note.two', conference).disclose).toBe(false);
    expect(police!.key).not.toBe(health!.key);
  });

  it('decide the same whoever was asked about before', () => {
    const everybody = SECTORS.flatMap((sector) =>
      PURPOSES.flatMap((purpose) =>
        PROOFS.flatMap((proof) =>
          [[], ['CHIEF'], ['NURSE']].map((roles) => ({ sector, purpose, proof, roles })),
        ),
      ),
    );
    const answers = (from: PolicySet, profile: Profile): unknown[] => {
      const policy = from.profile(profile);
      return CATEGORIES.map((category) => [
        category,
        policy.classify(category),
        policy.decide(category, LIAISON).disclose,
        policy.decide(category, HELD).disclose,
        policy.clauses(category),
        policy.withheld(category),
      ]);
    };
    // Forwards and backwards: of two who share what they should not, either is the first once.
    const forwards = load();
    const backwards = load();
    const first = everybody.map((profile) => answers(forwards, profile));
    const last = [...everybody].reverse().map((profile) => answers(backwards, profile));
    expect(last.reverse()).toEqual(first);
    const alone = everybody.filter((_, at) => at % 7 === 0);
    for (const profile of alone) expect(answers(load(), profile)).toEqual(answers(forwards, profile));
  });
});

describe('the holder', () => {
  const holder = (purpose: Profile['purpose']): boolean =>
    opens(viewer({ purpose, roles: [] }), 'note.held', HELD);

  it('reads for no purpose without content', () => {
    expect(PURPOSES.filter(holder)).toEqual(
      PURPOSES.filter((purpose) => purpose !== 'AUDIT' && purpose !== 'STATISTICS'),
    );
  });

  it('is of the sector that the entry names', () => {
    const sectors = SECTORS.filter((sector) => opens(viewer({ sector, roles: [] }), 'note.held', HELD));
    expect(sectors).toEqual(['POLICE']);
  });

  it('is the record’s own, and works on the case', () => {
    expect(opens(viewer({}), 'note.held', { ...HELD, record: 'ADDRESSEE' })).toBe(false);
    expect(opens(viewer({}), 'note.held', { ...HELD, tie: 'NONE' })).toBe(false);
    expect(opens(viewer({}), 'note.held', { ...HELD, conflict: true })).toBe(false);
  });
});

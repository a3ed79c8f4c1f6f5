import { compile } from '../../../src/policy/compile';
import type { PolicySet } from '../../../src/policy';
import {
  GRANTS,
  PROOFS,
  PURPOSES,
  type Profile,
  type RowFacts,
  SECTORS,
  SUBJECT_ROLES,
} from '../../../src/policy/facts';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { NO_FACTS } from './support/facts';
import { withFolder } from './support/folder';
import { SYNTHETIC } from './support/synthetic';

const load = (files: Readonly<Record<string, string>> = SYNTHETIC, day = '2026-05-01'): PolicySet => {
  const { content, problems } = withFolder(files, readPolicies);
  if (content === null) throw new PolicyError(problems);
  return compile(content, { country: 'RS', production: false, at: new Date(`${day}T00:00:00Z`) });
};

const set = load();
const viewer = (profile: Partial<Profile>): Profile => ({
  sector: 'POLICE',
  roles: [],
  purpose: 'PROTECTION',
  proof: 'PROVEN',
  ...profile,
});

const everyViewer = (): Profile[] =>
  SECTORS.flatMap((sector) =>
    PURPOSES.flatMap((purpose) =>
      PROOFS.flatMap((proof) =>
        [[], ['JUDGE'], ['AUDITOR']].map((roles) => ({ sector, purpose, proof, roles })),
      ),
    ),
  );

describe('the key of a profile', () => {
  const categories = [...set.categories.keys(), ...set.parts.keys()];
  const answersOf = (profile: Profile): string => {
    const policy = set.profile(profile);
    return JSON.stringify(
      categories.map((category) => [
        policy.classify(category),
        policy.clauses(category),
        policy.withheld(category),
      ]),
    );
  };

  it('is equal exactly where classification, clauses and refusals are', () => {
    const byKey = new Map<string, string>();
    const byAnswers = new Map<string, string>();
    for (const profile of everyViewer()) {
      const { key } = set.profile(profile);
      const answers = answersOf(profile);
      expect(byKey.get(key) ?? answers).toBe(answers);
      expect(byAnswers.get(answers) ?? key).toBe(key);
      byKey.set(key, answers);
      byAnswers.set(answers, key);
    }
    expect(byKey.size).toBeGreaterThan(10);
    expect(byKey.size).toBeLessThan(everyViewer().length / 2);
  });

  it('does not hang on roles that no rule asks for, nor on their order', () => {
    expect(set.profile(viewer({ roles: ['LIAISON'] }))).toBe(set.profile(viewer({})));
    const court = { sector: 'COURT', purpose: 'ADJUDICATION' } as const;
    expect(set.profile(viewer({ ...court, roles: ['JUDGE', 'LIAISON'] }))).toBe(
      set.profile(viewer({ ...court, roles: ['LIAISON', 'JUDGE', 'JUDGE'] })),
    );
  });

  it('changes with the content of the policy', () => {
    const changed = load({
      ...SYNTHETIC,
      'casework/people.yaml': `${SYNTHETIC['casework/people.yaml'] ?? ''}\n# a comment`,
    });
    expect(changed.version).toBe(set.version);
    const other = load({
      ...SYNTHETIC,
      'casework/people.yaml': (SYNTHETIC['casework/people.yaml'] ?? '').replace(
        'purpose: [CARE]',
        'purpose: [CARE, PROTECTION]',
      ),
    });
    expect(other.version).not.toBe(set.version);
    expect(other.profile(viewer({})).key).not.toBe(set.profile(viewer({})).key);
  });
});

describe('the facts that a profile reads', () => {
  it('are those that some rule of it asks for', () => {
    const rulesOf = (profile: Profile): string =>
      JSON.stringify(
        [...set.categories.keys(), ...set.parts.keys()].flatMap((category) =>
          set.profile(profile).clauses(category),
        ),
      );
    const found = { own: 0, order: 0, addressee: 0, grants: 0 };
    for (const profile of everyViewer()) {
      const { reads } = set.profile(profile);
      const rules = rulesOf(profile);
      expect(reads.own).toBe(rules.includes('"own":'));
      expect(reads.order).toBe(rules.includes('"order":'));
      expect(reads.allegation).toBe(rules.includes('"allegation":'));
      expect(reads.addressee).toBe(rules.includes('"ADDRESSEE"'));
      for (const grant of GRANTS) expect(reads.grants.has(grant)).toBe(rules.includes(`"${grant}"`));
      found.own += Number(reads.own);
      found.order += Number(reads.order);
      found.addressee += Number(reads.addressee);
      found.grants += reads.grants.size;
    }
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(0);
  });
});

describe('what a profile is told of a withheld category', () => {
  it.each<[string, Partial<Profile>, string, string | null]>([
    ['risk.level', { sector: 'EDUCATION' }, 'NO_RULE', null],
    ['risk.level', { sector: 'PROSECUTION', purpose: 'CARE' }, 'PURPOSE', 'risk.level/1'],
    ['risk.level', { sector: 'PROSECUTION' }, 'SCOPE', 'risk.level/1'],
    ['risk.level', {}, 'SCOPE', 'risk.level/holder'],
    ['risk.level', { sector: 'NGO', purpose: 'CARE' }, 'TIE', 'risk.level/3'],
    ['risk.existence', { sector: 'SOCIAL_WORK' }, 'SCOPE', 'risk.existence/1'],
    ['place.shelter', { sector: 'NGO' }, 'SCOPE', 'place.shelter/holder'],
    ['risk.filed', { sector: 'COURT', purpose: 'ADJUDICATION', roles: ['JUDGE'] }, 'MANDATE', 'risk.filed/1'],
    ['risk.filed', { sector: 'COURT', purpose: 'ADJUDICATION' }, 'NO_RULE', null],
    ['risk.filed', { sector: 'COURT', purpose: 'CARE', roles: ['JUDGE'] }, 'PURPOSE', 'risk.filed/1'],
    ['risk.emergency', { sector: 'HEALTH', purpose: 'PROTECTION' }, 'PURPOSE', 'risk.emergency/2'],
    ['risk.record', { proof: 'ASSERTED', purpose: 'AUDIT' }, 'PURPOSE', 'risk.record/holder'],
    ['place.shelter', { sector: 'HEALTH' }, 'FORBIDDEN', null],
    ['place.shelter', { sector: 'SOCIAL_WORK' }, 'CONSENT', 'place.shelter/1'],
    ['place.shelter', { sector: 'SOCIAL_WORK', purpose: 'CARE' }, 'FORBIDDEN', null],
    ['name.full', { sector: 'EDUCATION' }, 'NO_RULE', null],
    ['name.full', { sector: 'SOCIAL_WORK', purpose: 'CARE' }, 'SCOPE', 'victim.name.full/1'],
    ['protected-reporter.name.full', {}, 'FORBIDDEN', null],
    ['no.such', {}, 'NO_RULE', null],
  ])('%s %j: %s', (category, profile, code, rule) => {
    const withheld = set.profile(viewer(profile)).withheld(category);
    expect(withheld).toMatchObject({ code, rule });
    expect(withheld.remedy).toMatch(/\.$/);
  });

  it('is MANDATE where a mandate opens it, or else a release from secrecy', () => {
    const either = load({
      ...SYNTHETIC,
      'police/risk.yaml': (SYNTHETIC['police/risk.yaml'] ?? '').replace(
        'record: [ADDRESSEE]\n        mandate: true',
        `record: [ADDRESSEE]
        consent: true
        basis: [rs.law.3]
      - sector: [COURT]
        scope: [REFERRAL]
        purpose: [ADJUDICATION]
        tie: [NAMED]
        mandate: true`,
      ),
    });
    const judge = viewer({ sector: 'COURT', purpose: 'ADJUDICATION', roles: ['JUDGE'] });
    expect(either.profile(judge).withheld('risk.filed')).toMatchObject({
      code: 'MANDATE',
      rule: 'risk.filed/2',
    });
  });

  it('is PROOF where only the person’s own token opens it', () => {
    const strict = load({
      ...SYNTHETIC,
      'police/risk.yaml': (SYNTHETIC['police/risk.yaml'] ?? '').replace(
        'scope: [LIAISON, CONFERENCE]',
        'scope: [LIAISON, CONFERENCE]\n        proof: [PROVEN]',
      ),
    });
    const withheld = strict
      .profile(viewer({ sector: 'PROSECUTION', proof: 'ASSERTED' }))
      .withheld('risk.level');
    expect(withheld).toMatchObject({
      code: 'PROOF',
      rule: 'risk.level/1',
      basis: ['rs.law.1', 'rs.habit.1'],
    });
  });
});

describe('a decision', () => {
  const liaison: RowFacts = { ...NO_FACTS, scopes: ['LIAISON'], tie: 'UNIT' };

  it('cites rule, basis and marks, and is the same object every time', () => {
    const policy = set.profile(viewer({ sector: 'PROSECUTION' }));
    const decision = policy.decide('risk.level', liaison);
    expect(decision).toEqual({
      disclose: true,
      rule: 'risk.level/1',
      basis: ['rs.law.1', 'rs.habit.1'],
      handling: ['NO_PRINT'],
    });
    expect(policy.decide('risk.level', { ...liaison })).toBe(decision);
  });

  it('cites the law where consent is there as well', () => {
    const policy = set.profile(viewer({ sector: 'NGO', purpose: 'CARE' }));
    const facts: RowFacts = {
      ...NO_FACTS,
      scopes: ['CONFERENCE'],
      tie: 'NAMED',
      own: 'SELF',
      consent: new Set(['risk.level']),
    };
    expect(policy.decide('risk.level', facts)).toMatchObject({ rule: 'risk.level/2' });
    expect(policy.decide('risk.level', { ...facts, order: 'IN_FORCE' })).toMatchObject({
      rule: 'risk.level/3',
    });
  });

  it('names every rule that carried it for somebody with several roles, and joins their marks', () => {
    const policy = set.profile(viewer({ sector: 'SOCIAL_WORK' }));
    const facts: RowFacts = {
      ...NO_FACTS,
      scopes: ['CONFERENCE'],
      tie: 'NAMED',
      subjects: ['VICTIM', 'RESPONDENT'],
    };
    const decision = policy.decide('name.full', facts);
    expect(decision).toEqual({
      disclose: true,
      rule: 'respondent.name.full/1 & victim.name.full/1',
      basis: ['rs.law.1', 'rs.law.2'],
      handling: ['NO_PRINT'],
    });
    expect(policy.decide('name.full', { ...facts, subjects: ['RESPONDENT', 'VICTIM'] })).toBe(decision);
    expect(policy.decide('name.full', { ...facts, subjects: ['VICTIM', 'REPORTER'] }).disclose).toBe(false);
  });

  it('takes a part of a family for what it is: open only where its role is there and all roles are open', () => {
    const policy = set.profile(viewer({ sector: 'SOCIAL_WORK' }));
    const facts: RowFacts = { ...NO_FACTS, scopes: ['CONFERENCE'], tie: 'NAMED', subjects: ['VICTIM'] };
    expect(policy.decide('victim.name.full', facts).disclose).toBe(true);
    expect(policy.decide('respondent.name.full', facts).disclose).toBe(false);
    expect(policy.decide('victim.name.full', { ...facts, subjects: ['VICTIM', 'REPORTER'] }).disclose).toBe(
      false,
    );
  });

  it('withholds whatever it does not know or cannot read', () => {
    const policy = set.profile(viewer({ sector: 'PROSECUTION' }));
    const decide = (category: string, facts: unknown): boolean =>
      policy.decide(category, facts as RowFacts).disclose;
    expect(decide('risk.level', liaison)).toBe(true);
    expect(decide('risk.unknown', liaison)).toBe(false);
    expect(decide('constructor', liaison)).toBe(false);
    expect(decide('risk.level', undefined)).toBe(false);
    expect(decide('risk.level', {})).toBe(false);
    expect(decide('risk.level', { ...liaison, conflict: undefined })).toBe(false);
    expect(decide('risk.level', { ...liaison, conflict: 0 })).toBe(false);
    expect(decide('risk.level', { ...liaison, scopes: undefined })).toBe(false);
    expect(decide('risk.level', { ...liaison, scopes: ['EVERYTHING'] })).toBe(false);
    expect(decide('risk.level', { ...liaison, scopes: ['__proto__'] })).toBe(false);
    expect(decide('risk.level', { ...liaison, tie: 'ALL' })).toBe(false);
    expect(decide('risk.level', { ...liaison, subjects: ['STRANGER'] })).toBe(false);
    expect(policy.decideAt(-1, liaison).disclose).toBe(false);
    expect(policy.decideAt(0.5, liaison).disclose).toBe(false);
  });

  it('takes only a literal true from a grant', () => {
    const policy = set.profile(viewer({ sector: 'NGO', purpose: 'CARE' }));
    const truthy = { has: (): unknown => 'yes' } as unknown as ReadonlySet<string>;
    const facts: RowFacts = {
      ...NO_FACTS,
      scopes: ['CONFERENCE'],
      tie: 'NAMED',
      own: 'SELF',
      consent: truthy,
    };
    expect(policy.decide('risk.level', facts).disclose).toBe(false);
  });

  it('has no candidate for a viewer outside the closed lists', () => {
    for (const wrong of [{ proof: 'GUESSED' }, { purpose: 'CURIOSITY' }, { sector: 'PRESS' }]) {
      const policy = set.profile({ ...viewer({}), ...wrong } as unknown as Profile);
      for (const category of [...set.categories.keys()].filter((id) => id !== 'public')) {
        expect(policy.classify(category)).toBe('never');
      }
    }
  });

  it('ignores a role that may not act for the purpose', () => {
    const facts: RowFacts = {
      ...NO_FACTS,
      scopes: ['REFERRAL'],
      tie: 'NAMED',
      record: 'ADDRESSEE',
      mandate: new Set(['risk.filed']),
    };
    const court = { sector: 'COURT', roles: ['JUDGE'] } as const;
    const decide = (profile: Partial<Profile>): boolean =>
      set.profile(viewer({ ...court, ...profile })).decide('risk.filed', facts).disclose;
    expect(decide({ purpose: 'ADJUDICATION' })).toBe(true);
    expect(decide({ purpose: 'ADJUDICATION', roles: ['AUDITOR'] })).toBe(false);
    expect(decide({ purpose: 'PROTECTION' })).toBe(false);
  });
});

describe('a set', () => {
  it('numbers its categories densely and knows them by name', () => {
    const all = [...set.categories.values(), ...set.parts.values()];
    expect(all.map(({ index }) => index).sort((a, b) => a - b)).toEqual(all.map((_, at) => at));
    for (const { id, index } of all) expect(set.index(id)).toBe(index);
    expect(set.index('no.such')).toBe(-1);
  });

  it('describes families and their parts', () => {
    const policy = set.profile(viewer({}));
    expect(set.categories.get('name.full')).toMatchObject({ family: true, forbidden: true, role: null });
    expect(set.parts.get('victim.name.full')).toMatchObject({
      family: false,
      forbidden: false,
      role: 'VICTIM',
    });
    expect(Object.keys(policy.familyOf('name.full') ?? {})).toEqual([...SUBJECT_ROLES]);
    expect(policy.familyOf('name.full')?.PROTECTED_REPORTER).toBe('protected-reporter.name.full');
    expect(policy.familyOf('risk.level')).toBeUndefined();
    expect(policy.isSilent('place.shelter')).toBe(true);
    expect(policy.isSilent('risk.level')).toBe(false);
  });

  it('gives clauses for one role with their subject discharged', () => {
    const policy = set.profile(viewer({ sector: 'EDUCATION', purpose: 'CHILD_PROTECTION' }));
    expect(policy.clauses('note.child').map(({ rule, subject }) => [rule, subject])).toEqual([
      ['note.child/1', ['CHILD']],
      ['note.child/2', ['VICTIM', 'CHILD']],
    ]);
    expect(policy.clauses('note.child', 'VICTIM').map(({ rule, subject }) => [rule, subject])).toEqual([
      ['note.child/2', undefined],
    ]);
    const social = set.profile(viewer({ sector: 'SOCIAL_WORK' }));
    expect(social.clauses('name.full', 'VICTIM')).toEqual(social.clauses('victim.name.full'));
    expect(social.clauses('name.full', 'WITNESS')).toEqual([]);
  });

  it('knows when a law begins or ends next, and follows it', () => {
    const judgeLess = viewer({ sector: 'COURT', purpose: 'ADJUDICATION' });
    const facts: RowFacts = { ...NO_FACTS, scopes: ['REFERRAL'], tie: 'UNIT', record: 'ADDRESSEE' };
    const opens = (day: string): boolean =>
      load(SYNTHETIC, day).profile(judgeLess).decide('risk.filed', facts).disclose;
    expect(set.validUntil).toEqual(new Date('2030-12-31T23:00:00Z'));
    expect(load(SYNTHETIC, '2031-01-01').validUntil).toEqual(new Date('2031-12-31T23:00:00Z'));
    expect(load(SYNTHETIC, '2032-01-01').validUntil).toBeNull();
    expect(['2030-12-31', '2031-01-01', '2031-12-31', '2032-01-01'].map(opens)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

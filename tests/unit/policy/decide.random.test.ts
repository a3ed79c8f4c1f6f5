import fc from 'fast-check';
import type { FactsRead } from '../../../src/policy/decision';
import { compile } from '../../../src/policy/compile';
import {
  ALLEGATION,
  CONTENTLESS_PURPOSES,
  GRANTS,
  HANDLING,
  ORDER,
  OWN,
  PROOFS,
  PURPOSES,
  type Profile,
  RECORD,
  type RowFacts,
  SCOPES,
  SECTORS,
  SUBJECT_ROLES,
} from '../../../src/policy/facts';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { completed } from '../../../src/policy/subjects';
import { disclosedByClauses, NO_FACTS } from './support/facts';
import { withFolder } from './support/folder';
import { Naive } from './support/naive';
import { INT, ME, RS } from './support/synthetic';

const VOCABULARY = JSON.stringify({
  handling: HANDLING,
  roles: {
    CLERK: { sector: ['POLICE', 'NGO'], purposes: ['PROTECTION', 'CARE'], about: 'somebody' },
    CHIEF: { sector: 'POLICE', purposes: ['INVESTIGATION', 'PROTECTION'], about: 'somebody else' },
  },
  categories: {
    'thing.plain': { kind: 'content', about: 'a plain datum' },
    'thing.done': { kind: 'write', about: 'a mutation' },
    thing: { kind: 'existence', family: true, about: 'that somebody is there' },
  },
});

// Few values of each list, so that rules and rows meet often.
const sectors = SECTORS.filter((sector) => ['POLICE', 'HEALTH', 'NGO'].includes(sector));
const scopes = SCOPES.filter((scope) => ['LIAISON', 'CONFERENCE', 'OWN'].includes(scope));
const purposes = PURPOSES.filter((purpose) => ['PROTECTION', 'CARE'].includes(purpose));
const subjects = SUBJECT_ROLES.filter((role) => ['VICTIM', 'CHILD', 'REPORTER'].includes(role));

const some = <T>(list: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...list], { minLength: 1 });
const present = <T extends string>(list: readonly T[]): T[] => list.filter((value) => value !== 'NONE');

const reader = (kind: 'content' | 'write' | 'family', forbid: boolean): fc.Arbitrary<object> =>
  fc
    .record(
      {
        sector: some(sectors),
        scope: kind === 'write' ? fc.oneof(fc.constant('ANY'), some(scopes)) : some(scopes),
        purpose: some(kind === 'write' ? [...purposes, ...CONTENTLESS_PURPOSES] : purposes),
        tie:
          kind === 'write' ? fc.oneof(fc.constant('ANY'), some(['UNIT', 'NAMED'])) : some(['UNIT', 'NAMED']),
        basis: some([
          'rs.law.1',
          'rs.law.2',
          'rs.law.4',
          'rs.new.1',
          'rs.habit.1',
          'me.law.1',
          'int.gdpr.6',
          'int.gdpr.8',
        ]),
        proof: some(PROOFS),
        own: some(present(OWN)),
        record: some(present(RECORD)),
        order: some(present(ORDER)),
        allegation: some(present(ALLEGATION)),
        handling: some(HANDLING),
        consent: fc.constant(true),
        mandate: fc.constant(true),
        ...(forbid ? {} : { agreement: fc.constant(true) }),
        ...(kind === 'family' ? {} : { subject: some(subjects) }),
      },
      { requiredKeys: ['sector', 'scope', 'purpose', 'tie', 'basis'] },
    )
    // A consent ground asks for consent, and every rule is given a law of Serbia and of its neighbour.
    .map((written) => ({ ...written, basis: [...new Set([...written.basis, 'rs.law.2', 'me.law.1'])] }));

const entry = (kind: 'content' | 'write' | 'family'): fc.Arbitrary<object> =>
  fc.boolean().chain((forbid) =>
    fc.record(
      {
        holder: some(sectors),
        readers: fc.array(reader(kind, forbid), { maxLength: 4 }),
        ...(forbid ? { forbid: fc.constant(true) } : {}),
      },
      { requiredKeys: ['readers'] },
    ),
  );

const policy = fc.record({
  'thing.plain': entry('content'),
  'thing.done': entry('write'),
  ...Object.fromEntries(SUBJECT_ROLES.map((role) => [completed('thing', role), entry('family')])),
});

const viewer: fc.Arbitrary<Profile> = fc.record({
  sector: fc.constantFrom(...sectors),
  purpose: fc.constantFrom(...purposes, 'AUDIT' as const),
  proof: fc.constantFrom(...PROOFS),
  roles: fc.subarray(['CLERK', 'CHIEF', 'NOBODY']),
});

const CATEGORIES = ['thing.plain', 'thing.done', 'thing'];
const grant = fc
  .subarray(['thing.plain', 'thing.done', ...SUBJECT_ROLES.map((role) => completed('thing', role))])
  .map((ids) => new Set(ids));

const row: fc.Arbitrary<RowFacts> = fc.record({
  scopes: fc.subarray([...scopes]),
  tie: fc.constantFrom('NONE', 'UNIT', 'NAMED'),
  conflict: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  subjects: fc.subarray([...subjects]),
  own: fc.constantFrom(...OWN),
  record: fc.constantFrom(...RECORD),
  order: fc.constantFrom(...ORDER),
  allegation: fc.constantFrom(...ALLEGATION),
  consent: grant,
  agreement: grant,
  mandate: grant,
  breakGlass: fc.constant(new Set<string>()),
  release: grant,
});

const filesOf = (categories: object): Record<string, string> => ({
  'vocabulary.yaml': VOCABULARY,
  'protocols/rs.yaml': RS,
  'protocols/me.yaml': ME,
  'protocols/int.yaml': INT,
  'police/thing.yaml': JSON.stringify({ categories }),
});

const where = fc.constantFrom(
  { country: 'RS', production: false, day: '2026-05-01' } as const,
  { country: 'RS', production: true, day: '2031-05-01' } as const,
  { country: 'ME', production: false, day: '2026-05-01' } as const,
  { country: 'XX', production: false, day: '2026-05-01' } as const,
);

const runs = Number(process.env['SPONA_RUNS'] ?? 150);

describe('random policies', () => {
  it('decide as the reference evaluator does, by rule and by clauses, on the facts that they read; only more facts open more', () => {
    fc.assert(
      fc.property(
        policy,
        where,
        fc.array(viewer, { minLength: 4, maxLength: 8 }),
        fc.array(row, { minLength: 20, maxLength: 40 }),
        (categories, at, viewers, rows) => {
          const files = filesOf(categories);
          const { content, problems } = withFolder(files, readPolicies);
          if (content === null) throw new PolicyError(problems);
          const set = compile(content, { ...at, at: new Date(`${at.day}T00:00:00Z`) });
          const naive = new Naive(files);
          for (const profile of viewers) {
            const compiled = set.profile(profile);
            for (const category of CATEGORIES) {
              const clauses = compiled.clauses(category);
              for (const facts of rows) {
                const decision = compiled.decide(category, facts);
                const wanted = naive.decide(at, profile, category, facts);
                same(decision.disclose ? decision.rule : null, wanted?.join(' & ') ?? null);
                same(disclosedByClauses(clauses, facts), decision.disclose);
                for (const role of facts.subjects) {
                  const alone = { ...facts, subjects: [role] };
                  const forRole = disclosedByClauses(compiled.clauses(category, role), alone);
                  same(forRole, compiled.decide(category, alone).disclose);
                }
                if (decision.disclose) same(compiled.decide(category, everything(facts)).disclose, true);
                same(compiled.decideAt(set.index(category), facts), decision);
                same(compiled.decide(category, read(facts, compiled.reads)), decision);
              }
            }
          }
        },
      ),
      { numRuns: runs },
    );
  });
});

/** `expect` costs more than a decision. */
const same = (found: unknown, wanted: unknown): void => {
  if (found !== wanted) expect(found).toBe(wanted);
};

/** What is known of the row where only the facts that the profile reads are looked up. */
const read = (facts: RowFacts, reads: FactsRead): RowFacts => ({
  ...facts,
  own: reads.own ? facts.own : 'NONE',
  order: reads.order ? facts.order : 'NONE',
  allegation: reads.allegation ? facts.allegation : 'NONE',
  record: facts.record === 'ADDRESSEE' && !reads.addressee ? 'NONE' : facts.record,
  ...Object.fromEntries(
    GRANTS.map((name) => [name, reads.grants.has(name) ? facts[name] : new Set<string>()]),
  ),
});

/** The same row with every scope in force and every grant given. */
const everything = (facts: RowFacts): RowFacts => {
  const all = new Set([...CATEGORIES, ...SUBJECT_ROLES.map((role) => completed('thing', role))]);
  const grants = Object.fromEntries(GRANTS.map((name) => [name, all]));
  return { ...NO_FACTS, ...facts, scopes: SCOPES, ...grants };
};

import fc from 'fast-check';
import { startOfLegalDay } from '../../../src/lib/legal-day';
import { compile } from '../../../src/policy/compile';
import type { PolicyContent } from '../../../src/policy/content';
import type { Decision } from '../../../src/policy';
import { diffPolicies } from '../../../src/policy/diff';
import type { Effect, Span } from '../../../src/policy/diff/effect';
import { speaksOf } from '../../../src/policy/diff/roles';
import {
  GRANTS,
  HANDLING,
  NO_FACTS,
  PROOFS,
  type Profile,
  type RowFacts,
  type SubjectRole,
} from '../../../src/policy/facts';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { completed, wordOfRole } from '../../../src/policy/subjects';
import { factsOf } from '../../../src/policy/verify/run-tests';
import { INT, ME, RS } from './support/synthetic';

/** Few values of each list, so that all viewers and rows can be asked. */
const SECTORS_USED = ['POLICE', 'NGO'] as const;
const PURPOSES_USED = ['PROTECTION', 'CARE'] as const;
const SCOPES_USED = ['LIAISON', 'CONFERENCE'] as const;
const SUBJECTS_USED = ['VICTIM', 'CHILD'] as const;
const GRANTS_USED = ['consent', 'mandate'] as const;
const ROLES_USED = ['CLERK', 'CHIEF'] as const;
const FAMILY: readonly SubjectRole[] = [
  'VICTIM',
  'RESPONDENT',
  'CHILD',
  'REPORTER',
  'PROTECTED_REPORTER',
  'WITNESS',
];
const PARTS = SUBJECTS_USED.map((role) => completed('thing', role));
const UNITS = ['thing.plain', 'thing.done', ...PARTS];

const some = <T>(list: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...list], { minLength: 1 });

type Reader = Readonly<Record<string, unknown>>;
interface Entry {
  readonly holder?: string;
  readonly readers: readonly Reader[];
}
type Categories = Readonly<Record<string, Entry>>;
type Kind = 'content' | 'write' | 'family';

const reader = (kind: Kind): fc.Arbitrary<Reader> =>
  fc.record(
    {
      sector: some(SECTORS_USED),
      scope: kind === 'write' ? fc.oneof(fc.constant('ANY'), some(SCOPES_USED)) : some(SCOPES_USED),
      purpose: some(PURPOSES_USED),
      tie: kind === 'write' ? fc.oneof(fc.constant('ANY'), some(['UNIT', 'NAMED'])) : some(['UNIT', 'NAMED']),
      // A law of each country, so that every rule has a ground; one from memory, one that is to come, and a practice.
      basis: some(['rs.law.1', 'rs.law.4', 'rs.new.1', 'rs.habit.1', 'int.gdpr.8']).map((more) => [
        ...new Set(['rs.law.2', 'me.law.1', ...more]),
      ]),
      proof: some(PROOFS),
      own: fc.constant(['SELF']),
      record: some(['HOLDER', 'ADDRESSEE']),
      order: fc.constant(['IN_FORCE']),
      allegation: fc.constant(['STANDS']),
      handling: some(HANDLING),
      consent: fc.constant(true),
      mandate: fc.constant(true),
      role: fc.constant(['CLERK']),
      ...(kind === 'family' ? {} : { subject: some(SUBJECTS_USED) }),
    },
    { requiredKeys: ['sector', 'scope', 'purpose', 'tie', 'basis'] },
  );

const entry = (kind: Kind): fc.Arbitrary<Entry> =>
  fc.record(
    { holder: fc.constantFrom(...SECTORS_USED), readers: fc.array(reader(kind), { maxLength: 3 }) },
    { requiredKeys: ['readers'] },
  );

/** The entry as it is, with readers in another order, without one, with one more, or with one key of one reader as in another. */
const changed = (kind: Kind, old: Entry): fc.Arbitrary<Entry> =>
  fc
    .record({
      how: fc.constantFrom('same', 'same', 'turn', 'drop', 'add', 'key', 'key', 'lose', 'holder'),
      at: fc.nat(10),
      other: reader(kind),
      key: fc.nat(20),
    })
    .map(({ how, at, other, key }): Entry => {
      const position = old.readers.length === 0 ? 0 : at % old.readers.length;
      const one = old.readers[position];
      const withOne = (made: Reader): Entry => ({ ...old, readers: old.readers.with(position, made) });
      if (how === 'turn') return { ...old, readers: [...old.readers].reverse() };
      if (how === 'drop') return { ...old, readers: old.readers.filter((_, place) => place !== position) };
      if (how === 'add') return { ...old, readers: [...old.readers, other] };
      if (how === 'holder') return { ...old, holder: old.holder === 'POLICE' ? 'NGO' : 'POLICE' };
      if (one === undefined) return old;
      if (how === 'key') {
        const [name, value] = Object.entries(other)[key % Object.keys(other).length] ?? ['sector', ['NGO']];
        return withOne({ ...one, [name]: value });
      }
      const optional = [
        'proof',
        'own',
        'record',
        'order',
        'allegation',
        'handling',
        'consent',
        'mandate',
        'role',
        'subject',
      ];
      const lost = optional.filter((name) => name in one)[key % 2];
      return how === 'lose' && lost !== undefined
        ? withOne(Object.fromEntries(Object.entries(one).filter(([name]) => name !== lost)))
        : old;
    });

const KINDS: Readonly<Record<string, Kind>> = {
  'thing.plain': 'content',
  'thing.done': 'write',
  ...Object.fromEntries(PARTS.map((part) => [part, 'family' as const])),
};

const policies: fc.Arbitrary<readonly [Categories, Categories]> = fc
  .record(Object.fromEntries(Object.entries(KINDS).map(([id, kind]) => [id, entry(kind)])))
  .chain((old) =>
    fc
      .record(
        Object.fromEntries(
          Object.entries(old).map(([id, written]) => [id, changed(KINDS[id] ?? 'content', written)]),
        ),
      )
      .map((now) => [old, now] as const),
  );

const vocabulary = (clerk: readonly string[]): string =>
  JSON.stringify({
    handling: HANDLING,
    roles: {
      CLERK: { sector: ['POLICE', 'NGO'], purposes: clerk, about: 'somebody' },
      CHIEF: { sector: 'POLICE', purposes: ['PROTECTION'], about: 'somebody else' },
    },
    categories: {
      'thing.plain': { kind: 'content', about: 'a plain datum' },
      'thing.done': { kind: 'write', about: 'a mutation' },
      thing: { kind: 'existence', family: true, about: 'that somebody is there' },
    },
  });

/** Mostly all; a rule whose role acts for none of its purposes is none, and the pair is thrown again. */
const clerkPurposes = fc
  .oneof({ weight: 3, arbitrary: fc.constant(PURPOSES_USED) }, { weight: 1, arbitrary: some(PURPOSES_USED) })
  .map((purposes): readonly string[] => purposes);

const contentOf = (categories: Categories, clerk: readonly string[]): PolicyContent => {
  const others = FAMILY.map((role) => `${wordOfRole(role)}.thing`).filter((part) => !PARTS.includes(part));
  const { content, problems } = readPolicies(
    new Map([
      ['vocabulary.yaml', vocabulary(clerk)],
      ['protocols/rs.yaml', RS],
      ['protocols/me.yaml', ME],
      ['protocols/int.yaml', INT],
      [
        'police/thing.yaml',
        JSON.stringify({
          categories: { ...categories, ...Object.fromEntries(others.map((id) => [id, { readers: [] }])) },
        }),
      ],
    ]),
  );
  fc.pre(!problems.some(({ text }) => text.endsWith("acts for none of the rule's purposes")));
  if (content === null) throw new PolicyError(problems);
  return content;
};

const subsets = <T>(list: readonly T[]): T[][] =>
  list.reduce<T[][]>((sets, value) => [...sets, ...sets.map((set) => [...set, value])], [[]]);

const VIEWERS: readonly Profile[] = SECTORS_USED.flatMap((sector) =>
  PURPOSES_USED.flatMap((purpose) =>
    PROOFS.flatMap((proof) => subsets(ROLES_USED).map((roles) => ({ sector, purpose, proof, roles }))),
  ),
);

const ALL_UNITS: ReadonlySet<string> = new Set(UNITS);
const ROWS: readonly RowFacts[] = subsets(SCOPES_USED).flatMap((scopes) =>
  (['NONE', 'UNIT', 'NAMED'] as const).flatMap((tie) =>
    (['NONE', 'SELF'] as const).flatMap((own) =>
      (['NONE', 'HOLDER', 'ADDRESSEE'] as const).flatMap((record) =>
        (['NONE', 'IN_FORCE'] as const).flatMap((order) =>
          (['NONE', 'STANDS'] as const).flatMap((allegation) =>
            subsets(SUBJECTS_USED).flatMap((subjects) =>
              subsets(GRANTS_USED).map((grants) => ({
                ...NO_FACTS,
                ...{ scopes, tie, own, record, order, allegation, subjects },
                ...Object.fromEntries(grants.map((grant) => [grant, ALL_UNITS])),
              })),
            ),
          ),
        ),
      ),
    ),
  ),
);

/** What a decision says, the order of bases and marks aside. */
const said = (decision: Decision): string =>
  decision.disclose
    ? [decision.rule, [...decision.basis].sort().join(), [...decision.handling].sort().join()].join(' | ')
    : 'withheld';

/** Whether the effect speaks of this viewer and row. */
const covers = (effect: Effect, category: string, viewer: Profile, facts: RowFacts): boolean =>
  effect.what.some((subject) => subject.category === category) &&
  effect.sectors.includes(viewer.sector) &&
  effect.purposes.includes(viewer.purpose) &&
  effect.proofs.includes(viewer.proof) &&
  effect.roles.some((roles) => speaksOf(roles, viewer.roles)) &&
  Object.entries(effect.when).every(([fact, values]) => values.some((value) => has(facts, fact, value)));

const has = (facts: RowFacts, fact: string, value: string): boolean => {
  if (fact === 'scope')
    return value.split(' and ').every((scope) => facts.scopes.some((one) => one === scope));
  if (fact === 'subjects') return facts.subjects.some((subject) => subject === value);
  const grant = GRANTS.find((name) => name === fact);
  if (grant !== undefined) return facts[grant].size > 0;
  return facts[fact as 'tie' | 'own' | 'record' | 'order' | 'allegation'] === value;
};

const runs = Number(process.env['SPONA_RUNS'] ?? 20);
const TODAY = '2026-05-01';

const isIn = (day: string, { from, until }: Span): boolean =>
  (from === null || from <= day) && (until === null || day < until);

describe('the difference of two policies', () => {
  it('is empty exactly where every decision is the same, leaves none out, and each example of it differs', () => {
    let compared = 0;
    let changedOnes = 0;
    fc.assert(
      fc.property(
        policies,
        clerkPurposes,
        clerkPurposes,
        fc.constantFrom('RS' as const, 'ME' as const, 'XX' as const),
        fc.boolean(),
        fc.constantFrom(TODAY, '2031-05-01', '2032-05-01'),
        ([old, now], clerkBefore, clerkNow, country, production, day) => {
          const before = contentOf(old, clerkBefore);
          const after = contentOf(now, clerkNow);
          const where = { country, production, at: startOfLegalDay(day, country) };
          const sets = [compile(before, where), compile(after, where)] as const;
          const { effects } = diffPolicies(before, after, {
            countries: [country],
            production: [production],
            at: startOfLegalDay(TODAY, country),
          });
          const then = effects.filter(({ places }) =>
            places.some(({ times }) => times.some((span) => isIn(day, span))),
          );
          let differs = false;
          for (const viewer of VIEWERS) {
            const [was, is] = [sets[0].profile(viewer), sets[1].profile(viewer)];
            for (const category of UNITS) {
              for (const facts of ROWS) {
                const [a, b] = [was.decide(category, facts), is.decide(category, facts)];
                compared += 1;
                if (said(a) === said(b)) continue;
                differs = true;
                if (facts.subjects.length > 1) continue;
                const kind = a.disclose ? (b.disclose ? ['HANDLING', 'GROUND'] : ['LOSS']) : ['GAIN'];
                const told = then.some(
                  (effect) => kind.includes(effect.kind) && covers(effect, category, viewer, facts),
                );
                if (!told) throw new Error(`untold: ${JSON.stringify({ category, viewer, facts })}`);
              }
            }
          }
          if (differs) changedOnes += 1;
          expect(then.length > 0).toBe(differs);
          for (const { example } of then) {
            const facts = factsOf(example.facts);
            const there = { country, production, at: startOfLegalDay(example.time.from ?? TODAY, country) };
            const both = [before, after].map((content) => compile(content, there));
            const wanted = [example.before, example.after].map((permit) =>
              said(permit ?? { disclose: false }),
            );
            expect(wanted[0]).not.toBe(wanted[1]);
            for (const roles of subsets(ROLES_USED).filter((set) => speaksOf(example.roles, set))) {
              const viewer = { ...example.viewer, roles };
              expect(both.map((set) => said(set.profile(viewer).decide(example.category, facts)))).toEqual(
                wanted,
              );
            }
          }
        },
      ),
      { numRuns: runs },
    );
    process.stdout.write(
      `policy diff: ${String(runs)} pairs of random policies, ${String(changedOnes)} with an effect, ${String(compared)} decisions compared on each side\n`,
    );
    expect(changedOnes).toBeGreaterThan(runs / 4);
  }, 120_000);
});

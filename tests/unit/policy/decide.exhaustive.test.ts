import { parse } from 'yaml';
import { POLICIES_DIRECTORY } from '../../../src/db/policy-versions';
import { readBundle } from '../../../src/policy/bundle';
import { compile } from '../../../src/policy/compile';
import type { Entry, PolicyContent } from '../../../src/policy/content';
import type { PolicySet } from '../../../src/policy';
import {
  GRANTS,
  type Profile,
  type RowFacts,
  SCOPES,
  SECTORS,
  SUBJECT_ROLES,
  type SubjectRole,
} from '../../../src/policy/facts';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import type { Rule } from '../../../src/policy/rule';
import { axesOf, everything, few, rowsAlong, viewersWith } from './support/enumerate';
import { disclosedByClauses, NO_FACTS } from './support/facts';
import { Naive, type NaiveWhere } from './support/naive';
import { SYNTHETIC, VOCABULARY } from './support/synthetic';

const loaded = (files: ReadonlyMap<string, string>): PolicyContent => {
  const { content, problems } = readPolicies(files);
  if (content === null) throw new PolicyError(problems);
  return content;
};

const setFor = (content: PolicyContent, where: NaiveWhere): PolicySet =>
  compile(content, {
    country: where.country as 'RS',
    production: where.production,
    at: new Date(`${where.day}T12:00:00Z`),
    pending: where.pending ?? false,
  });

/** Compares what the engine decides on the rows, by rule and as SQL would, with the reference evaluator. Answers the rules that opened. */
const compare = (
  set: PolicySet,
  naive: Naive,
  where: NaiveWhere,
  viewer: Profile,
  category: string,
  rows: readonly RowFacts[],
): readonly (string | null)[] => {
  const policy = set.profile(viewer);
  const clauses = policy.clauses(category);
  return rows.map((facts) => {
    const wanted = naive.decide(where, viewer, category, facts);
    const decision = policy.decide(category, facts);
    const rule = decision.disclose ? decision.rule : null;
    if (rule !== (wanted?.join(' & ') ?? null))
      throw new Error(`${category} ${JSON.stringify({ viewer, facts, wanted, rule })}`);
    if (category !== 'public' && disclosedByClauses(clauses, facts) !== decision.disclose)
      throw new Error(`clauses of ${category} ${JSON.stringify({ viewer, facts, clauses, rule })}`);
    return rule;
  });
};

/** Everywhere but at home one row in so many is tried, or every one where SPONA_EXHAUSTIVE is 1. */
const EVERYTHING = process.env['SPONA_EXHAUSTIVE'] === '1';
const WHERE: readonly (NaiveWhere & { readonly step: number })[] = [
  { country: 'RS', production: false, day: '2026-05-01', step: 1 },
  { country: 'RS', production: true, day: '2026-05-01', step: 7 },
  { country: 'RS', production: false, day: '2031-05-01', step: 7 },
  { country: 'ME', production: false, day: '2026-05-01', step: 7 },
  { country: 'XX', production: false, day: '2026-05-01', step: 7 },
];
const HOME = WHERE[0]!;
/** With the rules of what is pending, as if it were carried already. */
const EVERY_RULE: NaiveWhere = { ...HOME, pending: true };
const ELSEWHERE: readonly NaiveWhere[] = [
  HOME,
  { country: 'RS', production: true, day: '2026-05-01' },
  { country: 'ME', production: false, day: '2026-05-01' },
  { country: 'RO', production: false, day: '2026-05-01' },
  { country: 'XX', production: false, day: '2026-05-01' },
];

const sample = (rows: readonly RowFacts[], step: number): readonly RowFacts[] =>
  EVERYTHING ? rows : rows.filter((_, at) => at % step === 0);

describe('the compiled decision, over all viewers, rows and categories of a small policy', () => {
  const content = loaded(new Map(Object.entries(SYNTHETIC)));
  const naive = new Naive(SYNTHETIC);
  const categories = Object.keys((parse(VOCABULARY) as { categories: object }).categories);
  const roles = [...content.roles.keys()];
  let compared = 0;

  const rulesOf = (category: string): readonly Rule[] =>
    [...content.entries.values()].filter((entry) => entry.field === category).flatMap((entry) => entry.rules);

  const viewers = (rules: readonly Rule[]): Generator<Profile> =>
    viewersWith(
      roles.filter((role) => rules.some((rule) => rule.roles?.includes(role))),
      roles,
    );

  /** All rows, as far as some rule of the category reads the fact. */
  const rowsFor = (category: string, rules: readonly Rule[]): readonly RowFacts[] => {
    const family = content.categories.get(category)?.family === true;
    const bySubject = family || rules.some((rule) => rule.subjects !== null);
    const given = new Set([...rules.map((rule) => rule.category), category]);
    return rowsAlong(axesOf(rules, bySubject ? few(SUBJECT_ROLES) : [[], ['VICTIM']]), {
      given,
      besides: new Set(categories.filter((other) => !given.has(other))),
    });
  };

  it.each(WHERE)(
    'is the reference evaluator’s in $country, production $production, on $day',
    ({ step, ...where }) => {
      const set = setFor(content, where);
      for (const category of ['public', ...categories]) {
        const rules = rulesOf(category);
        const rows = sample(rowsFor(category, rules), step);
        for (const viewer of viewers(rules)) {
          const answers = compare(set, naive, where, viewer, category, rows);
          compared += answers.length;
          if (step > 1) continue;
          const opened = answers.filter((rule) => rule !== null).length;
          const seen = opened === 0 ? 'never' : opened === rows.length ? 'always' : 'row';
          const classification = set.profile(viewer).classify(category);
          if (seen !== classification)
            throw new Error(
              `${category} is classified ${classification}, but is ${seen} ${JSON.stringify(viewer)}`,
            );
        }
      }
    },
  );

  it('withholds everything but what is public from whom the case is locked', () => {
    const set = setFor(content, HOME);
    for (const category of categories) {
      for (const viewer of viewers(rulesOf(category))) {
        const facts: RowFacts = {
          ...NO_FACTS,
          scopes: SCOPES,
          tie: 'NAMED',
          record: 'HOLDER',
          conflict: true,
        };
        expect(set.profile(viewer).decide(category, facts).disclose).toBe(false);
      }
    }
  });

  it('compared enough to mean something', () => {
    process.stdout.write(
      `decisions compared with the reference evaluator, small policy: ${String(compared)}\n`,
    );
    expect(compared).toBeGreaterThan(500_000);
  });
});

describe('the compiled decision, over all viewers, rows and categories of the policies that come with the hub', () => {
  const files = readBundle(POLICIES_DIRECTORY);
  const content = loaded(files);
  const naive = new Naive(Object.fromEntries(files));
  const roles = [...content.roles.keys()];
  const entries = [...content.entries.values()];
  const home = setFor(content, EVERY_RULE);
  const count = { all: 0, withGrant: 0, forbidden: 0 };

  /** Whom the row speaks of: of a part its role; of what asks for roles nobody, each of these, and one that none asks for. */
  const alone = ({ role, rules }: Entry): readonly (readonly SubjectRole[])[] => {
    if (role !== null) return [[role]];
    const asked = SUBJECT_ROLES.filter((one) => rules.some(({ subjects }) => subjects?.includes(one)));
    const other = asked.length === 0 ? [] : SUBJECT_ROLES.filter((one) => !asked.includes(one)).slice(0, 1);
    return [[], ...[...asked, ...other].map((one) => [one])];
  };
  /** The same with each other role: that every role must disclose is tried in full on the small policy. */
  const together = ({ role }: Entry): readonly (readonly SubjectRole[])[] =>
    role === null
      ? [['VICTIM', 'RESPONDENT']]
      : SUBJECT_ROLES.filter((other) => other !== role).map((other) => [role, other]);

  /** The grant is there for the category itself; where it is not, it still is for its siblings and for everything else of the file. */
  const grantedFor = ({ category, field, source }: Entry): { given: Set<string>; besides: Set<string> } => ({
    given: new Set([category]),
    besides: new Set(
      entries
        .filter((other) => other.category !== category)
        .filter((other) => other.field === field || other.source.file === source.file)
        .map((other) => other.category),
    ),
  });

  /**
   * Calls `ask` with every viewer, and every row that the rules for his sector can tell apart; where none is for his purpose, with
   * rows that have everything at once.
   */
  const enumerate = (entry: Entry, ask: (viewer: Profile, rows: readonly RowFacts[]) => void): void => {
    const granted = grantedFor(entry);
    const unread = rowsAlong(everything([...alone(entry), ...together(entry)]), granted);
    for (const sector of SECTORS) {
      const rules = entry.rules.filter(({ sectors }) => sectors.includes(sector));
      const named = [...content.roles.values()]
        .filter(
          ({ id, sectors }) => sectors.includes(sector) && rules.some((rule) => rule.roles?.includes(id)),
        )
        .map(({ id }) => id);
      const read = [
        ...rowsAlong(axesOf(rules, alone(entry)), granted),
        ...sample(rowsAlong(axesOf(rules, together(entry)), granted), 13),
      ];
      for (const viewer of viewersWith(named, roles, [sector]))
        ask(viewer, rules.some(({ purposes }) => purposes.includes(viewer.purpose)) ? read : unread);
    }
  };

  const counted = ({ category, forbidden }: Entry, rows: readonly RowFacts[]): void => {
    count.all += rows.length;
    for (const facts of rows) {
      if (!GRANTS.some((grant) => facts[grant].has(category))) continue;
      count.withGrant += 1;
      if (forbidden) count.forbidden += 1;
    }
  };

  it('is the reference evaluator’s at home, where every rule that is on opens somewhere', () => {
    const opened = new Set<string>();
    for (const entry of entries)
      enumerate(entry, (viewer, rows) => {
        counted(entry, rows);
        const answers = new Set(compare(home, naive, EVERY_RULE, viewer, entry.field, rows));
        for (const rule of answers) for (const id of rule?.split(' & ') ?? []) opened.add(id);
      });
    // So nothing was left out that a rule asks for, grants among it.
    const on = [...home.rules.values()].filter(({ status }) => status.on).map(({ rule }) => rule.id);
    expect(on.filter((id) => !opened.has(id))).toEqual([]);
  }, 60_000);

  it('is the reference evaluator’s without what is pending, in production and in every other country', () => {
    const elsewhere = ELSEWHERE.map((where) => ({ where, set: setFor(content, where) }));
    for (const entry of entries)
      enumerate(entry, (viewer, rows) => {
        // Those without a role, and with every one.
        if (viewer.roles.length > 0 && viewer.roles.length < roles.length) return;
        const tried = sample(rows, 29);
        for (const { where, set } of elsewhere) {
          counted(entry, tried);
          compare(set, naive, where, viewer, entry.field, tried);
        }
      });
  }, 60_000);

  it('never opens without the grant that its rule names, nor a forbidden category by one that it does not name', () => {
    let taken = 0;
    for (const entry of entries) {
      const without = new Map(GRANTS.map((grant) => [grant, { [grant]: new Set<string>() }]));
      enumerate(entry, (viewer, rows) => {
        const policy = home.profile(viewer);
        for (const facts of sample(rows, 5)) {
          const decision = policy.decide(entry.field, facts);
          if (!decision.disclose) continue;
          const carrying = decision.rule.split(' & ').map((id) => home.rules.get(id)?.rule);
          for (const grant of GRANTS) {
            if (!facts[grant].has(entry.category)) continue;
            const less = policy.decide(entry.field, { ...facts, ...without.get(grant) });
            const needed = carrying.some(
              (rule) => rule?.category === entry.category && rule.grants.includes(grant),
            );
            if (needed === (less.disclose && less.rule === decision.rule))
              throw new Error(
                `${entry.category} ${grant} ${JSON.stringify({ viewer, facts, rule: decision.rule })}`,
              );
            taken += 1;
          }
        }
      });
    }
    expect(taken).toBeGreaterThan(10_000);
  });

  it('compared enough to mean something', () => {
    process.stdout.write(
      `decisions compared with the reference evaluator, policies of the hub: ${String(count.all)}, with a grant ${String(count.withGrant)}, ` +
        `of these on forbidden categories ${String(count.forbidden)}\n`,
    );
    expect(count.all).toBeGreaterThan(1_000_000);
    expect(count.forbidden).toBeGreaterThan(50_000);
  });
});

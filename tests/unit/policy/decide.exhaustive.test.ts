import { parse } from 'yaml';
import { compile } from '../../../src/policy/compile';
import type { PolicyContent } from '../../../src/policy/content';
import type { PolicySet } from '../../../src/policy';
import {
  ALLEGATION,
  GRANTS,
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
  TIES,
} from '../../../src/policy/facts';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import type { Rule } from '../../../src/policy/rule';
import { disclosedByClauses, NO_FACTS } from './support/facts';
import { withFolder } from './support/folder';
import { Naive, type NaiveWhere } from './support/naive';
import { SYNTHETIC, VOCABULARY } from './support/synthetic';

const { content, problems } = withFolder(SYNTHETIC, readPolicies);
const naive = new Naive(SYNTHETIC);
const ROLES = ['LIAISON', 'JUDGE', 'AUDITOR'];

const subsets = <T>(list: readonly T[]): T[][] =>
  list.reduce<T[][]>((sets, value) => [...sets, ...sets.map((set) => [...set, value])], [[]]);

const loaded = (): PolicyContent => {
  if (content === null) throw new PolicyError(problems);
  return content;
};

const setFor = (where: NaiveWhere): PolicySet =>
  compile(loaded(), {
    country: where.country as 'RS',
    production: where.production,
    at: new Date(`${where.day}T12:00:00Z`),
  });

const rulesOf = (category: string): readonly Rule[] =>
  [...loaded().entries.values()].filter((entry) => entry.field === category).flatMap((entry) => entry.rules);

/** All viewers, with every set of the roles that some rule of the category asks for. */
function* viewers(rules: readonly Rule[]): Generator<Profile> {
  const read = ROLES.filter((role) => rules.some((rule) => rule.roles?.includes(role)));
  const roleSets = read.length === 0 ? [[]] : [...subsets(read), ROLES];
  for (const sector of SECTORS)
    for (const purpose of PURPOSES)
      for (const proof of PROOFS) for (const roles of roleSets) yield { sector, purpose, proof, roles };
}

/** None, each one, each two, and all. */
const few = <T>(list: readonly T[]): T[][] =>
  subsets(list).filter((set) => set.length <= 2 || set.length === list.length);

/** All rows, as far as some rule of the category reads the fact; of the others absence and one value. */
const rowsFor = (category: string, rules: readonly Rule[]): readonly RowFacts[] => {
  const scopesRead = SCOPES.filter((scope) => rules.some((rule) => rule.scopes?.includes(scope)));
  const unread = SCOPES.filter((scope) => !scopesRead.includes(scope)).slice(0, 1);
  const family = loaded().categories.get(category)?.family === true;
  const bySubject = family || rules.some((rule) => rule.subjects !== null);
  const subjects = bySubject ? few(SUBJECT_ROLES) : [[], ['VICTIM' as const]];
  const reads = (key: 'own' | 'record' | 'order' | 'allegation'): boolean =>
    rules.some((rule) => rule[key] !== null);
  const grants = few(GRANTS.filter((grant) => rules.some((rule) => rule.grants.includes(grant))));
  const ids = new Set([...rules.map((rule) => rule.category), category]);
  const rows: RowFacts[] = [];
  for (const scopes of few([...scopesRead, ...unread]))
    for (const tie of TIES)
      for (const own of reads('own') ? OWN : OWN.slice(0, 1))
        for (const record of reads('record') ? RECORD : RECORD.slice(0, 2))
          for (const order of reads('order') ? ORDER : ORDER.slice(0, 1))
            for (const allegation of reads('allegation') ? ALLEGATION : ALLEGATION.slice(0, 1))
              for (const roles of subjects)
                for (const granted of grants) {
                  const given = Object.fromEntries(granted.map((grant) => [grant, ids]));
                  const facts = { scopes, tie, own, record, order, allegation, subjects: roles };
                  rows.push({ ...NO_FACTS, ...facts, ...given });
                }
  return rows;
};

const WHERE: readonly (NaiveWhere & { readonly step: number })[] = [
  { country: 'RS', production: false, day: '2026-05-01', step: 1 },
  { country: 'RS', production: true, day: '2026-05-01', step: 7 },
  { country: 'RS', production: false, day: '2031-05-01', step: 7 },
  { country: 'ME', production: false, day: '2026-05-01', step: 7 },
  { country: 'XX', production: false, day: '2026-05-01', step: 7 },
];
const EVERYTHING = process.env['SPONA_EXHAUSTIVE'] === '1';

const CATEGORIES = Object.keys((parse(VOCABULARY) as { categories: object }).categories);

/** Everywhere but at home one row in seven is tried, or every one where SPONA_EXHAUSTIVE is 1. */
describe('the compiled decision, over all viewers, rows and categories of a small policy', () => {
  let compared = 0;

  it.each(WHERE)(
    'is the reference evaluator’s in $country, production $production, on $day',
    ({ step, ...where }) => {
      const set = setFor(where);
      for (const category of ['public', ...CATEGORIES]) {
        const rules = rulesOf(category);
        const rows = rowsFor(category, rules).filter((_, at) => EVERYTHING || at % step === 0);
        for (const viewer of viewers(rules)) {
          const policy = set.profile(viewer);
          const classification = policy.classify(category);
          const clauses = policy.clauses(category);
          let opened = 0;
          for (const facts of rows) {
            const wanted = naive.decide(where, viewer, category, facts);
            const decision = policy.decide(category, facts);
            const rule = decision.disclose ? decision.rule : null;
            if (rule !== (wanted?.join(' & ') ?? null)) {
              throw new Error(`${category} ${JSON.stringify({ viewer, facts, wanted, rule })}`);
            }
            if (category !== 'public' && disclosedByClauses(clauses, facts) !== decision.disclose) {
              throw new Error(`clauses of ${category} ${JSON.stringify({ viewer, facts, clauses, rule })}`);
            }
            if (decision.disclose) opened += 1;
            compared += 1;
          }
          const seen = opened === 0 ? 'never' : opened === rows.length ? 'always' : 'row';
          if (step === 1 && seen !== classification) {
            throw new Error(
              `${category} is classified ${classification}, but is ${seen} ${JSON.stringify(viewer)}`,
            );
          }
        }
      }
    },
  );

  it('withholds everything but what is public from whom the case is locked', () => {
    const set = setFor({ country: 'RS', production: false, day: '2026-05-01' });
    for (const category of CATEGORIES) {
      const rules = rulesOf(category);
      for (const viewer of viewers(rules)) {
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
    process.stdout.write(`decisions compared with the reference evaluator: ${String(compared)}\n`);
    expect(compared).toBeGreaterThan(500_000);
  });
});

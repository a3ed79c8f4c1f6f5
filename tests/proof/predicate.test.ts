import { join } from 'node:path';
import type { Client } from 'pg';
import { disclosedSql, type FactColumns } from '../../src/graphql/predicate';
import { packageRoot } from '../../src/lib/root';
import { loadPolicies, type Clause, type ProfilePolicy } from '../../src/policy';
import {
  ALLEGATION,
  GRANTS,
  type Grant,
  ORDER,
  OWN,
  PROOFS,
  PURPOSES,
  RECORD,
  SCOPES,
  SECTORS,
  SUBJECT_ROLES,
  TIES,
  type Profile,
  type RowFacts,
} from '../../src/policy/facts';
import { openOwner } from '../support/database';
import { SCALE } from './random';

/**
 * A field is decided in memory, a filter, a sort and a count in SQL. Both are asked about every combination of facts that a row can
 * have (in a short run every 35th; `PROOF_SCALE=2` asks all), for every profile of the vocabulary and every category of a case.
 */

const policies = loadPolicies(join(packageRoot, 'policies'), 'RS', { production: false });

/** Coordination is no scope that the database lets into a row's facts. */
const SCOPE_MASKS = 1 << (SCOPES.length - 1);
const SUBJECT_MASKS = 1 << SUBJECT_ROLES.length;
const REST = SCOPE_MASKS * TIES.length * RECORD.length * OWN.length * ORDER.length;
const OF_ONE = REST * SUBJECT_MASKS;
const ALL = OF_ONE * ALLEGATION.length;

/** The facts of number n, in the order in which the statement below numbers them. */
const factsAt = (n: number): RowFacts => {
  let rest = n;
  const take = (count: number): number => {
    const value = rest % count;
    rest = Math.floor(rest / count);
    return value;
  };
  const scopes = take(SCOPE_MASKS);
  const tie = TIES[take(TIES.length)]!;
  const record = RECORD[take(RECORD.length)]!;
  const own = OWN[take(OWN.length)]!;
  const order = ORDER[take(ORDER.length)]!;
  const subjects = take(SUBJECT_MASKS);
  const allegation = ALLEGATION[take(ALLEGATION.length)]!;
  const none: ReadonlySet<string> = new Set();
  return {
    scopes: SCOPES.filter((_scope, bit) => (scopes & (1 << bit)) !== 0),
    tie,
    record,
    own,
    order,
    allegation,
    conflict: false,
    subjects: SUBJECT_ROLES.filter((_role, bit) => (subjects & (1 << bit)) !== 0),
    consent: none,
    agreement: none,
    mandate: none,
    breakGlass: none,
    release: none,
  };
};

const COLUMNS: FactColumns = {
  scopes: 'f.scopes',
  tie: 'f.tie',
  record: 'f.record',
  own: 'f.own',
  order: 'f.ord',
  allegation: 'f.allegation',
  subjects: 'f.subjects',
  grants: 'f.grants',
};

/** The grants that the clauses need, in every combination, each for all that they need it for, and for the first of it alone. */
const grantsOf = (clauses: readonly Clause[]): Partial<Record<Grant, string[]>>[] => {
  const needed = GRANTS.flatMap((grant) => {
    const of = [...new Set(clauses.filter(({ needs }) => needs.includes(grant)).map((clause) => clause.of))];
    return of.length === 0 ? [] : [{ grant, choices: of.length === 1 ? [[], of] : [[], of.slice(0, 1), of] }];
  });
  return needed.reduce<Partial<Record<Grant, string[]>>[]>(
    (sets, { grant, choices }) => sets.flatMap((set) => choices.map((of) => ({ ...set, [grant]: of }))),
    [{}],
  );
};

const FACTS = `select n, n % ${SCOPE_MASKS} as scopes, n / ${SCOPE_MASKS} % 3 as tie, n / ${SCOPE_MASKS * 3} % 3 as record,
  n / ${SCOPE_MASKS * 9} % 3 as own, n / ${SCOPE_MASKS * 27} % 3 as ord, n / ${REST} % ${SUBJECT_MASKS} as subjects,
  n / ${OF_ONE} as allegation
  from generate_series(0, ${ALL - 1}) n`;

/** Every sector for every purpose, by either proof, with no role, each role and all roles together. */
const profiles = (): Profile[] =>
  SECTORS.flatMap((sector) => {
    const roles = [...policies.roles.values()].filter(({ sectors }) => sectors.includes(sector));
    const sets = [[], ...roles.map(({ id }) => [id]), roles.map(({ id }) => id)];
    return PURPOSES.flatMap((purpose) =>
      PROOFS.flatMap((proof) => sets.map((chosen) => ({ sector, purpose, proof, roles: chosen }))),
    );
  });

/** One decision function: equal categories with equal clauses are asked once. */
interface Question {
  readonly policy: ProfilePolicy;
  readonly category: string;
  readonly sql: string;
  readonly granted: Partial<Record<Grant, string[]>>;
  profiles: number;
}

const questions = (): Question[] => {
  const found = new Map<string, Question>();
  const categories = [...policies.categories.values()].filter(
    ({ kind }) => kind === 'content' || kind === 'existence' || kind === 'metadata',
  );
  for (const profile of profiles()) {
    const policy = policies.profile(profile);
    for (const { id } of categories) {
      const key = `${id} ${JSON.stringify(policy.clauses(id))}`;
      const known = found.get(key);
      if (known !== undefined) known.profiles += 1;
      else {
        for (const [position, granted] of grantsOf(policy.clauses(id)).entries()) {
          const grants = `'${JSON.stringify(granted)}'::jsonb`;
          const sql = disclosedSql(policy, id, { ...COLUMNS, grants });
          const question = { policy, category: id, sql, granted, profiles: 1 };
          found.set(position === 0 ? key : `${key} ${JSON.stringify(granted)}`, question);
        }
      }
    }
  }
  return [...found.values()];
};

/**
 * How far apart are the combinations asked about: a short run asks every 35th, each group of expressions from another one on. 35 has
 * no divisor in common with the number of values of any fact, so that all values of several facts still meet.
 */
const STEP = SCALE === 1 ? 35 : 1;

let owner: Client;
beforeAll(async () => {
  owner = await openOwner();
  await owner.query(`create temporary table every_fact as ${FACTS}`);
});
afterAll(() => owner.end());

/** How many combinations can be told apart: what does not read of the allegation answers alike with it and without. */
const combinations = (sql: string): number => (sql.includes(COLUMNS.allegation) ? ALL : OF_ONE);

/** What SQL says: of the combinations from `first` on, each `STEP` further, one letter: t, f, or n for null. */
interface Answer {
  readonly first: number;
  readonly letters: string;
}

const answersOf = async (expressions: readonly string[]): Promise<Map<string, Answer>> => {
  const answers = new Map<string, Answer>();
  const BATCH = 40;
  for (let from = 0; from < expressions.length; from += BATCH) {
    const batch = expressions.slice(from, from + BATCH);
    const first = (from / BATCH) % STEP;
    const columns = batch.map(
      (sql, n) =>
        `string_agg(coalesce(left((${sql})::text, 1), 'n'), '' order by f.n) filter (where f.n < ${combinations(sql)}) as "${n}"`,
    );
    const { rows } = await owner.query<Record<string, string>>(
      `select ${columns.join(', ')} from every_fact f where f.n % ${STEP} = ${first}`,
    );
    batch.forEach((sql, n) => answers.set(sql, { first, letters: rows[0]![String(n)]! }));
  }
  return answers;
};

test('SQL decides the combinations of facts as the compiled policy does', async () => {
  const asked = questions();
  const answers = await answersOf([...new Set(asked.map(({ sql }) => sql))]);
  const facts = Array.from({ length: ALL }, (_, n) => factsAt(n));
  let compared = 0;
  for (const { policy, category, sql, granted } of asked) {
    const sets = Object.fromEntries(GRANTS.map((grant) => [grant, new Set(granted[grant])]));
    const { first, letters } = answers.get(sql)!;
    expect(letters).toHaveLength(Math.ceil((combinations(sql) - first) / STEP));
    const reads = policy.clauses(category).some((clause) => clause.allegation !== undefined);
    for (let n = first; n < (reads ? ALL : OF_ONE); n += STEP) {
      const disclosed = policy.decide(category, { ...facts[n]!, ...sets }).disclose;
      const answer = letters[(n - first) / STEP];
      compared += 1;
      if (answer !== (disclosed ? 't' : 'f'))
        expect({ category, sql, facts: facts[n], answer }).toBe(disclosed);
    }
  }
  const profilesAsked = asked.reduce((sum, question) => sum + question.profiles, 0);
  console.log(
    `predicate: ${ALL} combinations of facts; ${asked.length} different questions stand for ${profilesAsked} pairs of profile and ` +
      `category, in ${answers.size} expressions; ${compared} decisions compared`,
  );
}, 240_000);

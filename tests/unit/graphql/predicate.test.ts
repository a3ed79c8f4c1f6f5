import 'reflect-metadata';
import type { Client } from 'pg';
import { disclosedSql } from '../../../src/graphql/predicate';
import { FACTS } from '../../../src/graphql/fact-sql';
import { compile } from '../../../src/policy/compile';
import type { ProfilePolicy } from '../../../src/policy';
import {
  ALLEGATION,
  ORDER,
  OWN,
  RECORD,
  SCOPES,
  SUBJECT_ROLES,
  TIES,
  type RowFacts,
} from '../../../src/policy/facts';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { openOwner } from '../../support/database';
import { NO_FACTS } from '../policy/support/facts';
import { withFolder } from '../policy/support/folder';
import { INT, RS } from '../policy/support/synthetic';

/** A small policy whose every rule asks for something else; the policies of the hub are tried by tests/proof/predicate.test.ts. */
const FILES = {
  'vocabulary.yaml': `
handling: []
roles: {}
categories:
  of.all: { kind: content, about: what asks for everything }
  of.consent: { kind: content, about: what asks for consent }
  of.child: { kind: content, about: what asks of whom the row speaks }
  of.person: { kind: content, family: true, about: what is of a person }
`,
  'protocols/rs.yaml': RS,
  'protocols/int.yaml': INT,
  'police/of.yaml': `
categories:
  of.all:
    readers:
      - { sector: [NGO], scope: [CONFERENCE, REFERRAL], purpose: [CARE], tie: [NAMED], own: [SELF], record: [ADDRESSEE], order: [IN_FORCE], allegation: [STANDS], basis: [rs.law.1] }
  of.consent:
    readers:
      - { sector: [NGO], scope: [CONFERENCE], purpose: [CARE], tie: [NAMED], consent: true, basis: [rs.law.4] }
  of.child:
    readers:
      - { sector: [NGO], scope: [CONFERENCE], purpose: [CARE], tie: [UNIT, NAMED], subject: [CHILD, VICTIM], basis: [rs.law.1] }
      - { sector: [NGO], scope: [OWN], purpose: [CARE], tie: [NAMED], basis: [rs.law.1] }
  victim|child.of.person:
    readers:
      - { sector: [NGO], scope: [CONFERENCE], purpose: [CARE], tie: [UNIT, NAMED], basis: [rs.law.1] }
  respondent.of.person:
    readers:
      - { sector: [NGO], scope: [CONFERENCE], purpose: [CARE], tie: [NAMED], own: [KIN], basis: [rs.law.1] }
  reporter|protected-reporter|witness.of.person:
    readers: []
`,
};

const load = (): ProfilePolicy => {
  const { content, problems } = withFolder(FILES, readPolicies);
  if (content === null) throw new PolicyError(problems);
  return compile(content, { country: 'RS', production: false, at: new Date('2026-05-01T00:00:00Z') }).profile(
    {
      sector: 'NGO',
      roles: [],
      purpose: 'CARE',
      proof: 'PROVEN',
    },
  );
};

const policy = load();
let owner: Client;
beforeAll(async () => {
  owner = await openOwner();
});
afterAll(() => owner.end());

type Bits = Readonly<
  Record<'scopes' | 'tie' | 'record' | 'own' | 'ord' | 'allegation' | 'subjects', number>
> & {
  /** Condition → categories, as a row's grants come. */
  readonly grants?: Readonly<Record<string, readonly string[]>>;
};

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const SCOPE_SETS = [0, 1, 4, 8, 5];
const SUBJECT_SETS = range(1 << SUBJECT_ROLES.length);

const rows = (subjects: readonly number[]): Bits[] =>
  SCOPE_SETS.flatMap((scopes) =>
    range(TIES.length).flatMap((tie) =>
      range(OWN.length).flatMap((own) =>
        range(RECORD.length).flatMap((record) =>
          range(ORDER.length).flatMap((ord) =>
            range(ALLEGATION.length).flatMap((allegation) =>
              subjects.map((set) => ({ scopes, tie, own, record, ord, allegation, subjects: set })),
            ),
          ),
        ),
      ),
    ),
  );

const factsOf = (bits: Bits): RowFacts => ({
  ...NO_FACTS,
  scopes: SCOPES.filter((_, bit) => (bits.scopes & (1 << bit)) !== 0),
  tie: TIES[bits.tie]!,
  own: OWN[bits.own]!,
  record: RECORD[bits.record]!,
  order: ORDER[bits.ord]!,
  allegation: ALLEGATION[bits.allegation]!,
  subjects: SUBJECT_ROLES.filter((_, bit) => (bits.subjects & (1 << bit)) !== 0),
  ...Object.fromEntries(Object.entries(bits.grants ?? {}).map(([key, list]) => [key, new Set(list)])),
});

/** Rows of which SQL and the compiled policy do not say the same, and how many are disclosed. */
const compare = async (
  category: string,
  asked: readonly Bits[],
): Promise<{ readonly different: readonly Bits[]; readonly disclosed: number }> => {
  const { rows: answers } = await owner.query<{ told: boolean }>(
    `select ${disclosedSql(policy, category, FACTS)} as told
     from (select u.n, r.* from jsonb_array_elements($1) with ordinality u(bits, n)
       cross join lateral jsonb_to_record(u.bits) as r(scopes int, tie int, ord int, record int, own int, allegation int, subjects int, grants jsonb)) c
     cross join lateral (select c.record, c.own, c.subjects, c.allegation, c.grants) f order by c.n`,
    [JSON.stringify(asked)],
  );
  const wanted = asked.map((bits) => policy.decide(category, factsOf(bits)).disclose);
  return {
    different: asked.filter((_, n) => answers[n]?.told !== wanted[n]),
    disclosed: wanted.filter(Boolean).length,
  };
};

describe('a decision as SQL', () => {
  it('asks for every condition of its clause', async () => {
    expect(await compare('of.all', rows([0]))).toEqual({ different: [], disclosed: 3 });
  });

  it('asks for the grant of its clause, for its own category', async () => {
    const named = rows([0]).filter(
      ({ own, record, ord, allegation }) => own + record + ord + allegation === 0,
    );
    const granted = (grants: Readonly<Record<string, readonly string[]>>): Bits[] =>
      named.map((bits) => ({ ...bits, grants }));
    const asked = [
      ...named,
      ...granted({}),
      ...granted({ consent: ['of.other'] }),
      ...granted({ mandate: ['of.consent'] }),
      ...granted({ consent: ['of.other', 'of.consent'] }),
    ];
    // CONFERENCE alone, and beside OWN.
    expect(await compare('of.consent', asked)).toEqual({ different: [], disclosed: 2 });
  });

  it('is true of a person where each of her roles discloses, and of no other', async () => {
    const { different, disclosed } = await compare('of.person', rows(SUBJECT_SETS.slice(1)));
    expect(different.slice(0, 3)).toEqual([]);
    expect(disclosed).toBeGreaterThan(100);
  });

  it('is false of nobody where the category is of a person', async () => {
    expect(await compare('of.person', rows([0]))).toEqual({ different: [], disclosed: 0 });
  });

  it('follows rules that ask of whom the row speaks, and those beside them that do not', async () => {
    const { different, disclosed } = await compare('of.child', rows(SUBJECT_SETS));
    expect(different.slice(0, 3)).toEqual([]);
    expect(disclosed).toBeGreaterThan(1_000);
  });
});

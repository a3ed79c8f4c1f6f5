import type { RowSource } from '../../graphql/row-source';
import type { PolicySet, Profile, RowFacts } from '../../policy';
import { GRANTS, SUBJECT_ROLES, type Grant, type Proof, type Purpose, type Tie } from '../../policy/facts';
import { completed } from '../../policy/subjects';
import type { FactsAt } from './facts-at';
import type { Possibility } from './judge';
import { subjectsOf } from './subjects';
import type { Target } from './target';

/** Who is asked about, for what, known how. */
export interface Asked {
  readonly target: Target;
  readonly purpose: Purpose;
  readonly proof: Proof;
}

/** Where nobody is named: from a person whose roles count for nothing to one who has every role of the sector. */
export const profilesOf = (policies: PolicySet, { target, purpose, proof }: Asked): readonly Profile[] => {
  const profile = { sector: target.sector, purpose, proof };
  if (target.staff !== null) return [{ ...profile, roles: target.staff.roles }];
  const every = [...policies.roles.values()].filter(({ sectors }) => sectors.includes(target.sector));
  return [
    { ...profile, roles: [] },
    { ...profile, roles: every.map(({ id }) => id) },
  ];
};

type Standing = Pick<RowFacts, 'scopes' | 'tie'>;

/** Ties and scopes as they may have been; an emergency that is not told, or is somebody's, may have given both. */
const standingsOf = (facts: FactsAt): readonly Standing[] => {
  const scopes = [...new Set(facts.scopes.map(({ scope }) => scope))];
  const standings = facts.ties.map((tie): Standing => ({ tie, scopes }));
  return mayBeEmergency(facts)
    ? [...standings, { tie: 'NAMED', scopes: [...new Set([...scopes, 'BREAK_GLASS' as const])] }]
    : standings;
};

export const mayBeEmergency = (facts: FactsAt): boolean => facts.emergency || !facts.personal;

/** Null where it depends on the person. */
export const tieOf = (facts: FactsAt): Tie | null => {
  const ties = new Set(standingsOf(facts).map(({ tie }) => tie));
  return ties.size === 1 ? ([...ties][0] ?? null) : null;
};

/** Grants that may be one person's: what is not told of a colleague. */
const PERSONAL: ReadonlySet<Grant> = new Set(['mandate', 'breakGlass', 'release']);

/** For which records of the type a grant was in force; NOT_SHOWN: there may be one that is not told. */
export type GrantState = 'EVERY_RECORD' | 'SOME_RECORDS' | 'NONE' | 'NOT_SHOWN';

/** Of a family it is told only whether there was any: which part it names would be a role in the case. */
export const grantState = (
  facts: FactsAt,
  policies: PolicySet,
  grant: Grant,
  category: string,
): GrantState => {
  const family = policies.categories.get(category)?.family === true;
  const parts = family ? SUBJECT_ROLES.map((role) => completed(category, role)) : [category];
  const naming = facts.grants.filter(
    ({ condition, categories }) => condition === grant && parts.some((part) => categories.includes(part)),
  );
  if (!family && naming.some(({ narrowed }) => !narrowed)) return 'EVERY_RECORD';
  if (naming.length > 0) return 'SOME_RECORDS';
  const hidden = grant === 'agreement' ? !facts.agreementsTold : PERSONAL.has(grant) && !facts.personal;
  return hidden ? 'NOT_SHOWN' : 'NONE';
};

const grantFacts = (facts: FactsAt, policies: PolicySet, category: string): Partial<RowFacts> =>
  Object.fromEntries(
    GRANTS.flatMap((grant) => {
      const state = grantState(facts, policies, grant, category);
      if (state === 'NONE') return [[grant, new Set()]];
      return state === 'EVERY_RECORD' ? [[grant, new Set([category])]] : [];
    }),
  );

/** Who holds the case itself is told by who opened it; of other records it is content. */
export const recordOf = ({ caseColumn }: RowSource, facts: FactsAt): RowFacts['record'] | null => {
  if (caseColumn !== 'id') return null;
  return facts.opener ? 'HOLDER' : 'NONE';
};

/** Every way in which the viewer may have stood before a row of the type, as far as it is told. */
export const possibilitiesOf = (
  asked: Asked,
  facts: FactsAt,
  policies: PolicySet,
  source: RowSource,
  category: string,
): readonly Possibility[] => {
  const record = recordOf(source, facts);
  const known: Partial<RowFacts> = {
    ...grantFacts(facts, policies, category),
    ...(record === null ? {} : { record }),
  };
  return cross(
    profilesOf(policies, asked),
    standingsOf(facts).flatMap((standing) =>
      subjectsOf(source).map((subjects) => ({ ...known, ...standing, subjects })),
    ),
  );
};

/** The same where no fact of the case may enter. */
export const possibilitiesByPolicy = (
  asked: Asked,
  policies: PolicySet,
  source: Pick<RowSource, 'subject'>,
): readonly Possibility[] =>
  cross(
    profilesOf(policies, asked),
    subjectsOf(source).map((subjects) => ({ subjects })),
  );

const cross = (profiles: readonly Profile[], facts: readonly Partial<RowFacts>[]): readonly Possibility[] =>
  profiles.flatMap((profile) => facts.map((each) => ({ profile, facts: each })));

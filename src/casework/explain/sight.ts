import { TELLS_CUSTODIAN } from '../../graphql/fact-group';
import {
  CONTENTLESS_PURPOSES,
  isGrant,
  PROOFS,
  SECTORS,
  type Proof,
  type Purpose,
  type Sector,
} from '../../policy/facts';
import type { PolicySet, RowFacts } from '../../policy';
import type { CandidateReport } from '../../policy/explanation';
import { basesOf, type Access } from '../../registry/field-access';
import type { SectorsAt } from './facts-at';
import { both, judge, type Outcome, type Possibility } from './judge';
import type { SightQuestion } from './sight-question';
import type { SectorReader, SectorSight } from './sight-types';

const ACCESS_OF: Readonly<Record<Outcome, Access>> = {
  DISCLOSED: 'ALWAYS',
  DEPENDS: 'DEPENDS',
  WITHHELD: 'NEVER',
};

type Agency = SectorsAt['agencies'][number];
type KnownFacts = Partial<RowFacts>;

/** How an agency of the sector stands in the case; where somebody has an emergency access, also without it. */
const agencyFacts = ({ accesses }: Agency, purpose: Purpose, isCase: boolean): readonly KnownFacts[] => {
  const scopes = (personal: boolean): RowFacts['scopes'] => [
    ...new Set(
      accesses
        .filter((access) => (personal || !access.personal) && access.purposes.includes(purpose))
        .map(({ scope }) => scope),
    ),
  ];
  const record: KnownFacts = isCase
    ? { record: accesses.some(({ scope }) => scope === 'OWN') ? 'HOLDER' : 'NONE' }
    : {};
  const common = accesses.some(({ personal }) => !personal) ? [{ ...record, scopes: scopes(false) }] : [];
  const own = accesses.some(({ personal }) => personal) ? [{ ...record, scopes: scopes(true) }] : [];
  return [...common, ...own];
};

const asksIn = ({ conditions }: CandidateReport): string =>
  conditions
    .filter(({ holds }) => holds === null)
    // A grant is asked for in words of its own.
    .map(({ key, wanted }) => (isGrant(key) ? wanted : `${key} ${wanted}`))
    .join(', ');

type Seen = Omit<SectorReader, 'role' | 'purposes' | 'proofs'>;

const seenBy = (
  policies: PolicySet,
  { steps, type, plain }: SightQuestion,
  possibilities: readonly Possibility[],
): Seen => {
  const judged = steps.map(({ kind, category }) => {
    const judgement = judge(policies, category, possibilities);
    const held = kind === 'PERSON' && judgement.outcome === 'WITHHELD';
    return { category, ...judgement, outcome: held ? ('DEPENDS' as const) : judgement.outcome };
  });
  const field = judged.at(-1);
  const outcome = both(judged.map((step) => step.outcome));
  const further = [
    ...(type !== 'Case' && field !== undefined && TELLS_CUSTODIAN.has(field.category)
      ? ['a custodian that is not concealed']
      : []),
    ...(plain ? [] : ['what the record itself says of who may know of it']),
  ];
  const rules =
    outcome === 'WITHHELD' || field === undefined
      ? []
      : field.rules.filter(({ rule }) => field.carrying.includes(rule));
  const conditions = rules.map(asksIn).filter((text) => text !== '');
  return {
    access: ACCESS_OF[outcome === 'DISCLOSED' && further.length > 0 ? 'DEPENDS' : outcome],
    rules: rules.map(({ rule }) => rule),
    basis: basesOf(
      policies,
      rules.flatMap(({ basis }) => basis),
    ),
    conditions: outcome === 'WITHHELD' ? [] : [...new Set([...conditions, ...further])],
  };
};

interface Row {
  readonly role: string;
  readonly purposes: readonly Purpose[];
  readonly proofs: readonly Proof[];
  readonly seen: Seen;
}

/** Rows that are equal in the key as one, in the order of the first of them. */
const merged = (
  rows: readonly Row[],
  keyOf: (row: Row) => unknown,
  merge: (a: Row, b: Row) => Row,
): readonly Row[] => {
  const groups = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const known = groups.get(key);
    groups.set(key, known === undefined ? row : merge(known, row));
  }
  return [...groups.values()];
};

/** What is the same for both proofs stands in one line, and what is the same for several purposes. */
const readersOf = (rows: readonly Row[]): SectorReader[] => {
  const byProofs = merged(
    rows,
    ({ role, purposes, seen }) => [role, purposes, seen],
    (a, b) => ({ ...a, proofs: [...a.proofs, ...b.proofs] }),
  );
  return merged(
    byProofs,
    ({ role, proofs, seen }) => [role, proofs, seen],
    (a, b) => ({ ...a, purposes: [...a.purposes, ...b.purposes] }),
  ).map(({ role, purposes, proofs, seen }) => ({
    role,
    purposes: [...purposes],
    proofs: [...proofs],
    ...seen,
  }));
};

/** What one sector sees; `agencies` null: by the policy alone. */
const sightOf = (
  policies: PolicySet,
  question: SightQuestion,
  sector: Sector,
  agencies: readonly Agency[] | null,
): SectorSight => {
  const roles = [...policies.roles.values()].filter(({ sectors }) => sectors.includes(sector));
  const rows = roles.flatMap((role) =>
    role.purposes
      .filter((purpose) => !CONTENTLESS_PURPOSES.includes(purpose))
      .flatMap((purpose) =>
        PROOFS.map((proof): Row => {
          const profile = { sector, roles: [role.id], purpose, proof };
          const known = agencies?.flatMap((agency) =>
            agencyFacts(agency, purpose, question.type === 'Case'),
          ) ?? [{}];
          const possibilities = known.flatMap((facts) =>
            question.subjects.map((subjects) => ({ profile, facts: { ...facts, subjects } })),
          );
          return {
            role: role.id,
            purposes: [purpose],
            proofs: [proof],
            seen: seenBy(policies, question, possibilities),
          };
        }),
      ),
  );
  return { sector, readers: readersOf(rows) };
};

/** The sectors that reached the case and what each of their roles sees; where no fact of the case may enter, every sector. */
export const sightsOf = (
  policies: PolicySet,
  question: SightQuestion,
  agencies: SectorsAt['agencies'] | null,
): SectorSight[] =>
  SECTORS.filter((sector) => sector !== 'COORDINATION').flatMap((sector) => {
    const there = agencies?.filter((agency) => agency.sector === sector) ?? null;
    return there?.length === 0 ? [] : [sightOf(policies, question, sector, there)];
  });

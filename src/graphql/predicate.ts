import type { Clause, ProfilePolicy } from '../policy';
import { ALLEGATION, ORDER, OWN, RECORD, SCOPES, SUBJECT_ROLES, TIES } from '../policy/facts';

/** SQL expressions of a row's facts, as integers: scopes and subjects are bit sets, the others positions in their closed lists. */
export interface FactColumns {
  readonly scopes: string;
  readonly tie: string;
  readonly order: string;
  readonly allegation: string;
  readonly record: string;
  readonly own: string;
  readonly subjects: string;
  /** A JSON object of condition → categories, or null where nothing was granted. */
  readonly grants: string;
}

export const bitsOf = <T>(list: readonly T[], values: readonly T[]): number =>
  values.reduce((bits, value) => bits | (1 << list.indexOf(value)), 0);

const oneOf = (column: string, list: readonly string[], values: readonly string[] | undefined): string[] =>
  values === undefined || values.length === list.length
    ? []
    : [`((1 << ${column}) & ${String(bitsOf(list, values))}) <> 0`];

const clauseSql = (clause: Clause, columns: FactColumns): string => {
  const conditions = [
    // Categories are ids of the vocabulary: letters, digits, dots and hyphens.
    ...clause.needs.map((grant) => `coalesce(${columns.grants} -> '${grant}' ? '${clause.of}', false)`),
    ...(clause.scope === undefined
      ? []
      : [`(${columns.scopes} & ${String(bitsOf(SCOPES, clause.scope))}) <> 0`]),
    ...oneOf(columns.tie, TIES, clause.tie),
    ...oneOf(columns.record, RECORD, clause.record),
    ...oneOf(columns.own, OWN, clause.own),
    ...oneOf(columns.order, ORDER, clause.order),
    ...oneOf(columns.allegation, ALLEGATION, clause.allegation),
  ];
  return conditions.length === 0 ? 'true' : `(${conditions.join(' and ')})`;
};

const anyOf = (clauses: readonly Clause[], columns: FactColumns): string => {
  const parts = [...new Set(clauses.map((clause) => clauseSql(clause, columns)))];
  if (parts.includes('true')) return 'true';
  return parts.length === 0 ? 'false' : `(${parts.join(' or ')})`;
};

/** Every role of the person must disclose; a row that speaks of nobody, by a clause that names no role. */
const everyRole = (policy: ProfilePolicy, category: string, columns: FactColumns, nobody: string): string => {
  const bitsByDecision = new Map<string, number>();
  for (const [position, role] of SUBJECT_ROLES.entries()) {
    const disclosed = anyOf(policy.clauses(category, role), columns);
    if (disclosed !== 'true')
      bitsByDecision.set(disclosed, (bitsByDecision.get(disclosed) ?? 0) | (1 << position));
  }
  const roles = [...bitsByDecision].map(
    ([disclosed, bits]) => `((${columns.subjects} & ${String(bits)}) = 0 or ${disclosed})`,
  );
  return `(case when ${columns.subjects} = 0 then ${nobody} else ${roles.length === 0 ? 'true' : roles.join(' and ')} end)`;
};

/**
 * The decision on a category as SQL over a row's facts: the same residual clauses that `decide` reads, so that a count, a limit, a
 * sort or a filter sees exactly what a field would show.
 */
export const disclosedSql = (policy: ProfilePolicy, category: string, columns: FactColumns): string => {
  const kind = policy.classify(category);
  if (kind === 'always') return 'true';
  if (kind === 'never') return 'false';
  if (policy.familyOf(category) !== undefined) return everyRole(policy, category, columns, 'false');
  const clauses = policy.clauses(category);
  const unbound = clauses.filter((clause) => clause.subject === undefined);
  return unbound.length === clauses.length
    ? anyOf(clauses, columns)
    : everyRole(policy, category, columns, anyOf(unbound, columns));
};

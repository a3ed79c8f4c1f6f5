import type { Country } from '../lib/country';
import { legalDay, startOfLegalDay } from '../lib/legal-day';
import type { BasisDefinition, PolicyContent, VocabularyCategory } from './content';
import { lackOfLegalGround } from './legal-ground';
import type { Rule } from './rule';

/** Where, when and how strictly the rules are to hold. */
export interface Deployment {
  readonly country: Country;
  readonly production: boolean;
  /** Which laws are in force is judged on the country's day at this instant; now, if not told. */
  readonly at?: Date;
  /** To try the rules of what is pending as if a record type carried it; no hub does. */
  readonly pending?: boolean;
}

/** PENDING: nothing carries the category yet. COUNTRY: no ground of this country. TIME: none in force. UNVERIFIED: none that anybody vouches for. */
export type OffReason = 'PENDING' | 'COUNTRY' | 'TIME' | 'UNVERIFIED';

export type RuleStatus =
  | { readonly on: true; readonly basis: readonly string[] }
  | { readonly on: false; readonly reason: OffReason };

/** A rule as written, and whether it is on. */
export interface RuleWithStatus {
  readonly rule: Rule;
  readonly status: RuleStatus;
}

/** The deployment with its day fixed. */
export interface Standing {
  readonly country: Country;
  readonly production: boolean;
  readonly day: string;
  readonly pending?: boolean;
}

export const standing = (deployment: Deployment): Standing => ({
  country: deployment.country,
  production: deployment.production,
  day: legalDay(deployment.at ?? new Date(), deployment.country),
  pending: deployment.pending ?? false,
});

/** Whether a rule is on, and which of its bases carry it here. */
export const statusOf = (
  rule: Rule,
  category: VocabularyCategory,
  content: PolicyContent,
  where: Standing,
): RuleStatus => {
  if (category.pending && where.pending !== true) return { on: false, reason: 'PENDING' };
  if (rule.rank === 'HOLDER') return { on: true, basis: [] };
  // Foreign data on trial: nobody's law applies, so nobody but the holder reads; operations open no datum by themselves.
  if (where.country === 'XX') {
    const opensData = category.kind === 'content' || category.kind === 'existence';
    return opensData ? { on: false, reason: 'COUNTRY' } : { on: true, basis: [] };
  }
  const local = localBases(rule, content, where.country);
  if (lackOfLegalGround(rule, local) !== null) return { on: false, reason: 'COUNTRY' };
  const inForce = local.filter((basis) => holdsOn(basis, where.day));
  if (lackOfLegalGround(rule, inForce) !== null) return { on: false, reason: 'TIME' };
  if (where.production && lackOfLegalGround(rule, inForce.filter(isVouchedFor)) !== null) {
    return { on: false, reason: 'UNVERIFIED' };
  }
  return { on: true, basis: inForce.map((basis) => basis.id) };
};

const holdsOn = (basis: BasisDefinition, day: string): boolean =>
  (basis.validFrom === null || basis.validFrom <= day) && (basis.validTo === null || day < basis.validTo);

export const isVouchedFor = (basis: BasisDefinition): boolean =>
  basis.verified !== null || basis.confidence === 'S' || basis.confidence === 'S2';

/** The bases that the rule cites and that count in the country. */
const localBases = (rule: Rule, content: PolicyContent, country: Country): readonly BasisDefinition[] =>
  rule.basis
    .flatMap((id) => content.bases.get(id) ?? [])
    .filter((basis) => basis.country === country || basis.country === 'INT');

/** Days on which an instrument that some rule cites here begins or ends, in order, each once. */
export const boundaryDays = (content: PolicyContent, country: Country): readonly string[] => {
  const days = [...content.rules.values()]
    .flatMap((rule) => localBases(rule, content, country))
    .flatMap((basis) => [basis.validFrom, basis.validTo])
    .filter((day) => day !== null);
  return [...new Set(days)].sort();
};

/** The time around a day in which what the rules say and cite stays the same: [from, until), null where it has no end. */
export interface Unchanged {
  readonly from: Date | null;
  readonly until: Date | null;
}

export const unchangedAround = (content: PolicyContent, { country, day }: Standing): Unchanged => {
  const days = boundaryDays(content, country);
  const startOf = (boundary: string | undefined): Date | null =>
    boundary === undefined ? null : startOfLegalDay(boundary, country);
  return {
    from: startOf(days.filter((boundary) => boundary <= day).at(-1)),
    until: startOf(days.find((boundary) => boundary > day)),
  };
};

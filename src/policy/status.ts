import type { Country } from '../lib/country';
import type { BasisDefinition, PolicyContent, VocabularyCategory } from './content';
import { groundsOf, lackOfGround } from './grounds';
import type { Rule } from './rule';

/** Where, when and how strictly the rules are to hold. */
export interface Deployment {
  readonly country: Country;
  readonly production: boolean;
  /** Which laws are in force is judged on this day (UTC); now, if not told. */
  readonly at?: Date;
}

/** COUNTRY: no ground of this country. TIME: none in force. UNVERIFIED: none that anybody vouches for. */
export type OffReason = 'COUNTRY' | 'TIME' | 'UNVERIFIED';

export type RuleStatus =
  | { readonly on: true; readonly basis: readonly string[] }
  | { readonly on: false; readonly reason: OffReason };

export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

/** The deployment with its day fixed. */
export interface Standing {
  readonly country: Country;
  readonly production: boolean;
  readonly day: string;
}

export const standing = (deployment: Deployment): Standing => ({
  country: deployment.country,
  production: deployment.production,
  day: dayOf(deployment.at ?? new Date()),
});

/** Whether a rule is on, and which of its bases carry it here. */
export const statusOf = (
  rule: Rule,
  category: VocabularyCategory,
  content: PolicyContent,
  where: Standing,
): RuleStatus => {
  if (rule.rank === 'HOLDER') return { on: true, basis: [] };
  // Foreign data on trial: nobody's law applies, so nobody but the holder reads; operations open no datum by themselves.
  if (where.country === 'XX') {
    const opensData = category.kind === 'content' || category.kind === 'existence';
    return opensData ? { on: false, reason: 'COUNTRY' } : { on: true, basis: [] };
  }
  const cited = rule.basis.flatMap((id) => content.bases.get(id) ?? []);
  const local = cited.filter((basis) => basis.country === where.country || basis.country === 'INT');
  if (lackOfGround(rule, local) !== null) return { on: false, reason: 'COUNTRY' };
  const inForce = local.filter((basis) => holdsOn(basis, where.day));
  if (lackOfGround(rule, inForce) !== null) return { on: false, reason: 'TIME' };
  if (where.production && lackOfGround(rule, inForce.filter(isVouchedFor)) !== null) {
    return { on: false, reason: 'UNVERIFIED' };
  }
  return { on: true, basis: inForce.map((basis) => basis.id) };
};

const holdsOn = (basis: BasisDefinition, day: string): boolean =>
  (basis.validFrom === null || basis.validFrom <= day) && (basis.validTo === null || day < basis.validTo);

export const isVouchedFor = (basis: BasisDefinition): boolean =>
  basis.verified !== null || basis.confidence === 'S' || basis.confidence === 'S2';

/** The next day on which an instrument that some rule cites begins or ends. */
export const nextBoundary = (content: PolicyContent, day: string): Date | null => {
  const days = [...content.rules.values()]
    .flatMap((rule) => groundsOf(rule.basis.flatMap((id) => content.bases.get(id) ?? [])))
    .flatMap((basis) => [basis.validFrom, basis.validTo])
    .filter((boundary): boundary is string => boundary !== null && boundary > day)
    .sort();
  return days[0] === undefined ? null : new Date(`${days[0]}T00:00:00Z`);
};

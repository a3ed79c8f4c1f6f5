import type { BasisDefinition } from './content';
import type { Grant } from './facts';

/** What of a rule decides whether its bases carry it. */
export interface Grounded {
  readonly grants: readonly Grant[];
}

const legalGroundsOf = (bases: readonly BasisDefinition[]): readonly BasisDefinition[] =>
  bases.filter((basis) => basis.kind === 'LAW' || basis.kind === 'CONSENT' || basis.kind === 'VITAL');

/**
 * Why these bases do not carry the rule; null if they do. It is asked of the rule as written, and again of the bases
 * that are left in a country and at a time, so that the end of a law never leaves a rule open on less than it needs.
 */
export const lackOfLegalGround = (rule: Grounded, bases: readonly BasisDefinition[]): string | null => {
  const grounds = legalGroundsOf(bases);
  if (grounds.length === 0) return 'no basis of kind LAW, CONSENT or VITAL';
  if (grounds.some((basis) => basis.kind === 'LAW')) return null;
  if (rule.grants.includes('consent') && grounds.some((basis) => basis.kind === 'CONSENT')) return null;
  if (!grounds.some((basis) => basis.kind === 'VITAL')) {
    return 'the only ground is consent, which needs consent: true';
  }
  return rule.grants.includes('breakGlass') || rule.grants.includes('release')
    ? null
    : 'the only ground is vital interest, which needs breakGlass: true or release: true';
};

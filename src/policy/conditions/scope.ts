import { type RowFacts, type Scope, SCOPES } from '../facts';
import { anyOf, bitTable, listed } from './bits';
import type { RowCondition } from './condition';

const BITS = bitTable<Scope>(SCOPES, 0);

/** Every scope in force is tried, and one that fits is enough. */
export const givenScope = (facts: RowFacts): number => {
  let bits = 0;
  for (const value of facts.scopes) bits |= BITS[value];
  return bits;
};

/** The agency reaches the case for one of these reasons: liaison (RS ZSNP 24), conference (RS ZSNP 25), referral … */
export const scope: RowCondition = {
  key: 'scope',
  fact: 'scopes',
  wanted: (rule) => listed(rule.scopes),
  demanded: (rule) => anyOf(BITS, rule.scopes),
};

import { type RowFacts, type Tie, TIES } from '../facts';
import { anyOf, bitTable, listed } from './bits';
import type { RowCondition } from './condition';

const BITS = bitTable<Exclude<Tie, 'NONE'>>(
  TIES.filter((value) => value !== 'NONE'),
  6,
);

export const givenTie = (facts: RowFacts): number => (facts.tie === 'NONE' ? 0 : BITS[facts.tie]);

/** The staff member works on this case himself, or his unit does: need to know, GDPR 5(1)(c) and RS ZSNP 24. */
export const tie: RowCondition = {
  key: 'tie',
  fact: 'tie',
  wanted: (rule) => listed(rule.ties),
  demanded: (rule) => anyOf(BITS, rule.ties),
};

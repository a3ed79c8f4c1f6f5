import { ORDER, type Order, type RowFacts } from '../facts';
import { anyOf, bitTable, listed } from './bits';
import type { RowCondition } from './condition';

const BITS = bitTable<Exclude<Order, 'NONE'>>(
  ORDER.filter((value) => value !== 'NONE'),
  12,
);

export const givenOrder = (facts: RowFacts): number => (facts.order === 'NONE' ? 0 : BITS[facts.order]);

/** A protective measure is in force on the case, or ended within 30 days (RS ZSNP 17 and 21): who must not collect a child, for instance. */
export const order: RowCondition = {
  key: 'order',
  fact: 'order',
  wanted: (rule) => listed(rule.order),
  demanded: (rule) => anyOf(BITS, rule.order),
};

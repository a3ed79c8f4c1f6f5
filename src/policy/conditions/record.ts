import { RECORD, type RecordFact, type RowFacts } from '../facts';
import { anyOf, bitTable, listed } from './bits';
import type { RowCondition } from './condition';

const BITS = bitTable<Exclude<RecordFact, 'NONE'>>(
  RECORD.filter((value) => value !== 'NONE'),
  10,
);

export const givenRecord = (facts: RowFacts): number => (facts.record === 'NONE' ? 0 : BITS[facts.record]);

/** The agency holds the record, or it was delivered to or filed with it (RS ZSNP 16(3), 18): a court reads what is filed, never the case. */
export const record: RowCondition = {
  key: 'record',
  fact: 'record',
  wanted: (rule) => listed(rule.record),
  demanded: (rule) => anyOf(BITS, rule.record),
};

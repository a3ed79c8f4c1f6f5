import { type Own, OWN, type RowFacts } from '../facts';
import { anyOf, bitTable, listed } from './bits';
import type { RowCondition } from './condition';

const BITS = bitTable<Exclude<Own, 'NONE'>>(
  OWN.filter((value) => value !== 'NONE'),
  8,
);

export const givenOwn = (facts: RowFacts): number => (facts.own === 'NONE' ? 0 : BITS[facts.own]);

/** The person is client, patient, pupil or ward of the viewer's agency, or kin of one: who attends a conference as needed (RS ZSNP 25(4)) reads of his own only. */
export const own: RowCondition = {
  key: 'own',
  fact: 'own',
  wanted: (rule) => listed(rule.own),
  demanded: (rule) => anyOf(BITS, rule.own),
};

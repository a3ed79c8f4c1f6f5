import { ALLEGATION, type Allegation, type RowFacts } from '../facts';
import { anyOf, bitTable, listed } from './bits';
import type { RowCondition } from './condition';

const BITS = bitTable<Exclude<Allegation, 'NONE'>>(
  ALLEGATION.filter((value) => value !== 'NONE'),
  20,
);

export const givenAllegation = (facts: RowFacts): number =>
  facts.allegation === 'NONE' ? 0 : BITS[facts.allegation];

/** What the respondent was reported for still stands: a rule that asks for it opens nothing more of who was cleared. */
export const allegation: RowCondition = {
  key: 'allegation',
  fact: 'allegation',
  wanted: (rule) => listed(rule.allegation),
  demanded: (rule) => anyOf(BITS, rule.allegation),
};

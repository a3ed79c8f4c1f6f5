import { SUBJECT_ROLES, type SubjectRole } from '../facts';
import { anyOf, bitTable, listed } from './bits';
import type { RowCondition } from './condition';

const BITS = bitTable<SubjectRole>(SUBJECT_ROLES, 14);

/** Bit of the one role that is being decided; undefined for a word that is no role. */
export const givenSubject = (role: SubjectRole): number | undefined => BITS[role];

/** The row speaks of a person in this role. Somebody with several roles is shown only what each of them may show. */
export const subject: RowCondition = {
  key: 'subject',
  fact: 'subjects',
  wanted: (rule) => listed(rule.subjects),
  demanded: (rule) => anyOf(BITS, rule.subjects),
};

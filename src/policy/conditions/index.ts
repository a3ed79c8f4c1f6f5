import type { Grant, RowFacts } from '../facts';
import type { Rule } from '../rule';
import { agreement } from './agreement';
import { allegation, givenAllegation } from './allegation';
import { breakGlass } from './break-glass';
import type { GrantCondition, ProfileCondition, RowCondition } from './condition';
import { consent } from './consent';
import { mandate } from './mandate';
import { givenOrder, order } from './order';
import { givenOwn, own } from './own';
import { proof } from './proof';
import { purpose } from './purpose';
import { givenRecord, record } from './record';
import { release } from './release';
import { role } from './role';
import { givenScope, scope } from './scope';
import { sector } from './sector';
import { subject } from './subject';
import { givenTie, tie } from './tie';

/** Everything a rule can ask, in the order in which it is explained. */
export const PROFILE_CONDITIONS: readonly ProfileCondition[] = [sector, role, purpose, proof];
export const ROW_CONDITIONS: readonly RowCondition[] = [scope, tie, subject, own, record, order, allegation];
export const GRANT_CONDITIONS: Readonly<Record<Grant, GrantCondition>> = {
  consent,
  agreement,
  mandate,
  breakGlass,
  release,
};

/** The facts of a row as bits, but for the subject's role, which is tried one at a time. */
export const givenByRow = (facts: RowFacts): number =>
  givenScope(facts) |
  givenTie(facts) |
  givenOwn(facts) |
  givenRecord(facts) |
  givenOrder(facts) |
  givenAllegation(facts);

/** What a rule asks of the row, in words: `scope LIAISON or CONFERENCE`, `tie NAMED`, … */
export const rowConditions = (rule: Rule): readonly string[] => [
  ...ROW_CONDITIONS.flatMap((condition) => {
    const wanted = condition.wanted(rule);
    return wanted === null ? [] : [`${condition.key} ${wanted}`];
  }),
  ...rule.grants.map((grant) => GRANT_CONDITIONS[grant].wanted),
];

export { givenSubject } from './subject';
export type { GrantCondition, ProfileCondition, RowCondition } from './condition';

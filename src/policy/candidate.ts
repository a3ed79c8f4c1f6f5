import { GRANT_CONDITIONS, type GrantCondition, ROW_CONDITIONS } from './conditions';
import type { RowFacts } from './facts';
import { RANKS, type Rule } from './rule';
import type { Clause, Decision, Permit } from './decision';

export const WITHHOLD: Decision = Object.freeze({ disclose: false });

/** A rule that is on, made ready to be tried against rows: nothing is built while a row is decided. */
export interface Candidate {
  readonly rule: Rule;
  readonly permit: Permit;
  /** Of each of these sets of bits the row must give one. */
  readonly demands: readonly number[];
  readonly grants: readonly GrantCondition[];
  readonly clause: Clause;
}

export const prepare = (rule: Rule, basis: readonly string[]): Candidate => ({
  rule,
  permit: Object.freeze({ disclose: true, rule: rule.id, basis, handling: rule.handling }),
  demands: ROW_CONDITIONS.flatMap((condition) => condition.demanded(rule) ?? []),
  grants: rule.grants.map((grant) => GRANT_CONDITIONS[grant]),
  clause: clauseOf(rule, basis),
});

/** In the order in which rules are tried. */
export const byRank = (a: Pick<Candidate, 'rule'>, b: Pick<Candidate, 'rule'>): number =>
  RANKS.indexOf(a.rule.rank) - RANKS.indexOf(b.rule.rank);

const clauseOf = (rule: Rule, basis: readonly string[]): Clause => ({
  ...(rule.scopes === null ? {} : { scope: rule.scopes }),
  ...(rule.ties === null ? {} : { tie: rule.ties }),
  ...(rule.own === null ? {} : { own: rule.own }),
  ...(rule.record === null ? {} : { record: rule.record }),
  ...(rule.order === null ? {} : { order: rule.order }),
  ...(rule.allegation === null ? {} : { allegation: rule.allegation }),
  ...(rule.subjects === null ? {} : { subject: rule.subjects }),
  needs: rule.grants,
  of: rule.category,
  rule: rule.id,
  basis,
});

/**
 * The first candidate that the row fulfils, in rank.
 *
 * @param given bits of the row's facts, with that of the one role being decided
 */
export const firstFitting = (candidates: readonly Candidate[], given: number, facts: RowFacts): Decision => {
  for (let at = 0; at < candidates.length; at += 1) {
    const candidate = candidates[at];
    if (candidate !== undefined && fulfils(candidate, given, facts)) return candidate.permit;
  }
  return WITHHOLD;
};

const fulfils = (candidate: Candidate, given: number, facts: RowFacts): boolean => {
  const { demands, grants } = candidate;
  for (let at = 0; at < demands.length; at += 1) {
    if ((given & (demands[at] ?? 0)) === 0) return false;
  }
  for (let at = 0; at < grants.length; at += 1) {
    if (grants[at]?.holds(candidate.rule.category, facts) !== true) return false;
  }
  return true;
};

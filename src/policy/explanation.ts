import type { Classification, Decision, Withheld } from './decision';
import type { Handling } from './facts';
import type { Rank } from './rule';
import type { OffReason } from './status';

/** One thing a rule asks for; `null`: the fact was not told, so it cannot be said. */
export interface ConditionReport {
  readonly key: string;
  readonly wanted: string;
  readonly holds: boolean | null;
}

/** OPENS, FAILS, DEPENDS (on facts not told), or OFF (see `off`). */
export type Verdict = 'OPENS' | 'FAILS' | 'DEPENDS' | 'OFF';

export interface CandidateReport {
  readonly rule: string;
  readonly category: string;
  readonly rank: Rank;
  readonly basis: readonly string[];
  readonly handling: readonly Handling[];
  readonly off: OffReason | null;
  readonly conditions: readonly ConditionReport[];
  readonly verdict: Verdict;
}

/** Why a viewer sees a category or not, from the policy and no more than the facts that were told. */
export interface Explanation {
  readonly category: string;
  readonly known: boolean;
  readonly forbidden: boolean;
  readonly silent: boolean;
  readonly derivedFrom: readonly string[];
  readonly classification: Classification;
  /** Null unless every fact was told. */
  readonly decision: Decision | null;
  /** What would open it, if it is not always open. */
  readonly withheld: Withheld | null;
  readonly candidates: readonly CandidateReport[];
}

import type { Decision, ProfilePolicy } from '../policy';
import type { RowFacts } from '../policy/facts';

/** Rows that share all facts share their decisions: one object a fact vector and request. */
export class FactGroup {
  private readonly decisions = new Map<string, Decision>();

  constructor(
    private readonly policy: ProfilePolicy,
    readonly facts: RowFacts,
    /** For a version of the past: the facts of that version, which must disclose as well. */
    private readonly then?: RowFacts,
  ) {}

  decide(category: string): Decision {
    let decision = this.decisions.get(category);
    if (decision === undefined) {
      decision = this.policy.decide(category, this.facts);
      if (decision.disclose && this.then !== undefined && !this.policy.decide(category, this.then).disclose) {
        decision = WITHHELD;
      }
      this.decisions.set(category, decision);
    }
    return decision;
  }
}

const WITHHELD: Decision = { disclose: false };

/** What the guards and the audit know of one row. */
export interface RowTrace {
  readonly type: string;
  readonly id: string;
  readonly caseId: string;
  readonly group: FactGroup;
  /** Bits of the type's fields that the operation asked for on this row. */
  asked: number;
}

export const ROW: unique symbol = Symbol('row');

/** An object that came out of a row-secured table, with what its decisions rest on. */
export interface Guarded {
  readonly [ROW]: RowTrace;
}

export const isGuarded = (value: unknown): value is Guarded =>
  typeof value === 'object' && value !== null && ROW in value;

import type { Decision, ProfilePolicy } from '../policy';
import type { RowFacts } from '../policy/facts';

/** Rows that share all facts share their decisions: one object a fact vector and request. */
export class FactGroup {
  private readonly decisions = new Map<string, Decision>();

  constructor(
    private readonly policy: ProfilePolicy,
    readonly facts: RowFacts,
    /** For a version of the past: the facts of that version, which must disclose as well. */
    private readonly then: RowFacts | undefined,
    /** The custodian is concealed from the viewer: what would name it as surely as its name does is withheld. */
    private readonly concealed: boolean,
  ) {}

  /** The row speaks of somebody whose very presence in the case is protected. */
  get speaksOfProtected(): boolean {
    return [this.facts, this.then].some((facts) => facts?.subjects.includes('PROTECTED_REPORTER'));
  }

  /** The row is a former version. */
  get ofThePast(): boolean {
    return this.then !== undefined;
  }

  decide(category: string): Decision {
    let decision = this.decisions.get(category);
    if (decision === undefined) {
      decision =
        this.concealed && TELLS_CUSTODIAN.has(category) ? WITHHELD : this.policy.decide(category, this.facts);
      if (decision.disclose && this.then !== undefined && !this.policy.decide(category, this.then).disclose) {
        decision = WITHHELD;
      }
      this.decisions.set(category, decision);
    }
    return decision;
  }
}

const WITHHELD: Decision = { disclose: false };

/** What names a concealed custodian, or the place where it is: its people, its numbers, its municipality. */
export const TELLS_CUSTODIAN: ReadonlySet<string> = new Set([
  'provenance.staff',
  'case.reference',
  'reference',
  'case.municipality',
  'incident.reference',
  'incident.municipality',
  'address.municipality',
]);

/** What the guards and the audit know of one row. */
export interface RowTrace {
  readonly type: string;
  readonly id: string;
  readonly caseId: string;
  readonly group: FactGroup;
  /** Bits of the type's fields that the operation asked for on this row. */
  asked: number;
  /** The row is in the answer; one that was read for a check alone is not. */
  answered: boolean;
}

export const ROW: unique symbol = Symbol('row');

/** An object that came out of a row-secured table, with what its decisions rest on. */
export interface Guarded {
  readonly [ROW]: RowTrace;
}

export const isGuarded = (value: unknown): value is Guarded =>
  typeof value === 'object' && value !== null && ROW in value;

import type { Grant, Profile, RowFacts, RowKey } from '../facts';
import type { Rule } from '../rule';

/** A condition on the viewer; it is decided once a profile. */
export interface ProfileCondition {
  readonly key: 'sector' | 'role' | 'purpose' | 'proof';
  /** What the rule asks for, in words; null where it asks nothing. */
  wanted(rule: Rule): string | null;
  /** Only a literal `true` lets the rule stand as a candidate. */
  holds(rule: Rule, profile: Profile): boolean;
}

/**
 * A condition on the row. The facts give bits, a rule demands that one of its bits is given; every condition has bits of
 * its own, so that the facts of a row fold into one number.
 */
export interface RowCondition {
  readonly key: RowKey;
  readonly fact: keyof RowFacts;
  wanted(rule: Rule): string | null;
  /** Bits of which one must be given; null where the rule asks nothing. */
  demanded(rule: Rule): number | null;
}

/** A grant in force for single categories. */
export interface GrantCondition {
  readonly key: Grant;
  readonly wanted: string;
  holds(category: string, facts: RowFacts): boolean;
}

import type { FactGroup } from './fact-group';

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

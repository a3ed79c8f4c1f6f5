import { sha256 } from '../lib/canonical';
import type { KeptText } from './kept-texts';

/**
 * What was disclosed and what withheld of rows that were asked and decided alike, by which rule on which basis. The same grounds recur
 * with every operation of a kind; `content` says them as JSON.
 */
export interface Grounds extends KeptText {
  /** `[category, rule, ...basis]` */
  readonly disclosed: readonly (readonly string[])[];
  /** `[category, code, rule or '', ...basis]` */
  readonly withheld: readonly (readonly string[])[];
}

export const groundsOf = (disclosed: Grounds['disclosed'], withheld: Grounds['withheld']): Grounds => {
  const content = JSON.stringify({ disclosed, withheld });
  return { hash: sha256(content), content, disclosed, withheld };
};

/** A part of a disclosure record: rows of one type with the same grounds. */
export interface DisclosureEntry {
  readonly type: string;
  readonly grounds: Grounds;
  /** `[case, ...ids]`; the case is null where the entry tells by what cases were filtered: then the ids are theirs, if they are few. */
  readonly rows: readonly (readonly [string | null, ...string[]])[];
  /** Of a filter: how many cases it met. */
  readonly count?: number;
  /** The rows speak of somebody whose presence in the case is protected. */
  readonly protected?: true;
}

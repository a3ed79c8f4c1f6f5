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

import type {
  Allegation,
  Grant,
  Handling,
  Order,
  Own,
  Proof,
  Purpose,
  RecordFact,
  Scope,
  Sector,
  SubjectRole,
  Tie,
} from './facts';
import type { Position } from './problem';

/** In this order candidates are tried; the first that fits is cited. */
export const RANKS = ['HOLDER', 'LAW', 'MANDATE', 'CONSENT', 'BREAK_GLASS'] as const;
export type Rank = (typeof RANKS)[number];

/** One way in which a category opens: a reader of its entry, or its holder. `null` means that nothing is asked. */
export interface Rule {
  /** Its place: `risk.level/holder`, `risk.level/1`. */
  readonly id: string;
  /** The category as decided: of a family, completed by the participant's role. */
  readonly category: string;
  readonly rank: Rank;
  readonly sectors: readonly Sector[];
  readonly purposes: readonly Purpose[];
  readonly roles: readonly string[] | null;
  readonly proofs: readonly Proof[] | null;
  readonly scopes: readonly Scope[] | null;
  readonly ties: readonly Exclude<Tie, 'NONE'>[] | null;
  readonly subjects: readonly SubjectRole[] | null;
  readonly own: readonly Exclude<Own, 'NONE'>[] | null;
  readonly record: readonly Exclude<RecordFact, 'NONE'>[] | null;
  readonly order: readonly Exclude<Order, 'NONE'>[] | null;
  readonly allegation: readonly Exclude<Allegation, 'NONE'>[] | null;
  readonly grants: readonly Grant[];
  readonly basis: readonly string[];
  /** The entry's marks and the reader's own. */
  readonly handling: readonly Handling[];
  readonly source: Position;
}

import type { WrittenKind } from './documents';
import type {
  Allegation,
  Grant,
  Handling,
  Order,
  Own,
  RecordFact,
  Scope,
  SubjectRole,
  Tie,
  WithheldCode,
} from './facts';

export type CategoryKind = 'public' | WrittenKind;

/** A category as fields carry it, or one role's part of a family. */
export interface CategoryDefinition {
  readonly id: string;
  /** Small and dense, for tables by number. */
  readonly index: number;
  readonly description: string;
  readonly kind: CategoryKind;
  /** Completed by the participant's role. */
  readonly family: boolean;
  /** For one role's part of a family: whose. */
  readonly role: SubjectRole | null;
  readonly silent: boolean;
  /** Of a family: for some role at least. */
  readonly forbidden: boolean;
  readonly derivedFrom: readonly string[];
  /** Marks for everyone who reads it. */
  readonly handling: readonly Handling[];
  readonly matrixRow: string | null;
}

export interface Permit {
  readonly disclose: true;
  /** Several with ` & ` between where the person has several roles. */
  readonly rule: string;
  readonly basis: readonly string[];
  readonly handling: readonly Handling[];
}

/** Only a literal `true` discloses. */
export type Decision = Permit | { readonly disclose: false };

/** Whether rows matter: `always` means for every row that row security does not hide. */
export type Classification = 'always' | 'never' | 'row';

/** Why a profile gets null, from its policy alone: it would be the same for every row. */
export interface Withheld {
  readonly code: WithheldCode;
  readonly rule: string | null;
  readonly basis: readonly string[];
  readonly remedy: string;
}

/** Facts of a row that cost a look-up; what no candidate of a profile asks for need not be known of any row. */
export interface FactsRead {
  readonly own: boolean;
  readonly order: boolean;
  readonly allegation: boolean;
  /** Whether the record was given to the viewer's agency. */
  readonly addressee: boolean;
  readonly grants: ReadonlySet<Grant>;
}

/** What a candidate still asks of the row; a key that is not there asks nothing, of a list one value is enough. */
export interface Clause {
  readonly scope?: readonly Scope[];
  readonly tie?: readonly Exclude<Tie, 'NONE'>[];
  readonly own?: readonly Exclude<Own, 'NONE'>[];
  readonly record?: readonly Exclude<RecordFact, 'NONE'>[];
  readonly order?: readonly Exclude<Order, 'NONE'>[];
  readonly allegation?: readonly Exclude<Allegation, 'NONE'>[];
  readonly subject?: readonly SubjectRole[];
  /** Grants that must be in force for the category `of`. */
  readonly needs: readonly Grant[];
  readonly of: string;
  readonly rule: string;
  readonly basis: readonly string[];
}

import type { BasisKind, Confidence, ProtocolCountry, WrittenKind } from './documents';
import type { Handling, Purpose, Sector, SubjectRole } from './facts';
import type { Position } from './problem';
import type { Rule } from './rule';

export interface RoleDefinition {
  readonly id: string;
  readonly sectors: readonly Sector[];
  /** For any other purpose the role counts for nothing. */
  readonly purposes: readonly Purpose[];
  readonly description: string;
}

/** An article that rules cite. */
export interface BasisDefinition {
  readonly id: string;
  readonly country: ProtocolCountry;
  readonly instrument: string;
  readonly instrumentTitle: string;
  readonly article: string;
  readonly kind: BasisKind;
  readonly confidence: Confidence;
  readonly description: string;
  /** Sectors that it obliges to act, tell or keep a record in a case. */
  readonly duty: readonly Sector[];
  readonly verified: { readonly by: string; readonly on: string; readonly text: string } | null;
  /** First day on which the instrument holds, as YYYY-MM-DD; null if not told. */
  readonly validFrom: string | null;
  /** First day on which it holds no more. */
  readonly validTo: string | null;
}

/** A category as vocabulary.yaml has it. */
export interface VocabularyCategory {
  readonly id: string;
  readonly kind: WrittenKind;
  readonly family: boolean;
  readonly silent: boolean;
  /** No record type carries it yet; what stands ready for it opens nothing. */
  readonly pending: boolean;
  readonly derivedFrom: readonly string[];
  readonly row: string | null;
  readonly description: string;
}

/** What a policy file says of one category; of a family, of one role's part. */
export interface Entry {
  readonly category: string;
  /** The id in the vocabulary. */
  readonly field: string;
  readonly role: SubjectRole | null;
  readonly forbidden: boolean;
  readonly handling: readonly Handling[];
  /** The holder's rule first, then the readers' in their order. */
  readonly rules: readonly Rule[];
  readonly source: Position;
}

/** Everything that the files say, for every country and time. */
export interface PolicyContent {
  /** SHA-256 of the canonical content: comments, order of keys and layout do not count. */
  readonly version: string;
  readonly handling: readonly Handling[];
  readonly roles: ReadonlyMap<string, RoleDefinition>;
  readonly categories: ReadonlyMap<string, VocabularyCategory>;
  readonly bases: ReadonlyMap<string, BasisDefinition>;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly rules: ReadonlyMap<string, Rule>;
}

import type { Country } from '../lib/country';
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

/** The files as they are written; policies/_schema holds the same, and only what passed it gets these types. */
export type BasisKind = 'LAW' | 'PRACTICE' | 'AGREEMENT' | 'CONSENT' | 'VITAL';
export type Confidence = 'S' | 'S2' | 'M' | 'U';
/** `INT` holds in every country. */
export type ProtocolCountry = Country | 'INT';
export type WrittenKind = 'content' | 'existence' | 'metadata' | 'operation' | 'write';

export interface VocabularyDocument {
  readonly handling: readonly Handling[];
  readonly roles: Readonly<Record<string, RoleEntry>>;
  readonly categories: Readonly<Record<string, CategoryEntry>>;
}

export interface RoleEntry {
  readonly sector: Sector | readonly Sector[];
  readonly purposes: readonly Purpose[];
  readonly about: string;
}

export interface CategoryEntry {
  readonly kind: WrittenKind;
  readonly family?: true;
  readonly silent?: true;
  readonly pending?: true;
  readonly derivedFrom?: readonly string[];
  readonly row?: string;
  readonly about: string;
}

export interface ProtocolDocument {
  readonly country: ProtocolCountry;
  readonly instruments: Readonly<Record<string, InstrumentEntry>>;
  readonly bases: Readonly<Record<string, BasisEntry>>;
}

export interface InstrumentEntry {
  readonly title: string;
  readonly kind: BasisKind;
  readonly validFrom?: string;
  readonly validTo?: string;
}

export interface BasisEntry {
  readonly instrument: string;
  readonly article: string | number;
  readonly kind: BasisKind;
  readonly confidence: Confidence;
  readonly about: string;
  readonly duty?: readonly Sector[];
  readonly verified?: { readonly by: string; readonly on: string; readonly text: string };
}

export interface PolicyDocument {
  readonly categories: Readonly<Record<string, PolicyEntry>>;
}

export interface PolicyEntry {
  readonly holder?: Sector | readonly Sector[];
  readonly forbid?: true;
  readonly handling?: readonly Handling[];
  readonly readers: readonly ReaderEntry[];
}

export interface ReaderEntry extends Readonly<Partial<Record<Grant, true>>> {
  readonly sector: readonly Sector[];
  readonly scope: 'ANY' | readonly Scope[];
  readonly purpose: readonly Purpose[];
  readonly tie: 'ANY' | readonly Exclude<Tie, 'NONE'>[];
  readonly basis: readonly string[];
  readonly role?: readonly string[];
  readonly proof?: readonly Proof[];
  readonly own?: readonly Exclude<Own, 'NONE'>[];
  readonly record?: readonly Exclude<RecordFact, 'NONE'>[];
  readonly order?: readonly Exclude<Order, 'NONE'>[];
  readonly allegation?: readonly Exclude<Allegation, 'NONE'>[];
  readonly subject?: readonly SubjectRole[];
  readonly handling?: readonly Handling[];
}

export interface TestDocument {
  readonly tests: readonly TestEntry[];
}

export interface TestEntry {
  readonly name: string;
  /** Where the hub of the test stands, or each place where it must come out alike. */
  readonly country?: Country | readonly Country[];
  /** Day on which the test is held; today, if not told. */
  readonly on?: string;
  readonly viewer: {
    readonly sector: Sector;
    readonly roles?: readonly string[];
    readonly purpose: Purpose;
    readonly proof: Proof;
  };
  readonly facts?: Readonly<Partial<Record<Grant, readonly string[]>>> & {
    readonly scope?: readonly Scope[];
    readonly tie?: Tie;
    readonly conflict?: true;
    readonly subjects?: readonly SubjectRole[];
    readonly own?: Own;
    readonly record?: RecordFact;
    readonly order?: Order;
    readonly allegation?: Allegation;
  };
  readonly discloses: readonly string[];
}

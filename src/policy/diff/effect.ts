import type { Country } from '../../lib/country';
import type { Permit } from '../decision';
import type { Profile } from '../facts';
import type { RoleSets } from './roles';
import type { FactsTold } from './rows';

/**
 * GAIN: disclosed now and not before. LOSS: the reverse. HANDLING: disclosed as before, with other marks. GROUND: disclosed as before, by
 * another rule or on another basis.
 */
export const EFFECT_KINDS = ['GAIN', 'LOSS', 'HANDLING', 'GROUND'] as const;
export type EffectKind = (typeof EFFECT_KINDS)[number];

/** What one category's rules answer to viewers about the rows that show the facts told, before and after. */
export interface Difference {
  readonly kind: EffectKind;
  readonly category: string;
  /** With the fewest of the roles. */
  readonly viewer: Profile;
  /** Who else, of the viewer's sector, purpose and proof. */
  readonly roles: RoleSets;
  readonly facts: FactsTold;
  /** Null: withheld. */
  readonly before: Permit | null;
  readonly after: Permit | null;
}

/** A difference in one country, on trial or in production. */
export interface Found extends Difference {
  readonly country: Country;
  readonly production: boolean;
  readonly time: Span;
}

/** From one day to another, as YYYY-MM-DD, the last not included; null: from the day of the comparison, and for good. */
export interface Span {
  readonly from: string | null;
  readonly until: string | null;
}

/** A category with the rules that open it, before and after; null where it is withheld. */
export interface Subject {
  readonly category: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Where and when, and on which bases there. */
export interface Place {
  readonly countries: readonly Country[];
  /** `trial`, `production`, or both. */
  readonly modes: readonly string[];
  readonly times: readonly Span[];
  readonly basis: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** Differences that are told in one breath: each of the lists may be combined with each of the others. */
export interface Effect {
  readonly kind: EffectKind;
  readonly what: readonly Subject[];
  readonly sectors: readonly string[];
  readonly roles: readonly RoleSets[];
  readonly purposes: readonly string[];
  readonly proofs: readonly string[];
  /** Of each fact one of its values; more may be there as well. A fact that is not named does not matter. */
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly places: readonly Place[];
  readonly handling: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** One case of it, as a policy test would tell it. */
  readonly example: Found;
}

/** What a category or role is in itself, beside its rules. */
export interface DefinitionChange {
  readonly id: string;
  readonly text: string;
}

export interface PolicyDiff {
  /** Versions, content-addressed. */
  readonly from: string;
  readonly to: string;
  /** Empty exactly where every decision is the same, down to the rule and basis that it cites. */
  readonly effects: readonly Effect[];
  readonly definitions: readonly DefinitionChange[];
  readonly compared: Compared;
}

export interface Compared {
  /** Categories and parts of families. */
  readonly categories: number;
  /** Of these, whose rules differ somewhere. */
  readonly differing: number;
  /** Places and times: country, mode, day. */
  readonly standings: number;
  /** Of these, the modes: `trial`, `production`, or both. */
  readonly modes: readonly string[];
  /** Viewers (sector, roles, purpose, proof) asked about a differing category. */
  readonly classes: number;
  /** Decisions made on each side. */
  readonly decisions: number;
}

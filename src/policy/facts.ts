/**
 * The closed lists that every decision is made of; names as in the README's glossary. The order of those of a row is a contract: its
 * statements answer a value by its position (`scopes` and `subjects` as bits), and in `TIES`, `OWN`, `RECORD`, `ORDER` and `ALLEGATION`
 * the first is the absence of the fact.
 */
export const SECTORS = [
  'POLICE',
  'SOCIAL_WORK',
  'HEALTH',
  'PROSECUTION',
  'COURT',
  'NGO',
  'EDUCATION',
  'COORDINATION',
] as const;
export const PURPOSES = [
  'PROTECTION',
  'INVESTIGATION',
  'PROSECUTION',
  'ADJUDICATION',
  'CARE',
  'CHILD_PROTECTION',
  'AUDIT',
  'STATISTICS',
] as const;
/** Purposes that exclude case content by construction: no case category can ever be disclosed for them. */
export const CONTENTLESS_PURPOSES: readonly Purpose[] = ['AUDIT', 'STATISTICS'];
export const PROOFS = ['PROVEN', 'ASSERTED'] as const;
export const SCOPES = ['OWN', 'LIAISON', 'CONFERENCE', 'REFERRAL', 'BREAK_GLASS', 'COORDINATION'] as const;
export const TIES = ['NONE', 'UNIT', 'NAMED'] as const;
export const SUBJECT_ROLES = [
  'VICTIM',
  'RESPONDENT',
  'CHILD',
  'REPORTER',
  'PROTECTED_REPORTER',
  'WITNESS',
] as const;
export const OWN = ['NONE', 'SELF', 'KIN'] as const;
export const RECORD = ['NONE', 'HOLDER', 'ADDRESSEE'] as const;
export const ORDER = ['NONE', 'IN_FORCE', 'ENDED'] as const;
export const ALLEGATION = ['NONE', 'STANDS'] as const;
/** What a rule may ask of a row by lists of values, in the order in which it is told. */
export const ROW_KEYS = ['scope', 'tie', 'own', 'record', 'order', 'allegation', 'subject'] as const;
/** Grants that are in force for single categories towards the viewer's agency, or towards him alone. */
export const GRANTS = ['consent', 'agreement', 'mandate', 'breakGlass', 'release'] as const;
/** Marks that travel with what is disclosed, because a file may reach the respondent. */
export const HANDLING = ['SEAL_FROM_PARTIES', 'NO_CO_PARENT', 'NO_PRINT', 'ORAL_ONLY'] as const;
/** What would open a withheld field. There is no code for a conflict of interest: a locked case is not found. */
export const WITHHELD_CODES = [
  'NO_RULE',
  'PURPOSE',
  'SCOPE',
  'TIE',
  'PROOF',
  'CONSENT',
  'MANDATE',
  'FORBIDDEN',
] as const;

export type Sector = (typeof SECTORS)[number];
export type Purpose = (typeof PURPOSES)[number];
export type Proof = (typeof PROOFS)[number];
export type Scope = (typeof SCOPES)[number];
export type Tie = (typeof TIES)[number];
export type SubjectRole = (typeof SUBJECT_ROLES)[number];
export type Own = (typeof OWN)[number];
export type RecordFact = (typeof RECORD)[number];
export type Order = (typeof ORDER)[number];
export type Allegation = (typeof ALLEGATION)[number];
export type RowKey = (typeof ROW_KEYS)[number];
export type Grant = (typeof GRANTS)[number];
export type Handling = (typeof HANDLING)[number];
export type WithheldCode = (typeof WITHHELD_CODES)[number];

export const isGrant = (fact: string): fact is Grant => (GRANTS as readonly string[]).includes(fact);

/** Facts of the viewer, folded once a profile. */
export interface Profile {
  readonly sector: Sector;
  readonly roles: readonly string[];
  readonly purpose: Purpose;
  readonly proof: Proof;
}

/** Facts of one row at the request's instant. */
export interface RowFacts {
  /** Scopes of the viewer's agency that are in force on the case and allow the request's purpose. */
  readonly scopes: readonly Scope[];
  readonly tie: Tie;
  /** The staff member or his unit is locked on this case. */
  readonly conflict: boolean;
  /** Roles of the person the row speaks of; every one must disclose. Empty where the row speaks of no person. */
  readonly subjects: readonly SubjectRole[];
  readonly own: Own;
  readonly record: RecordFact;
  readonly order: Order;
  /**
   * No respondent of whom the row speaks was cleared; where it speaks of nobody, not every respondent of the case was. While a
   * protective order is in force it stands against the last who were.
   */
  readonly allegation: Allegation;
  /**
   * Categories for which the grant is in force towards the viewer's agency on this row; one of a family carries its role
   * (`victim.identity.name`).
   */
  readonly consent: ReadonlySet<string>;
  readonly agreement: ReadonlySet<string>;
  readonly mandate: ReadonlySet<string>;
  readonly breakGlass: ReadonlySet<string>;
  readonly release: ReadonlySet<string>;
}

/** Every fact absent: no row, or nothing told of it. */
export const NO_FACTS: RowFacts = {
  scopes: [],
  tie: 'NONE',
  conflict: false,
  subjects: [],
  own: 'NONE',
  record: 'NONE',
  order: 'NONE',
  allegation: 'NONE',
  consent: new Set(),
  agreement: new Set(),
  mandate: new Set(),
  breakGlass: new Set(),
  release: new Set(),
};

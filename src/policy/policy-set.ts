import type { BasisDefinition, RoleDefinition } from './content';
import type { CategoryDefinition, Classification, Clause, Decision, FactsRead, Withheld } from './decision';
import type { Explanation } from './explanation';
import type { Profile, RowFacts, SubjectRole } from './facts';
import type { RuleWithStatus } from './status';

/** The policy as it stands for one kind of viewer. */
export interface ProfilePolicy {
  /** Equal keys: the same answer to every question asked here. */
  readonly key: string;
  /** What its decisions read beside scope, tie, custodian and roles of the person. */
  readonly reads: FactsRead;
  /** Unknown categories are `never`. */
  classify(category: string): Classification;
  /** The category as written on the field; a family is completed by the row's subjects, each of whom must disclose. Never throws. */
  decide(category: string, facts: RowFacts): Decision;
  /** The same by `CategoryDefinition.index`. */
  decideAt(index: number, facts: RowFacts): Decision;
  withheld(category: string): Withheld;
  isSilent(category: string): boolean;
  /** The parts of a family by role; undefined where the category is none. */
  familyOf(category: string): Readonly<Record<SubjectRole, string>> | undefined;
  /**
   * The candidates in rank, as conditions on the row. A row discloses if for each of its roles some clause holds whose
   * `subject` is absent or names the role; a row without subjects if some clause without `subject` holds.
   * With `role`: the clauses for that role, their `subject` discharged.
   */
  clauses(category: string, role?: SubjectRole): readonly Clause[];
}

/** The policies of one deployment at one time. */
export interface PolicySet {
  /** Content-addressed: SHA-256 of what the files say. */
  readonly version: string;
  /** Since when the laws that rules rest on are what they are here; null: ever. */
  readonly validFrom: Date | null;
  /** When one of them begins or ends next: from then on the set is to be compiled again. */
  readonly validUntil: Date | null;
  /** As fields carry them: plain ones, families, and `public`. */
  readonly categories: ReadonlyMap<string, CategoryDefinition>;
  /** The parts of families, by their full id. */
  readonly parts: ReadonlyMap<string, CategoryDefinition>;
  readonly roles: ReadonlyMap<string, RoleDefinition>;
  readonly bases: ReadonlyMap<string, BasisDefinition>;
  /** Every rule, and whether it is on here and now. */
  readonly rules: ReadonlyMap<string, RuleWithStatus>;
  /** Number of a category or part; -1 if it is unknown. */
  index(category: string): number;
  profile(profile: Profile): ProfilePolicy;
  explain(profile: Profile, category: string, facts?: Partial<RowFacts>): Explanation;
}

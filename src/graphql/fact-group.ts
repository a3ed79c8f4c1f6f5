import { groundsOf, type Grounds } from '../audit/grounds';
import type { Decision, ProfilePolicy } from '../policy';
import type { Handling, RowFacts } from '../policy/facts';

/** Names of a type's traced fields: bit n of `RowTrace.asked` stands for `categories[n]`. */
export interface TracedType {
  readonly fields: readonly string[];
  readonly categories: readonly string[];
}

const WITHHELD: Decision = { disclose: false };

/** What names a concealed custodian, or the place where it is: its people, its numbers, its municipality. */
export const TELLS_CUSTODIAN: ReadonlySet<string> = new Set([
  'provenance.staff',
  'case.reference',
  'reference',
  'case.municipality',
  'incident.reference',
  'incident.municipality',
  'address.municipality',
]);

/** A field of a type, and its category. */
export interface WithheldOf {
  readonly type: string;
  readonly field: string;
  readonly category: string;
}

/** What was decided on the fields of a type that an operation asked for. */
export interface Decided {
  readonly type: string;
  readonly grounds: Grounds;
  /** Marks of what was disclosed. */
  readonly handling: readonly Handling[];
  /** The fields that were withheld with a word: silent categories leave no sign outside the audit. */
  readonly withheld: readonly WithheldOf[];
  /** The rows are former versions. */
  readonly former: boolean;
  /** The rows speak of somebody whose very presence in the case is protected. */
  readonly protected: boolean;
}

/** The decisions of one profile on rows that share all facts. They follow from policy and facts alone, whatever the request. */
export class FactGroup {
  private readonly decisions = new Map<string, Decision>();
  private readonly masks = new Map<string, number>();
  private readonly decided = new Map<string, Map<number, Decided>>();

  constructor(
    private readonly policy: ProfilePolicy,
    private readonly types: ReadonlyMap<string, TracedType>,
    readonly facts: RowFacts,
    /** For a version of the past: the facts of that version, which must disclose as well. */
    private readonly then: RowFacts | undefined,
    /** The custodian is concealed from the viewer: what would name it as surely as its name does is withheld. */
    private readonly concealed: boolean,
    /** Counts what is kept of all groups of the profile. */
    private readonly told: { count: number } = { count: 0 },
  ) {}

  decide(category: string): Decision {
    let decision = this.decisions.get(category);
    if (decision === undefined) {
      decision =
        this.concealed && TELLS_CUSTODIAN.has(category) ? WITHHELD : this.policy.decide(category, this.facts);
      if (decision.disclose && this.then !== undefined && !this.policy.decide(category, this.then).disclose) {
        decision = WITHHELD;
      }
      this.decisions.set(category, decision);
    }
    return decision;
  }

  /** The decisions on all traced fields of a type, as bits: a guard reads one of them and decides nothing anew. */
  open(type: string): number {
    let mask = this.masks.get(type);
    if (mask === undefined) {
      mask = this.typeOf(type).categories.reduce(
        (bits, category, bit) => (this.decide(category).disclose ? bits | (1 << bit) : bits),
        0,
      );
      this.masks.set(type, mask);
    }
    return mask;
  }

  /** Whether a field of a type would be shown; one that the type does not guard is not spoken for. */
  shows(type: string, field: string): boolean {
    const bit = this.typeOf(type).fields.indexOf(field);
    return bit !== -1 && (this.open(type) & (1 << bit)) !== 0;
  }

  /** What the disclosure record says of a row of a type of which these fields were asked for. */
  of(type: string, asked: number): Decided {
    let ofType = this.decided.get(type);
    if (ofType === undefined) this.decided.set(type, (ofType = new Map<number, Decided>()));
    let decided = ofType.get(asked);
    if (decided === undefined) {
      ofType.set(asked, (decided = this.tell(type, asked)));
      this.told.count += 1;
    }
    return decided;
  }

  private tell(type: string, asked: number): Decided {
    const { fields, categories } = this.typeOf(type);
    const isAsked = (_: unknown, bit: number): boolean => (asked & (1 << bit)) !== 0;
    const disclosed: string[][] = [];
    const withheld: string[][] = [];
    const handling = new Set<Handling>();
    for (const category of new Set(categories.filter(isAsked))) {
      const decision = this.decide(category);
      if (decision.disclose) {
        disclosed.push([category, decision.rule, ...decision.basis]);
        for (const mark of decision.handling) handling.add(mark);
      } else {
        const { code, rule, basis } = this.policy.withheld(category);
        withheld.push([category, code, rule ?? '', ...basis]);
      }
    }
    return {
      type,
      grounds: groundsOf(disclosed, withheld),
      handling: [...handling],
      withheld: fields
        .map((field, bit) => ({ type, field, category: categories[bit] ?? '' }))
        .filter(isAsked)
        .filter(({ category }) => !this.decide(category).disclose && !this.policy.isSilent(category)),
      former: this.then !== undefined,
      protected: [this.facts, this.then].some((facts) => facts?.subjects.includes('PROTECTED_REPORTER')),
    };
  }

  private typeOf(type: string): TracedType {
    return this.types.get(type) ?? { fields: [], categories: [] };
  }
}

/** More than the rows of any page have; what grants name makes them many over time. */
const MOST_GROUPS = 4096;
/** Which fields are asked together is the client's choice. */
const MOST_TOLD = 4096;

interface GroupFacts {
  readonly now: RowFacts;
  readonly then: RowFacts | undefined;
  readonly concealed: boolean;
}

/** The fact groups of one profile, kept from request to request. */
export class FactGroups {
  private readonly groups = new Map<string, FactGroup>();
  private readonly told = { count: 0 };

  constructor(
    private readonly policy: ProfilePolicy,
    private readonly types: ReadonlyMap<string, TracedType>,
  ) {}

  /** `key` tells the facts from all others. */
  get(key: string, facts: () => GroupFacts): FactGroup {
    let group = this.groups.get(key);
    if (group === undefined || this.told.count >= MOST_TOLD) {
      const { now, then, concealed } = facts();
      group = new FactGroup(this.policy, this.types, now, then, concealed, this.told);
      if (this.groups.size >= MOST_GROUPS || this.told.count >= MOST_TOLD) this.forget();
      this.groups.set(key, group);
    }
    return group;
  }

  private forget(): void {
    this.groups.clear();
    this.told.count = 0;
  }
}

import { type Candidate, firstFitting, WITHHOLD } from './candidate';
import type { Catalogue } from './catalogue';
import type { Combinations } from './combine';
import { givenByRow, givenSubject } from './conditions';
import { type RowFacts, SUBJECT_ROLES, type SubjectRole } from './facts';
import type {
  CategoryDefinition,
  Classification,
  Clause,
  Decision,
  FactsRead,
  Permit,
  Withheld,
} from './decision';
import type { ProfilePolicy } from './policy-set';

const PUBLIC: Permit = Object.freeze({
  disclose: true,
  rule: 'public',
  basis: Object.freeze([]),
  handling: Object.freeze([]),
});

const NO_RULE: Withheld = { code: 'NO_RULE', rule: null, basis: [], remedy: 'No such category is known.' };
const NONE: readonly Candidate[] = [];
const NO_CLAUSES: readonly Clause[] = [];

/** What a profile's policy is made of; the two lists are by `CategoryDefinition.index`. */
export interface ProfileParts {
  readonly key: string;
  readonly candidates: readonly (readonly Candidate[])[];
  readonly withheld: readonly Withheld[];
}

/** The parts of a family as numbers, beside its own number. */
type PartNumbers = Readonly<Record<SubjectRole, number>>;

/** Numbers that all profiles of a set share. */
export interface Numbers {
  readonly catalogue: Catalogue;
  readonly index: (category: string) => number;
  readonly partsOf: readonly (PartNumbers | undefined)[];
  readonly familyOf: readonly (number | undefined)[];
}

export const numbersOf = (catalogue: Catalogue): Numbers => {
  const byId = new Map(catalogue.all.map((definition) => [definition.id, definition.index]));
  const index = (category: string): number => byId.get(category) ?? -1;
  const partsOf = catalogue.all.map(({ id }): PartNumbers | undefined => {
    const parts = catalogue.families.get(id);
    if (parts === undefined) return undefined;
    const numbers = Object.create(null) as Record<SubjectRole, number>;
    for (const role of SUBJECT_ROLES) numbers[role] = index(parts[role]);
    return numbers;
  });
  const familyOf = catalogue.all.map(({ index: part, role }) =>
    role === null ? undefined : partsOf.findIndex((parts) => parts !== undefined && parts[role] === part),
  );
  return { catalogue, index, partsOf, familyOf };
};

/** The decision of one profile: a cheap pass over prepared candidates, without an allocation. */
export class CompiledProfile implements ProfilePolicy {
  readonly key: string;
  readonly reads: FactsRead;

  constructor(
    private readonly numbers: Numbers,
    private readonly parts: ProfileParts,
    private readonly combinations: Combinations,
  ) {
    this.key = parts.key;
    this.reads = readBy(parts.candidates.flat().map(({ clause }) => clause));
  }

  decide(category: string, facts: RowFacts): Decision {
    return this.decideAt(this.numbers.index(category), facts);
  }

  decideAt(index: number, facts: RowFacts): Decision {
    try {
      return this.judge(index, facts);
    } catch {
      return WITHHOLD;
    }
  }

  classify(category: string): Classification {
    const definition = this.definition(category);
    if (definition === undefined) return 'never';
    if (definition.kind === 'public') return 'always';
    const candidates = this.candidatesOf(definition);
    if (candidates.length === 0) return 'never';
    const asksNothing = candidates.some(({ demands, grants }) => demands.length + grants.length === 0);
    return asksNothing && !definition.family && definition.role === null ? 'always' : 'row';
  }

  withheld(category: string): Withheld {
    return this.parts.withheld[this.numbers.index(category)] ?? NO_RULE;
  }

  isSilent(category: string): boolean {
    return this.definition(category)?.silent ?? false;
  }

  familyOf(category: string): Readonly<Record<SubjectRole, string>> | undefined {
    return this.numbers.catalogue.families.get(category);
  }

  clauses(category: string, role?: SubjectRole): readonly Clause[] {
    const family = this.familyOf(category);
    if (role !== undefined) {
      return this.clausesAt(family === undefined ? category : family[role])
        .filter((clause) => clause.subject?.includes(role) ?? true)
        .map(withoutSubject);
    }
    if (family === undefined) return this.clausesAt(category);
    return SUBJECT_ROLES.flatMap((of) =>
      this.clausesAt(family[of]).map((clause) => ({ ...clause, subject: [of] })),
    );
  }

  private clausesAt(category: string): readonly Clause[] {
    return this.parts.candidates[this.numbers.index(category)]?.map(({ clause }) => clause) ?? NO_CLAUSES;
  }

  private judge(index: number, facts: RowFacts): Decision {
    const definition = this.numbers.catalogue.all[index];
    if (definition === undefined) return WITHHOLD;
    if (definition.kind === 'public') return PUBLIC;
    if (!isFalse(facts.conflict)) return WITHHOLD;
    const family = this.numbers.familyOf[index];
    if (family !== undefined && definition.role !== null) {
      return facts.subjects.includes(definition.role) ? this.judge(family, facts) : WITHHOLD;
    }
    const parts = this.numbers.partsOf[index];
    const own = this.parts.candidates[index] ?? NONE;
    if (parts === undefined && own.length === 0) return WITHHOLD;
    const given = givenByRow(facts);
    if (facts.subjects.length === 0) {
      return parts === undefined ? firstFitting(own, given, facts) : WITHHOLD;
    }
    return this.judgeRoles(parts, own, given, facts);
  }

  /** Somebody with several roles is shown only what each of them may show. */
  private judgeRoles(
    parts: PartNumbers | undefined,
    own: readonly Candidate[],
    given: number,
    facts: RowFacts,
  ): Decision {
    let answer: Permit | null = null;
    for (let at = 0; at < facts.subjects.length; at += 1) {
      const role = facts.subjects[at];
      const bit = role === undefined ? undefined : givenSubject(role);
      if (role === undefined || bit === undefined) return WITHHOLD;
      const candidates = parts === undefined ? own : (this.parts.candidates[parts[role]] ?? NONE);
      const decision = firstFitting(candidates, given | bit, facts);
      if (!decision.disclose) return WITHHOLD;
      answer = answer === null ? decision : this.combinations.of(answer, decision);
    }
    return answer ?? WITHHOLD;
  }

  private definition(category: string): CategoryDefinition | undefined {
    return this.numbers.catalogue.all[this.numbers.index(category)];
  }

  /** Of a family: those of all its parts. */
  private candidatesOf(definition: CategoryDefinition): readonly Candidate[] {
    const parts = this.numbers.partsOf[definition.index];
    if (parts === undefined) return this.parts.candidates[definition.index] ?? NONE;
    return SUBJECT_ROLES.flatMap((role) => this.parts.candidates[parts[role]] ?? NONE);
  }
}

const readBy = (clauses: readonly Clause[]): FactsRead => ({
  own: clauses.some(({ own }) => own !== undefined),
  order: clauses.some(({ order }) => order !== undefined),
  allegation: clauses.some(({ allegation }) => allegation !== undefined),
  addressee: clauses.some(({ record }) => record?.includes('ADDRESSEE')),
  grants: new Set(clauses.flatMap(({ needs }) => needs)),
});

/** A fact that is missing at run time is not false. */
const isFalse = (fact: unknown): boolean => fact === false;

const withoutSubject = (clause: Clause): Clause => {
  const { subject, ...rest } = clause;
  return subject === undefined ? clause : rest;
};

import type { RowFacts } from '../../../../src/policy/facts';
import type { Clause } from '../../../../src/policy';

/** Every fact absent. */
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

const holds = (clause: Clause, facts: RowFacts): boolean =>
  (clause.scope?.some((scope) => facts.scopes.includes(scope)) ?? true) &&
  (clause.tie?.some((tie) => tie === facts.tie) ?? true) &&
  (clause.own?.some((own) => own === facts.own) ?? true) &&
  (clause.record?.some((record) => record === facts.record) ?? true) &&
  (clause.order?.some((order) => order === facts.order) ?? true) &&
  (clause.allegation?.some((allegation) => allegation === facts.allegation) ?? true) &&
  clause.needs.every((grant) => facts[grant].has(clause.of));

/** What SQL makes of clauses, in memory: a row discloses if for each of its roles some clause holds. */
export const disclosedByClauses = (clauses: readonly Clause[], facts: RowFacts): boolean =>
  !facts.conflict &&
  (facts.subjects.length === 0
    ? clauses.some((clause) => clause.subject === undefined && holds(clause, facts))
    : facts.subjects.every((role) =>
        clauses.some((clause) => (clause.subject?.includes(role) ?? true) && holds(clause, facts)),
      ));

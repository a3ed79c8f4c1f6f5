import { byRank } from './candidate';
import { GRANT_CONDITIONS, PROFILE_CONDITIONS, ROW_CONDITIONS, givenByRow, givenSubject } from './conditions';
import type { CategoryDefinition } from './decision';
import { definitionOf } from './definition';
import type { CandidateReport, ConditionReport, Explanation, Verdict } from './explanation';
import { NO_FACTS, type Profile, type RowFacts, type SubjectRole } from './facts';
import { foldProfile, isKnown } from './fold';
import type { PolicySet } from './policy-set';
import type { Rule } from './rule';
import type { RuleStatus, RuleWithStatus } from './status';

/** What the policy says of one viewer and category; it uses no fact that was not told. */
export const explain = (
  set: PolicySet,
  profile: Profile,
  category: string,
  facts: Partial<RowFacts> = {},
): Explanation => {
  const definition = definitionOf(set, category);
  const policy = set.profile(profile);
  const classification = policy.classify(category);
  return {
    category,
    known: definition !== undefined,
    forbidden: definition?.forbidden ?? false,
    silent: definition?.silent ?? false,
    derivedFrom: definition?.derivedFrom ?? [],
    classification,
    decision: isComplete(facts) ? policy.decide(category, facts) : null,
    withheld: classification === 'always' ? null : policy.withheld(category),
    candidates:
      definition === undefined ? [] : candidatesOf(set, foldProfile(profile, set.roles), definition, facts),
  };
};

/** The rules of a category for the viewer's sector, in rank, and what each lacks: as in an explanation, without what makes it slow. */
export const candidatesFor = (
  set: PolicySet,
  profile: Profile,
  category: string,
  facts: Partial<RowFacts>,
): readonly CandidateReport[] => {
  const definition = definitionOf(set, category);
  if (definition === undefined) return [];
  return candidatesOf(set, foldProfile(profile, set.roles), definition, facts, ({ sectors }) =>
    sectors.includes(profile.sector),
  );
};

const FACTS = Object.keys(NO_FACTS) as readonly (keyof RowFacts)[];

const isComplete = (facts: Partial<RowFacts>): facts is RowFacts =>
  FACTS.every((fact) => facts[fact] !== undefined);

const candidatesOf = (
  set: PolicySet,
  profile: Profile,
  definition: CategoryDefinition,
  facts: Partial<RowFacts>,
  isAsked: (rule: Rule) => boolean = () => true,
): readonly CandidateReport[] => {
  const roles = facts.subjects ?? [];
  const wanted = definition.family ? partsInQuestion(set, definition, roles) : [definition.id];
  return wanted
    .flatMap((id) => rulesOf(set).get(id) ?? [])
    .filter(({ rule }) => isAsked(rule))
    .sort(byRank)
    .map(({ rule, status }) => {
      const role = set.parts.get(rule.category)?.role;
      return report(rule, status, profile, facts, role ? [role] : roles);
    });
};

const byCategory = new WeakMap<PolicySet, ReadonlyMap<string, readonly RuleWithStatus[]>>();

/** The rules of a set by the category that they decide, in their order. */
const rulesOf = (set: PolicySet): ReadonlyMap<string, readonly RuleWithStatus[]> => {
  let rules = byCategory.get(set);
  if (rules === undefined) {
    const found = new Map<string, RuleWithStatus[]>();
    for (const entry of set.rules.values()) {
      const list = found.get(entry.rule.category);
      if (list === undefined) found.set(entry.rule.category, [entry]);
      else list.push(entry);
    }
    byCategory.set(set, (rules = found));
  }
  return rules;
};

const partsInQuestion = (
  set: PolicySet,
  family: CategoryDefinition,
  roles: readonly SubjectRole[],
): readonly string[] =>
  [...set.parts.values()]
    .filter(({ id, role }) => role !== null && id.endsWith(`.${family.id}`))
    .filter(({ role }) => roles.length === 0 || (role !== null && roles.includes(role)))
    .map(({ id }) => id);

const report = (
  rule: Rule,
  status: RuleStatus,
  profile: Profile,
  facts: Partial<RowFacts>,
  roles: readonly SubjectRole[],
): CandidateReport => {
  const conditions = [
    ...onProfile(rule, profile),
    ...onRow(rule, facts, roles),
    ...rule.grants.map((grant): ConditionReport => ({
      key: grant,
      wanted: GRANT_CONDITIONS[grant].wanted,
      holds: facts[grant]?.has(rule.category) ?? null,
    })),
  ];
  return {
    rule: rule.id,
    category: rule.category,
    rank: rule.rank,
    basis: status.on ? status.basis : rule.basis,
    handling: rule.handling,
    off: status.on ? null : status.reason,
    conditions,
    verdict: status.on ? verdictOf(conditions, facts) : 'OFF',
  };
};

const verdictOf = (conditions: readonly ConditionReport[], facts: Partial<RowFacts>): Verdict => {
  if (facts.conflict === true || conditions.some(({ holds }) => holds === false)) return 'FAILS';
  return conditions.some(({ holds }) => holds === null) ? 'DEPENDS' : 'OPENS';
};

const onProfile = (rule: Rule, profile: Profile): readonly ConditionReport[] =>
  PROFILE_CONDITIONS.flatMap((condition) => {
    const wanted = condition.wanted(rule);
    return wanted === null
      ? []
      : [{ key: condition.key, wanted, holds: isKnown(profile) && condition.holds(rule, profile) }];
  });

/** With several roles a condition on the subject holds if it holds for every one. */
const onRow = (
  rule: Rule,
  facts: Partial<RowFacts>,
  roles: readonly SubjectRole[],
): readonly ConditionReport[] =>
  ROW_CONDITIONS.flatMap((condition): readonly ConditionReport[] => {
    const wanted = condition.wanted(rule);
    const demanded = condition.demanded(rule);
    if (wanted === null || demanded === null) return [];
    if (facts[condition.fact] === undefined) return [{ key: condition.key, wanted, holds: null }];
    const given = givenByRow({ ...NO_FACTS, ...facts });
    const holds =
      condition.key === 'subject'
        ? roles.length > 0 && roles.every((role) => ((givenSubject(role) ?? 0) & demanded) !== 0)
        : (given & demanded) !== 0;
    return [{ key: condition.key, wanted, holds }];
  });

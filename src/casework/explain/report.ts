import type { PolicySet } from '../../policy';
import type { CandidateReport, ConditionReport } from '../../policy/explanation';
import { GRANTS, type Grant } from '../../policy/facts';
import { basesOf } from '../../registry/field-access';
import type { State } from './enums';
import type { FactsAt } from './facts-at';
import { GATES, type Gate } from './gates';
import { grantState, type GrantState, profilesOf, recordOf, tieOf, type Asked } from './possibilities';
import type { FieldQuestion } from './question';
import type {
  AccessExplanation,
  ExplainedCondition,
  ExplainedFact,
  ExplainedRule,
  ExplainedStep,
} from './types';
import type { JudgedStep, Verdict } from './verdict';

const stateOf = (holds: boolean | null): State => {
  if (holds === null) return 'NOT_SHOWN';
  return holds ? 'HOLDS' : 'LACKS';
};

const conditionOf = ({ key, wanted, holds }: ConditionReport): ExplainedCondition => ({
  key,
  wanted,
  state: stateOf(holds),
});

export const gateOf = ({ key, holds }: Gate): ExplainedCondition =>
  conditionOf({ key, wanted: GATES[key].wanted, holds });

const ruleOf = (policies: PolicySet, report: CandidateReport): ExplainedRule => ({
  rule: report.rule,
  rank: report.rank,
  basis: basesOf(policies, report.basis),
  off: report.off,
  verdict: report.verdict,
  conditions: report.conditions.map(conditionOf),
});

export const stepOf = (
  policies: PolicySet,
  { kind, category, outcome, rules }: JudgedStep,
): ExplainedStep => ({
  kind,
  category,
  decision: outcome,
  rules: rules.map((report) => ruleOf(policies, report)),
});

type Reasons = Pick<AccessExplanation, 'rules' | 'basis' | 'code' | 'remedy'>;

/** What carries the answer, and what would open what is not open. */
export const reasonsOf = (
  policies: PolicySet,
  asked: Asked,
  { decision, gates, steps }: Verdict,
): Reasons => {
  const field = steps.at(-1);
  const carrying = decision === 'DISCLOSED' || decision === 'DEPENDS' ? (field?.carrying ?? []) : [];
  const basis =
    field?.rules.filter(({ rule }) => carrying.includes(rule)).flatMap((rule) => rule.basis) ?? [];
  const carried = { rules: [...carrying], basis: basesOf(policies, basis) };
  if (decision === 'DISCLOSED') return { ...carried, code: null, remedy: null };
  const gate = gates.find(({ holds }) => holds === false);
  if (gate !== undefined) return { ...carried, code: null, remedy: GATES[gate.key].remedy };
  const closed =
    steps.find(({ outcome }) => outcome === 'WITHHELD') ?? steps.find(({ outcome }) => outcome === 'DEPENDS');
  const profile = profilesOf(policies, asked).at(-1);
  const unknown = gates.find(({ holds }) => holds === null);
  if (closed === undefined || profile === undefined)
    return { ...carried, code: null, remedy: unknown === undefined ? null : GATES[unknown.key].remedy };
  const withheld = policies.profile(profile).withheld(closed.category);
  return {
    rules: carried.rules,
    basis: carrying.length > 0 ? carried.basis : basesOf(policies, withheld.basis),
    code: withheld.code,
    remedy: withheld.remedy,
  };
};

const fact = (
  key: string,
  values: readonly string[] | null,
  startsAt: Date | null = null,
  endsAt: Date | null = null,
): ExplainedFact => ({ key, values: values === null ? null : [...values], startsAt, endsAt });

/** Of the person and the agency, as the registry has them. */
export const factsOfPerson = ({ target }: Asked): ExplainedFact[] => [
  fact('sector', [target.sector]),
  fact('role', target.staff === null ? null : target.staff.roles),
];

const timeOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const lockFact = (locked: boolean | null): ExplainedFact =>
  fact('conflict', locked === null ? null : locked ? ['LOCKED'] : []);

/** Of several steps the one of which most is known; a grant that one category has is no news of another. */
const grantFact = (grant: Grant, states: readonly GrantState[]): ExplainedFact => {
  if (states.includes('NOT_SHOWN')) return fact(grant, null);
  const given = (['EVERY_RECORD', 'SOME_RECORDS'] as const).find((state) => states.includes(state));
  return fact(grant, given === undefined ? [] : [given]);
};

/** Of the case, those that the rules ask for; what is content of it, or not told to who asks, is `null`. */
export const factsOfCase = (
  policies: PolicySet,
  { target }: Asked,
  facts: FactsAt,
  { source }: FieldQuestion,
  { gates, steps }: Verdict,
): ExplainedFact[] => {
  const asks = (key: string): boolean =>
    steps.some(({ rules }) =>
      rules.some(({ conditions }) => conditions.some((condition) => condition.key === key)),
    );
  const hidden = target.named.concealed;
  const tie = tieOf(facts);
  const record = recordOf(source, facts);
  const conflict = gates.find(({ key }) => key === 'conflict')?.holds ?? null;
  return [
    ...(facts.scopes.length === 0 ? [fact('scope', [])] : []),
    ...facts.scopes.map(({ scope, from, until }) =>
      hidden ? fact('scope', [scope]) : fact('scope', [scope], timeOf(from), timeOf(until)),
    ),
    fact('tie', tie === null ? (facts.personal ? facts.ties : null) : tie === 'NONE' ? [] : [tie]),
    lockFact(conflict === null ? null : !conflict),
    ...(asks('subject') ? [fact('subject', null)] : []),
    ...(asks('own') ? [fact('own', null)] : []),
    ...(asks('record') ? [fact('record', record === null ? null : record === 'NONE' ? [] : [record])] : []),
    ...(asks('order') ? [fact('order', null)] : []),
    ...(asks('allegation') ? [fact('allegation', null)] : []),
    ...GRANTS.filter(asks).map((grant) =>
      grantFact(
        grant,
        steps
          .filter(({ rules }) => rules.some(({ conditions }) => conditions.some(({ key }) => key === grant)))
          .map(({ category }) => grantState(facts, policies, grant, category)),
      ),
    ),
  ];
};

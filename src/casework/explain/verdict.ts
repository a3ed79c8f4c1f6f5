import type { PolicySet } from '../../policy';
import type { FactsAt } from './facts-at';
import { gatesOfCase, gatesOfPerson, type Gate } from './gates';
import { both, judge, type Judgement, type Outcome, type Possibility } from './judge';
import { possibilitiesByPolicy, possibilitiesOf, recordOf, type Asked } from './possibilities';
import type { FieldQuestion, Step } from './question';

export type Answer = Outcome | 'NOT_REACHED';

export interface JudgedStep extends Step, Judgement {}

export interface Verdict {
  readonly decision: Answer;
  readonly gates: readonly Gate[];
  readonly steps: readonly JudgedStep[];
}

/** Who holds a record knows whom it is about: without that person's existence it still may be the holder's. */
const stepped = (step: Step, judgement: Judgement): JudgedStep => ({
  ...step,
  ...judgement,
  outcome: step.kind === 'PERSON' && judgement.outcome === 'WITHHELD' ? 'DEPENDS' : judgement.outcome,
});

const outcomeOf = (gates: readonly Gate[], steps: readonly JudgedStep[]): Outcome => {
  if (gates.some(({ key, holds }) => holds === false && key !== 'reach')) return 'WITHHELD';
  const outcome = both(steps.map((step) => step.outcome));
  return outcome === 'DISCLOSED' && gates.some(({ holds }) => holds === null) ? 'DEPENDS' : outcome;
};

const judged = (
  policies: PolicySet,
  { steps }: FieldQuestion,
  possibilities: (category: string) => readonly Possibility[],
): readonly JudgedStep[] =>
  steps.map((step) => stepped(step, judge(policies, step.category, possibilities(step.category))));

/** By the policy, the registry and the request alone. */
export const verdictByPolicy = (
  policies: PolicySet,
  question: FieldQuestion,
  asked: Asked,
  past: boolean,
): Verdict => {
  const gates = gatesOfPerson(policies, asked, past);
  const possibilities = possibilitiesByPolicy(asked, policies, question.source);
  const steps = judged(policies, question, () => possibilities);
  return { decision: outcomeOf(gates, steps), gates, steps };
};

/** With what the asker may read of the case. */
export const verdictOnCase = (
  policies: PolicySet,
  question: FieldQuestion,
  asked: Asked,
  facts: FactsAt,
  past: boolean,
): Verdict => {
  const gates = [...gatesOfPerson(policies, asked, past), ...gatesOfCase(asked, facts, question)];
  const steps = judged(policies, question, (category) =>
    possibilitiesOf(asked, facts, policies, question.source, category),
  );
  const outcome = outcomeOf(gates, steps);
  if (gates.every(({ key, holds }) => key !== 'reach' || holds !== false))
    return { decision: outcome, gates, steps };
  // An agency that reaches the case no more still reads what it holds there.
  const record = recordOf(question.source, facts);
  if (!facts.everReached || record === 'NONE' || outcome === 'WITHHELD')
    return { decision: 'NOT_REACHED', gates, steps };
  return { decision: record === null ? 'DEPENDS' : outcome, gates, steps };
};

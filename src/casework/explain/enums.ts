import { enumOf } from '../../graphql/enums';
import type { Verdict as RuleVerdict } from '../../policy/explanation';
import type { Rank } from '../../policy/rule';
import type { OffReason } from '../../policy/status';
import { STEPS } from './question';
import type { Answer } from './verdict';

export const DecisionEnum = enumOf<Answer>(
  'ExplainedDecision',
  {
    DISCLOSED: 'It is disclosed on every record of the type, whatever else is true.',
    WITHHELD: 'It is disclosed on no record of the type.',
    DEPENDS:
      'It depends on what is not told to who asks, on the record, or on the person where nobody is named.',
    NOT_REACHED: 'The agency did not reach the case, and holds nothing there that could be disclosed to it.',
  },
  'What came, or would come, of asking for a field. A record about a protected reporter is left out of it.',
);

export const LEVELS = {
  POLICY: 'From policy and registry alone: of a silent or forbidden category no fact of a case is told.',
  CASE: 'With the facts of the case that who asks may read.',
} as const;
export type Level = keyof typeof LEVELS;
export const LevelEnum = enumOf('ExplainedLevel', LEVELS, 'What an explanation rests on.');

export const STATES = {
  HOLDS: 'It is so.',
  LACKS: 'It is not so.',
  NOT_SHOWN:
    'It is not told to who asks, or it is so for some records, persons or subjects and not for others.',
} as const;
export type State = keyof typeof STATES;
export const StateEnum = enumOf('ConditionState', STATES, 'Whether a condition was fulfilled.');

export const RuleVerdictEnum = enumOf<RuleVerdict>(
  'RuleVerdict',
  {
    OPENS: 'Every condition holds.',
    FAILS: 'A condition lacks.',
    DEPENDS: 'No condition is known to lack, and some are not shown.',
    OFF: 'The rule was not in force; `off` says why.',
  },
  'What came of a rule.',
);

export const RankEnum = enumOf<Rank>(
  'RuleRank',
  {
    HOLDER: 'Who holds the record reads it.',
    LAW: 'A law opens it.',
    MANDATE: 'A court order or statutory request opens it.',
    CONSENT: 'The consent of the person concerned opens it.',
    BREAK_GLASS: 'An emergency opens it.',
  },
  'On what kind of ground a rule stands; in this order rules are tried, and the first that fits is cited.',
);

export const OffReasonEnum = enumOf<OffReason>(
  'RuleOffReason',
  {
    PENDING: 'No record type carries the category yet.',
    COUNTRY: 'It has no ground in the law of this country.',
    TIME: 'None of its grounds was in force then.',
    UNVERIFIED: 'Nobody has verified any of its grounds, which production asks for.',
  },
  'Why a rule was off.',
);

export const StepEnum = enumOf('ExplainedStepKind', STEPS, 'What has to be disclosed so that a field is.');

import type { CandidateReport, ConditionReport, Explanation } from '../policy/explanation';

const conditionLine = ({ key, wanted, holds }: ConditionReport): string =>
  `    ${holds === null ? '?' : holds ? '+' : '-'} ${key}: ${wanted}`;

const candidateLines = (candidate: CandidateReport): readonly string[] => [
  `  ${candidate.rule} [${candidate.rank}] ${candidate.verdict}${candidate.off === null ? '' : ` (${candidate.off})`}`,
  ...candidate.conditions.map(conditionLine),
  ...(candidate.basis.length === 0 ? [] : [`    basis: ${candidate.basis.join(', ')}`]),
  ...(candidate.handling.length === 0 ? [] : [`    handling: ${candidate.handling.join(', ')}`]),
];

const outcomeOf = ({ decision, classification }: Explanation): string => {
  if (decision !== null) {
    return decision.disclose
      ? `disclosed by ${decision.rule}${decision.basis.length === 0 ? '' : ` on ${decision.basis.join(', ')}`}`
      : 'withheld';
  }
  return { always: 'always disclosed', never: 'never disclosed', row: 'depends on the case' }[classification];
};

/** An explanation for a person at the terminal. */
export const explanationLines = (explanation: Explanation): readonly string[] => {
  const { withheld, decision } = explanation;
  const marks = [
    explanation.forbidden ? 'forbidden to all but its own rules' : '',
    explanation.silent ? 'withheld in silence' : '',
    explanation.derivedFrom.length > 0 ? `derived from ${explanation.derivedFrom.join(', ')}` : '',
  ].filter((mark) => mark !== '');
  return [
    `${explanation.category}: ${outcomeOf(explanation)}`,
    ...marks.map((mark) => `  ${mark}`),
    ...(withheld === null || decision?.disclose === true ? [] : [`  ${withheld.code}: ${withheld.remedy}`]),
    ...explanation.candidates.flatMap(candidateLines),
  ];
};

import { formatProblem, sortProblems, type Problem } from '../../policy/problem';

/** The mapping cannot be used; the message lists every problem as file:line:column. */
export class MappingError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(sortProblems(problems).map(formatProblem).join('\n'));
    this.name = 'MappingError';
  }
}

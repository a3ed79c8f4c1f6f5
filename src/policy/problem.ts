/** A place in a file: path from the policies' folder, line and column from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Problem extends Position {
  readonly text: string;
}

export const formatProblem = (problem: Problem): string =>
  `${problem.file}:${problem.line}:${problem.column}: ${problem.text}`;

/** By file, line, column and text, each problem once. */
export const sortProblems = (problems: readonly Problem[]): Problem[] => {
  const sorted = [...problems].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.text, b.text),
  );
  return sorted.filter((problem, at) => {
    const before = sorted[at - 1];
    return before === undefined || formatProblem(before) !== formatProblem(problem);
  });
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The policies cannot be used; the message lists every problem, one a line. */
export class PolicyError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const sorted = sortProblems(problems);
    super(sorted.map(formatProblem).join('\n'));
    this.name = 'PolicyError';
    this.problems = sorted;
  }
}

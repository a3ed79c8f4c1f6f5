import { runHere } from '../../../support/in-process';

export interface PolicyOutcome {
  /** What was printed, and after it what was said on stderr. */
  readonly output: string;
  readonly code: number | null;
}

/** Runs `spona policy …` in this process, with nothing of its environment but what a process needs. */
export const runPolicy = async (
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<PolicyOutcome> => {
  const { stdout, stderr, status } = await runHere(['policy', ...words], settings);
  return { output: stderr === '' ? stdout.replace(/\n$/u, '') : `${stdout}${stderr}`, code: status };
};

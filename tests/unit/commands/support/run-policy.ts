import { Command, CommanderError } from 'commander';
import { register } from '../../../../src/commands/policy';

export interface PolicyOutcome {
  /** What was printed, and the errors of usage. */
  readonly output: string;
  readonly code: number;
}

/** Runs `spona policy …` in this process, with nothing of its environment but what a process needs. What fails otherwise than by wrong usage is thrown. */
export const runPolicy = async (
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<PolicyOutcome> => {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
  const bar = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const before = { env: process.env, exitCode: process.exitCode };
  process.exitCode = 0;
  const { PATH, HOME, TMPDIR } = process.env;
  process.env = { PATH, HOME, TMPDIR, ...settings };
  const program = new Command('spona').exitOverride();
  const quiet = { writeOut: (): void => undefined, writeErr: (text: string): unknown => lines.push(text) };
  register(program);
  const silence = (command: Command): void => {
    command.exitOverride().configureOutput(quiet);
    command.commands.forEach(silence);
  };
  silence(program);
  try {
    await program.parseAsync(['policy', ...words], { from: 'user' });
    return { output: lines.join('\n'), code: process.exitCode };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { output: lines.join('\n'), code: error.exitCode === 0 ? 0 : 2 };
  } finally {
    process.env = before.env;
    process.exitCode = before.exitCode;
    log.mockRestore();
    bar.mockRestore();
  }
};

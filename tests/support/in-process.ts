import { runProgram } from '../../src/commands/program';
import { type CommandOutcome, processSettings } from './command';

/** What `write` of a stream calls when it is done, wherever it stands among the arguments. */
type Written = (error?: Error | null) => void;

/** Keeps what is written to a stream of this process from it. */
const catching = (stream: NodeJS.WriteStream, texts: string[]): jest.SpyInstance =>
  jest.spyOn(stream, 'write').mockImplementation((chunk: string | Uint8Array, ...rest: unknown[]) => {
    texts.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const written = rest.find((part): part is Written => typeof part === 'function');
    if (written !== undefined) process.nextTick(written);
    return true;
  });

/**
 * Runs the program in this process, as {@link runCommand} does in one of its own, and much quicker: for what a command does and says.
 * What the process itself does (signals, streams that nobody reads, its input) needs one of its own, and so do failures of the
 * platform, such as a connection that is refused: they are no errors of Jest's realm. One at a time.
 */
export const runHere = async (
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> => {
  const [out, err]: [string[], string[]] = [[], []];
  const line =
    (texts: string[]) =>
    (...parts: unknown[]): unknown =>
      texts.push(`${parts.map(String).join(' ')}\n`);
  const spies = [
    jest.spyOn(console, 'log').mockImplementation(line(out)),
    jest.spyOn(console, 'error').mockImplementation(line(err)),
    catching(process.stdout, out),
    catching(process.stderr, err),
  ];
  const before = { env: process.env, exitCode: process.exitCode };
  const listeners = process.stdout.listeners('error');
  process.exitCode = 0;
  process.env = { ...processSettings(), ...settings };
  try {
    await runProgram(args);
    return { status: process.exitCode, stdout: out.join(''), stderr: err.join('') };
  } finally {
    process.env = before.env;
    process.exitCode = before.exitCode;
    for (const listener of process.stdout.listeners('error'))
      if (!listeners.includes(listener)) process.stdout.off('error', listener as () => void);
    for (const spy of spies) spy.mockRestore();
  }
};

import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/config-error';
import { packageJson } from '../lib/package-json';
import { messageOf } from './message-of';

const FAILED = 1;
const USAGE = 2;

interface CommandModule {
  readonly register: (program: Command) => void;
}

/** Every command of the program, in the order of its help. */
const COMMANDS: Readonly<Record<string, () => Promise<CommandModule>>> = {
  serve: () => import('./serve.js'),
  migrate: () => import('./migrate.js'),
  token: () => import('./token.js'),
  import: () => import('./import.js'),
  policy: () => import('./policy.js'),
  registry: () => import('./registry.js'),
  schema: () => import('./schema.js'),
  audit: () => import('./audit.js'),
  doctor: () => import('./doctor.js'),
};

/** Only the command that is named is loaded: a token does not wait for the server. Help and what is wrong are told of all. */
const modulesFor = (named: string | undefined): Promise<CommandModule[]> => {
  const all = Object.entries(COMMANDS);
  const only = all.filter(([name]) => name === named);
  return Promise.all((only.length > 0 ? only : all).map(([, load]) => load()));
};

const buildProgram = (modules: readonly CommandModule[]): Command => {
  const program = new Command('spona')
    .description('The hub through which institutions share one domestic-violence case record')
    .version(packageJson.version)
    .showSuggestionAfterError()
    .exitOverride();
  for (const { register } of modules) register(program);
  return program;
};

/** Commander's own errors have said what is wrong already; help and version are no errors at all. */
const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  process.stderr.write(`${messageOf(error)}\n`);
  return error instanceof ConfigError ? USAGE : FAILED;
};

/** Runs the command that the arguments name. What is wrong is written to stderr and makes `process.exitCode`. */
export const runProgram = async (args: readonly string[]): Promise<void> => {
  try {
    await buildProgram(await modulesFor(args[0])).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
};

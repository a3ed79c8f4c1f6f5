#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { messageOf } from './commands/message-of';
import { ConfigError } from './config/config-error';
import { packageJson } from './lib/package-json';

const FAILED = 1;
const USAGE = 2;

interface CommandModule {
  readonly register: (program: Command) => void;
}

/** Every command of the program, in the order of its help. */
const COMMANDS: Readonly<Record<string, () => Promise<CommandModule>>> = {
  serve: () => import('./commands/serve.js'),
  migrate: () => import('./commands/migrate.js'),
  token: () => import('./commands/token.js'),
  import: () => import('./commands/import.js'),
  policy: () => import('./commands/policy.js'),
  registry: () => import('./commands/registry.js'),
  schema: () => import('./commands/schema.js'),
  audit: () => import('./commands/audit.js'),
  doctor: () => import('./commands/doctor.js'),
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

const main = async (): Promise<void> => {
  try {
    await buildProgram(await modulesFor(process.argv[2])).parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
};

void main();

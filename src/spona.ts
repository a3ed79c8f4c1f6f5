#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { register as audit } from './commands/audit';
import { register as doctor } from './commands/doctor';
import { register as importRecords } from './commands/import';
import { messageOf } from './commands/message-of';
import { register as migrate } from './commands/migrate';
import { register as policy } from './commands/policy';
import { register as registry } from './commands/registry';
import { register as schema } from './commands/schema';
import { register as serve } from './commands/serve';
import { register as token } from './commands/token';
import { ConfigError } from './config/config-error';
import { packageJson } from './lib/package-json';

const FAILED = 1;
const USAGE = 2;

/** Every command of the program, in the order of its help. */
const COMMANDS: readonly ((program: Command) => void)[] = [
  serve,
  migrate,
  token,
  importRecords,
  policy,
  registry,
  schema,
  audit,
  doctor,
];

const buildProgram = (): Command => {
  const program = new Command('spona')
    .description('The hub through which institutions share one domestic-violence case record')
    .version(packageJson.version)
    .showSuggestionAfterError()
    .exitOverride();
  for (const register of COMMANDS) register(program);
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
    await buildProgram().parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
};

void main();

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../../../src/lib/root';
import { DOCUMENTS, fences, read } from './markdown';

interface CommandFile {
  readonly register?: (program: Command) => void;
}

const COMMANDS = join(packageRoot, 'src/commands');

/** The program as the command line builds it: every file of its folder that registers something. */
const buildProgram = async (): Promise<Command> => {
  const program = new Command('spona');
  for (const file of readdirSync(COMMANDS).filter((name) => name.endsWith('.ts'))) {
    const { register } = (await import(join(COMMANDS, file))) as CommandFile;
    register?.(program);
  }
  return program;
};

/** Lines to be typed into a terminal, and commands within a sentence. */
const typed = (document: string): string[] => {
  const lines = fences(document)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'));
  const quoted = [...document.matchAll(/`((?:npx spona|npm) [^`]+)`/gu)].map(([, text = '']) => text);
  return [...lines, ...quoted].flatMap((line) =>
    [...line.matchAll(/(?:npx spona|npm (?:run |start|test|ci))[^)&|]*/gu)].map(([call]) => call.trim()),
  );
};

const CALLS = [...new Set(DOCUMENTS.flatMap((file) => typed(read(file))))];
const IN_HELP = new Set(['--help', '--version']);

/** What is wrong with a call of the command line; null if nothing. */
const problemOf = (program: Command, call: string): string | null => {
  const words = call.split(/\s+/u).slice(2);
  let command = program;
  while (command.commands.length > 0) {
    const word = words.shift();
    const next = command.commands.find((known) => known.name() === word);
    if (next === undefined) return `spona ${String(word)} is no command`;
    command = next;
  }
  const options = new Set(command.options.flatMap(({ long }) => long ?? []));
  const unknown = words.filter((word) => word.startsWith('--') && !options.has(word) && !IN_HELP.has(word));
  return unknown.length === 0 ? null : `spona ${command.name()} has no ${unknown.join(', ')}`;
};

describe('commands that the documents tell', () => {
  let program: Command;
  beforeAll(async () => {
    program = await buildProgram();
  }, 60_000);

  test.each(CALLS.filter((call) => call.startsWith('npx spona')))('%s', (call) => {
    expect(problemOf(program, call)).toBeNull();
  });

  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  test.each(CALLS.filter((call) => call.startsWith('npm')))('%s', (call) => {
    const [, verb = '', name = ''] = call.split(/\s+/u);
    expect(verb === 'ci' || (verb === 'run' ? name : verb) in scripts).toBe(true);
  });
});

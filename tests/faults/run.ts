import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Fault } from './fault';
import { FAULTS } from './list';
import { LostFault } from './place';
import { runJest, type Outcome } from './run-jest';
import { Tree } from './tree';

const USAGE =
  'npm run faults -- [--only <id>,…] [--part <n>/<of>] [--jobs <number>] [--why] [--tested] [--list]';
const SHOWN_OF_A_MESSAGE = 1_200;

interface Result {
  readonly fault: Fault;
  readonly word: 'caught' | 'SURVIVED' | 'BROKEN' | 'LOST';
  readonly message: string;
  readonly seconds: number;
}

const say = (line: string): void => {
  console.log(line);
};
const secondsSince = (start: number): number => (performance.now() - start) / 1000;
const shown = (seconds: number): string => `${seconds.toFixed(1)} s`;
const WORDS = { failed: 'caught', passed: 'SURVIVED', broken: 'BROKEN' } as const;

/** Makes the fault, and asks whether its test notices. */
const tryFault = async (tree: Tree, fault: Fault): Promise<Result> => {
  const start = performance.now();
  const answer = (word: Result['word'], message: string): Result => ({
    fault,
    word,
    message,
    seconds: secondsSince(start),
  });
  try {
    const outcomes = await tree.with(fault, () => runJest(tree, [fault.caughtBy]));
    const outcome: Outcome = outcomes[0] ?? { verdict: 'broken', message: 'no outcome' };
    return answer(WORDS[outcome.verdict], outcome.message);
  } catch (error) {
    if (!(error instanceof LostFault)) throw error;
    return answer('LOST', error.message);
  }
};

/** Whether all named tests pass while nothing is wrong. */
const areSound = async (tree: Tree, faults: readonly Fault[], workers: number): Promise<boolean> => {
  const start = performance.now();
  const tests = [...new Map(faults.map(({ caughtBy }) => [JSON.stringify(caughtBy), caughtBy])).values()];
  const outcomes = await runJest(tree, tests, { workers });
  const wrong = tests.flatMap((test, at) => {
    const outcome = outcomes[at];
    return outcome?.verdict === 'passed' ? [] : [`${test.file}: ${test.name}\n${outcome?.message ?? ''}`];
  });
  for (const line of wrong) say(`does not pass without a fault: ${line.slice(0, SHOWN_OF_A_MESSAGE)}\n`);
  say(
    `${String(tests.length)} tests without a fault: ${String(tests.length - wrong.length)} pass, ${shown(secondsSince(start))}`,
  );
  return wrong.length === 0;
};

/** Every tree takes the next fault as soon as it is done with one. */
const tryAll = async (trees: readonly Tree[], faults: readonly Fault[]): Promise<readonly Result[]> => {
  const results: Result[] = [];
  const waiting = [...faults];
  const work = async (tree: Tree): Promise<void> => {
    for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
      const result = await tryFault(tree, fault);
      results.push(result);
      say(
        `${String(results.length).padStart(3)}/${String(faults.length)} ${result.word.padEnd(8)} ${fault.id} ${shown(result.seconds)}`,
      );
    }
  };
  await Promise.all(trees.map(work));
  return faults.flatMap((fault) => results.find((result) => result.fault === fault) ?? []);
};

const report = (results: readonly Result[], why: boolean): void => {
  say('\n| fault | what it breaks | | caught by | s |\n| --- | --- | --- | --- | --- |');
  for (const { fault, word, seconds } of results) {
    const { id, breaks, caughtBy } = fault;
    say(`| ${id} | ${breaks} | ${word} | ${caughtBy.file}: ${caughtBy.name} | ${seconds.toFixed(1)} |`);
  }
  for (const { fault, word, message } of results.filter((result) => why || result.word !== 'caught')) {
    say(`\n${word}: ${fault.id}. ${fault.breaks}\n${message.slice(0, SHOWN_OF_A_MESSAGE)}`);
  }
};

/** `2/3`: every third fault, from the second on. */
const partOf = (part: string): readonly Fault[] => {
  const [, n, of] = (/^([1-9]\d*)\/([1-9]\d*)$/u.exec(part) ?? []).map(Number);
  if (n === undefined || of === undefined || n > of)
    throw new Error(`--part ${part} is no part, as 1/2 and 2/2 are`);
  return FAULTS.filter((_fault, position) => position % of === n - 1);
};

const chosen = (only: string | undefined, part: string | undefined): readonly Fault[] => {
  if (part !== undefined) {
    if (only !== undefined) throw new Error('--only and --part do not go together');
    return partOf(part);
  }
  if (only === undefined) return FAULTS;
  const ids = only.split(',');
  const unknown = ids.filter((id) => !FAULTS.some((fault) => fault.id === id));
  if (unknown.length > 0) throw new Error(`there is no fault ${unknown.join(', ')}`);
  return FAULTS.filter(({ id }) => ids.includes(id));
};

interface Wishes {
  /** Told with what every test said. */
  readonly why: boolean;
  /** All tests have just passed here: they are not run without a fault once more. */
  readonly tested: boolean;
}

const tryTrees = async (
  trees: readonly Tree[],
  faults: readonly Fault[],
  { why, tested }: Wishes,
): Promise<number> => {
  const start = performance.now();
  const [first] = trees;
  if (first === undefined || !(tested || (await areSound(first, faults, trees.length)))) return 1;
  const results = await tryAll(trees, faults);
  report(results, why);
  const caught = results.filter(({ word }) => word === 'caught').length;
  say(
    `\n${String(caught)} of ${String(faults.length)} faults are caught, ${shown(secondsSince(start))} on ${String(trees.length)} at a time.`,
  );
  return caught === faults.length ? 0 : 1;
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      part: { type: 'string' },
      jobs: { type: 'string' },
      list: { type: 'boolean' },
      why: { type: 'boolean', default: false },
      tested: { type: 'boolean', default: false },
    },
  });
  const faults = chosen(values.only, values.part);
  if (values.list === true) {
    for (const { id, breaks } of faults) say(`${id}: ${breaks}`);
    return 0;
  }
  const jobs = Math.max(1, Number(values.jobs ?? Math.min(4, availableParallelism())) || 1);
  // Jest resolves links in the paths that it reports.
  const base = mkdtempSync(join(realpathSync(tmpdir()), 'spona-faults-'));
  const clean = (): void => rmSync(base, { recursive: true, force: true });
  process.once('exit', clean);
  const trees = Array.from(
    { length: Math.min(jobs, faults.length) },
    (_, n) => new Tree(join(base, `tree-${String(n)}`)),
  );
  const stop = (): Promise<unknown> => Promise.all(trees.map(({ server }) => server.stop()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  try {
    return await tryTrees(trees, faults, values);
  } finally {
    await stop();
  }
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.error(USAGE);
    process.exit(2);
  },
);

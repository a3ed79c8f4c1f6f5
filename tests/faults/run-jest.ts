import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { CLUSTER_VARIABLE } from '../support/cluster';
import type { NamedTest } from './fault';
import { TEMPLATE_VARIABLE } from './kept-cluster';
import { needsDatabase } from './needs-database';
import type { Tree } from './tree';

/** What became of one named test. `broken`: it failed otherwise than by what it checks, or did not run. */
export interface Outcome {
  readonly verdict: 'passed' | 'failed' | 'broken';
  /** What Jest says of it. */
  readonly message: string;
}

interface Assertion {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly Assertion[];
  }[];
}

const MINUTES = 60_000;
/** A test that hangs is ended; a file takes a few seconds, also on a busy machine. */
const longest = (files: number): number => (4 + files) * MINUTES;

const escaped = (name: string): string => name.replaceAll(/[\\^$.*+?()[\]{}|]/gu, '\\$&');

/** A failed expectation, or a test that throws by itself; an error of the engine or of the database is none. */
const isFinding = (message: string): boolean => {
  if (/\bexpect\(|Property failed/u.test(message)) return true;
  const frame = /^\s+at .*$/mu.exec(message)?.[0] ?? '';
  return message.startsWith('Error: ') && /\btests\//u.test(frame);
};

const outcomeOf = ({ status, failureMessages }: Assertion): Outcome => {
  const message = failureMessages.join('\n');
  if (status === 'passed') return { verdict: 'passed', message };
  return {
    verdict: status === 'failed' && isFinding(message) ? 'failed' : 'broken',
    message: message || status,
  };
};

/** Runs named tests in a tree, and answers for each what became of it, in the same order. */
export const runJest = async (
  tree: Tree,
  tests: readonly NamedTest[],
  { workers = 1 } = {},
): Promise<readonly Outcome[]> => {
  const report = `${tree.root}.json`;
  rmSync(report, { force: true });
  const files = [...new Set(tests.map(({ file }) => file))];
  const names = [...new Set(tests.map(({ name }) => escaped(name)))];
  const bare = join(tree.root, 'tests/faults/no-database.ts');
  const stored = files.some((file) => needsDatabase(tree.root, file));
  const setup = stored ? join(tree.root, 'tests/faults/kept-cluster.ts') : bare;
  const cluster = stored ? JSON.stringify(await tree.server.start()) : undefined;
  const child = spawn(
    process.execPath,
    [
      join(tree.root, 'node_modules/jest/bin/jest.js'),
      ...['--runTestsByPath', ...files],
      ...['-t', `^(?:${names.join('|')})$`],
      ...['--json', `--outputFile=${report}`, '--silent', '--ci', '--watchman=false'],
      `--cacheDirectory=${tree.root}.cache`,
      `--globalSetup=${setup}`,
      `--globalTeardown=${bare}`,
      ...(workers === 1 ? ['--runInBand'] : [`--maxWorkers=${String(workers)}`]),
    ],
    {
      cwd: tree.root,
      env: { ...process.env, [CLUSTER_VARIABLE]: cluster, [TEMPLATE_VARIABLE]: tree.filling },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: longest(files.length),
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await new Promise((resolve) => child.once('close', resolve));
  if (!existsSync(report))
    return tests.map(() => ({ verdict: 'broken', message: said || 'Jest did not end' }));
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return tests.map(({ file, name }): Outcome => {
    const result = testResults.find((one) => relative(tree.root, one.name).split(sep).join('/') === file);
    const found = result?.assertionResults.filter(({ fullName }) => fullName === name) ?? [];
    const [assertion] = found;
    if (assertion === undefined || found.length > 1) {
      const why = result?.message ?? said;
      return { verdict: 'broken', message: `${String(found.length)} tests of this name\n${why}` };
    }
    return outcomeOf(assertion);
  });
};

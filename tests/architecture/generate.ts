import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { removeEmbedded, startEmbedded } from '../../src/db/embedded';
import { migrate } from '../../src/db/migrate';
import { packageRoot } from '../../src/lib/root';
import { renderCoverage } from '../../src/policy/verify/coverage-text';
import { PolicyError } from '../../src/policy/problem';
import { readPolicies } from '../../src/policy/read';
import { renderMatrix } from '../../src/policy/verify/matrix';
import { runTests } from '../../src/policy/verify/run-tests';
import { codeTables, fillTables, type ReadmeTables } from './readme-tables';
import { scopeTables } from './scope-tables';

/** What the command line prints, run from the sources. */
const printed = (...args: string[]): string => {
  const program = join(packageRoot, 'node_modules/tsx/dist/cli.mjs');
  const { status, stdout } = spawnSync(process.execPath, [program, 'src/spona.ts', ...args], {
    cwd: packageRoot,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`spona ${args.join(' ')} failed`);
  return `${stdout.trimEnd()}\n`;
};

const policies = join(packageRoot, 'policies');
const { content, problems, tests } = readPolicies(policies);
if (content === null) throw new PolicyError(problems);

/** Tables that the database knows better, from one that is made for it. */
const databaseTables = async (): Promise<ReadmeTables> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'spona-generate-'));
  try {
    const embedded = await startEmbedded({ dataDir, durable: false });
    try {
      await migrate(embedded.ownerUrl, { stamp: { mode: 'demo', country: 'RS' } });
      const client = new Client({ connectionString: embedded.ownerUrl });
      await client.connect();
      return await scopeTables(client).finally(() => client.end());
    } finally {
      await embedded.stop();
    }
  } finally {
    await removeEmbedded(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const read = (file: string): string =>
  existsSync(join(packageRoot, file)) ? readFileSync(join(packageRoot, file), 'utf8') : '';

/** Every generated file, with its only source. */
const GENERATED: Readonly<Record<string, () => string | Promise<string>>> = {
  'schema.graphql': () => printed('schema'),
  'policies/MATRIX.md': () => renderMatrix(content),
  'policies/COVERAGE.md': () => renderCoverage(content, runTests(policies, tests, content)),
  'README.md': async () => fillTables(read('README.md'), { ...codeTables(), ...(await databaseTables()) }),
};

const firstDifference = (left: string, right: string): number => {
  const lines = right.split('\n');
  const index = left.split('\n').findIndex((line, at) => line !== lines[at]);
  return (index < 0 ? Math.min(left.split('\n').length, lines.length) : index) + 1;
};

// `--check` writes nothing, and fails where a committed file is not what its source says.
const generate = async (check: boolean): Promise<void> => {
  for (const [file, make] of Object.entries(GENERATED)) {
    const now = read(file);
    const fresh = await make();
    if (now === fresh) continue;
    if (check) {
      console.error(`${file}:${String(firstDifference(now, fresh))}: is not fresh; run "npm run gen"`);
      process.exitCode = 1;
    } else {
      writeFileSync(join(packageRoot, file), fresh);
      console.log(`${file} written`);
    }
  }
};

void generate(process.argv.includes('--check'));

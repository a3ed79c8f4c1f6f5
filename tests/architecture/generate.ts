import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import { PolicyError } from '../../src/policy/problem';
import { readPolicies } from '../../src/policy/read';
import { renderMatrix } from '../../src/policy/verify/matrix';
import { fillTables } from './readme-tables';

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

/** What `spona policy matrix` writes. */
const matrix = (): string => {
  const { content, problems } = readPolicies(join(packageRoot, 'policies'));
  if (content === null) throw new PolicyError(problems);
  return renderMatrix(content);
};

const read = (file: string): string =>
  existsSync(join(packageRoot, file)) ? readFileSync(join(packageRoot, file), 'utf8') : '';

/** Every generated file, with its only source. */
const GENERATED: Readonly<Record<string, () => string>> = {
  'schema.graphql': () => printed('schema'),
  'policies/MATRIX.md': matrix,
  'README.md': () => fillTables(read('README.md')),
};

const firstDifference = (left: string, right: string): number => {
  const lines = right.split('\n');
  const index = left.split('\n').findIndex((line, at) => line !== lines[at]);
  return (index < 0 ? Math.min(left.split('\n').length, lines.length) : index) + 1;
};

// `--check` writes nothing, and fails where a committed file is not what its source says.
const check = process.argv.includes('--check');
for (const [file, make] of Object.entries(GENERATED)) {
  const now = read(file);
  const fresh = make();
  if (now === fresh) continue;
  if (check) {
    console.error(`${file}:${String(firstDifference(now, fresh))}: is not fresh; run "npm run gen"`);
    process.exitCode = 1;
  } else {
    writeFileSync(join(packageRoot, file), fresh);
    console.log(`${file} written`);
  }
}

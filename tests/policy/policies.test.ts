import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import { loadPolicies } from '../../src/policy';
import { renderCoverage } from '../../src/policy/verify/coverage-text';
import { formatProblem, PolicyError } from '../../src/policy/problem';
import { readPolicies } from '../../src/policy/read';
import { checkPolicies } from '../../src/policy/verify/check';
import { renderMatrix } from '../../src/policy/verify/matrix';
import { runTests } from '../../src/policy/verify/run-tests';

const dir = join(packageRoot, 'policies');
const { content, problems, tests, policies } = readPolicies(dir);
if (content === null) throw new PolicyError(problems);
const run = runTests(dir, tests, content);

describe('the policies of the hub', () => {
  it.each(
    run.outcomes.map((outcome) => [`${outcome.file}: ${outcome.name}, ${outcome.country}`, outcome] as const),
  )('%s', (_name, outcome) => {
    expect({ leaked: outcome.leaked, missing: outcome.missing }).toEqual({ leaked: [], missing: [] });
  });

  it('have no problem', () => {
    expect(checkPolicies(dir).problems.map(formatProblem)).toEqual([]);
  });

  it('have a test file beside every policy file', () => {
    expect(tests).toEqual(policies.map((file) => file.replace(/\.yaml$/, '.test.yaml')));
  });

  it('are printed in MATRIX.md as they are', () => {
    expect(readFileSync(join(dir, 'MATRIX.md'), 'utf8')).toBe(renderMatrix(content));
  });

  it('are counted in COVERAGE.md as they are', () => {
    expect(readFileSync(join(dir, 'COVERAGE.md'), 'utf8')).toBe(renderCoverage(content, run));
  });

  it.each(['RS', 'ME', 'RO', 'XX'] as const)('load in %s', (country) => {
    for (const production of [false, true]) {
      expect(loadPolicies(dir, country, { production }).version).toBe(content.version);
    }
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '../../../src/errors/catalogue';
import { VARIABLES } from '../../../src/config/variables';
import { packageRoot } from '../../../src/lib/root';
import { fillTables, README_TABLES } from '../../architecture/readme-tables';

const frame = (inside = ''): string =>
  Object.keys(README_TABLES)
    .map((name) => `## ${name}\n\n<!-- ${name}:start -->\n${inside}\n<!-- ${name}:end -->\n\nafter ${name}\n`)
    .join('\n');

describe('the tables of the README', () => {
  test('tell every error and every variable', () => {
    const text = fillTables(frame());
    for (const code of Object.keys(ERRORS)) expect(text).toMatch(new RegExp(`^\\| \`${code}\` +\\|`, 'mu'));
    for (const name of Object.keys(VARIABLES)) expect(text).toContain(`| \`${name}\``);
  });

  test('replace what stood between the marks, and only that', () => {
    const text = fillTables(frame('| stale |'));
    expect(text).not.toContain('stale');
    for (const name of Object.keys(README_TABLES)) expect(text).toContain(`after ${name}`);
  });

  test('are stable', () => {
    expect(fillTables(fillTables(frame()))).toBe(fillTables(frame()));
  });

  test('are fresh in the README', () => {
    const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
    expect(readme).toBe(fillTables(readme));
  });

  test('must have a place', () => {
    expect(() => fillTables('# Spona\n')).toThrow('errors, environment');
  });
});

import type { Client } from 'pg';
import { ERRORS } from '../../../src/errors/catalogue';
import { VARIABLES } from '../../../src/config/variables';
import { codeTables, fillTables, type ReadmeTables } from '../../architecture/readme-tables';
import { scopeTables } from '../../architecture/scope-tables';
import { openOwner } from '../../support/database';
import { read } from './markdown';

let owner: Client;
let tables: ReadmeTables;

beforeAll(async () => {
  owner = await openOwner();
  tables = { ...codeTables(), ...(await scopeTables(owner)) };
});
afterAll(() => owner.end());

const frame = (inside = ''): string =>
  Object.keys(tables)
    .map((name) => `## ${name}\n\n<!-- ${name}:start -->\n${inside}\n<!-- ${name}:end -->\n\nafter ${name}\n`)
    .join('\n');

describe('the tables of the README', () => {
  test('tell every error and every variable', () => {
    const text = fillTables(frame(), tables);
    for (const code of Object.keys(ERRORS)) expect(text).toMatch(new RegExp(`^\\| \`${code}\` +\\|`, 'mu'));
    for (const name of Object.keys(VARIABLES)) expect(text).toContain(`| \`${name}\``);
  });

  test('tell every way in which a case is opened and a scope is given, and no other', async () => {
    const cells = (name: string): string[][] =>
      (tables[name] ?? '')
        .split('\n')
        .slice(2)
        .map((line) =>
          line
            .slice(1, -1)
            .split('|')
            .map((cell) => cell.replaceAll('`', '').trim()),
        );
    const listed = (cell = ''): string[] => cell.split(', ');
    const { rows: opening } = await owner.query<{ text: string }>(
      `select concat_ws(' ', country, basis, sector) as text from opening_rule order by 1`,
    );
    expect(
      cells('openings')
        .flatMap(([country, basis, , who]) => listed(who).map((sector) => [country, basis, sector].join(' ')))
        .sort(),
    ).toEqual(opening.map(({ text }) => text).sort());
    const { rows: giving } = await owner.query<{ text: string }>(
      `select concat_ws(' ', country, creator_sector, scope, target_sector, basis, max_days, creator_scope) as text from scope_rule`,
    );
    expect(
      cells('scopes')
        .flatMap(([country, who, scope, to, basis, , days, held]) =>
          listed(to).flatMap((target) =>
            listed(held).map((has) => [country, who, scope, target, basis, days, has].join(' ')),
          ),
        )
        .sort(),
    ).toEqual(giving.map(({ text }) => text).sort());
  });

  test('replace what stood between the marks, and only that', () => {
    const text = fillTables(frame('| stale |'), tables);
    expect(text).not.toContain('stale');
    for (const name of Object.keys(tables)) expect(text).toContain(`after ${name}`);
  });

  test('are stable', () => {
    expect(fillTables(fillTables(frame(), tables), tables)).toBe(fillTables(frame(), tables));
  });

  test('are fresh in the README', () => {
    const readme = read('README.md');
    expect(readme).toBe(fillTables(readme, tables));
  });

  test('must have a place', () => {
    expect(() => fillTables('# Spona\n', tables)).toThrow('errors, environment, openings, scopes');
  });
});

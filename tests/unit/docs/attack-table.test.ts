import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../src/lib/root';
import { read } from './markdown';

const TABLE = 'tests/attacks/README.md';
const ROW = /^\| (?<hole>[^|]+?) +\| (?<seen>[^|]+?) +\| (?<test>[^|]+?) *\|$/gmu;

const rows = [...read(TABLE).matchAll(ROW)]
  .map(({ groups }) => ({ hole: groups?.['hole'] ?? '', test: groups?.['test'] ?? '' }))
  .filter(({ hole, test }) => hole !== 'hole' && !/^-+$/u.test(test));

describe('the table of attacks', () => {
  test('has its rows', () => {
    expect(rows.length).toBeGreaterThan(60);
    expect(new Set(rows.map(({ hole }) => hole)).size).toBe(rows.length);
  });

  test.each(rows.map(({ hole, test: named }) => [hole, named] as const))(
    '%s: a test holds it',
    (_hole, named) => {
      const [, file = '', title = ''] = /^`([^`]+)` › (.+)$/u.exec(named) ?? [];
      if (!existsSync(join(packageRoot, file))) throw new Error(`there is no ${file}`);
      // Titles are written as in the source, where a quotation mark may be escaped.
      const source = read(file).replaceAll("\\'", "'");
      const titles = ["'", '`', '"'].map((quote) => `${quote}${title}${quote}`);
      expect([title, titles.some((written) => source.includes(written))]).toEqual([title, true]);
    },
  );

  test('names every file of attacks', () => {
    const named = rows.map((row) => row.test).join('\n');
    const files = readdirSync(join(packageRoot, 'tests/attacks')).filter((file) => file.endsWith('.test.ts'));
    expect(files.filter((file) => !named.includes(`tests/attacks/${file}`))).toEqual([]);
  });
});

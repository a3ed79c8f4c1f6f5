import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '../../../src/errors/catalogue';
import { SponaError } from '../../../src/errors/spona-error';
import { errorTable, findErrorTable, TABLE_END, TABLE_START } from '../../../src/errors/table';
import { packageRoot } from '../../../src/lib/root';

describe('the error catalogue', () => {
  test.each(Object.entries(ERRORS))(
    '%s has a status that HTTP knows and a text of one line',
    (code, entry) => {
      expect(code).toMatch(/^SPONA_[A-Z_]+$/);
      expect(entry.status).toBeGreaterThanOrEqual(400);
      expect(entry.status).toBeLessThan(600);
      expect(entry.message).toMatch(/^[^|\n]+\.$/);
    },
  );

  test('an error carries the text of its code and keeps its detail apart', () => {
    const error = new SponaError('SPONA_NOT_FOUND', { detail: 'case_access has no row' });
    expect(error.message).toBe(ERRORS.SPONA_NOT_FOUND.message);
    expect(error.status).toBe(404);
    expect(JSON.stringify(error.extensions)).not.toContain('case_access');
  });

  test('the table is found again between its marks', () => {
    const document = `# A\n\n${TABLE_START}\n\n${errorTable()}\n\n${TABLE_END}\n\n## B`;
    expect(findErrorTable(document)).toBe(errorTable());
    expect(findErrorTable('# A')).toBeNull();
  });

  const readme = join(packageRoot, 'README.md');
  (existsSync(readme) ? test : test.skip)('README.md has the table (skipped while there is none)', () => {
    expect(findErrorTable(readFileSync(readme, 'utf8'))).toBe(errorTable());
  });
});

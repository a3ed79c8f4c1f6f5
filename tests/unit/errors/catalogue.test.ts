import { ERRORS } from '../../../src/errors/catalogue';
import { SponaError } from '../../../src/errors/spona-error';

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
});

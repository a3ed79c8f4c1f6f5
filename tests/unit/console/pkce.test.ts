import { challengeOf, randomText } from '../../../src/console/auth/pkce';

describe('proof key for code exchange', () => {
  test('the challenge is the one of RFC 7636, appendix B', async () => {
    await expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).resolves.toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  test('a random text is a legal verifier and never the same', () => {
    const texts = new Set(Array.from({ length: 100 }, randomText));
    expect(texts.size).toBe(100);
    for (const text of texts) expect(text).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

import { readIdentity } from '../../../src/console/auth/grant';
import { idToken } from './fixtures';

const NOW = Date.UTC(2026, 0, 1);
const expected = { issuer: 'https://id.example', clientId: 'graphiql', nonce: 'n', now: NOW };
const claims = {
  iss: 'https://id.example',
  aud: 'graphiql',
  nonce: 'n',
  exp: NOW / 1000 + 60,
  sub: 'ana',
  name: 'Ана Ђорђевић',
};

describe('the ID token', () => {
  test('tells who is there, in any script', () => {
    expect(readIdentity(idToken(claims), expected)).toEqual({ subject: 'ana', name: 'Ана Ђорђевић' });
  });

  test('may have several audiences and no name', () => {
    const token = idToken({ ...claims, aud: ['other', 'graphiql'], name: undefined });
    expect(readIdentity(token, expected)).toEqual({ subject: 'ana', name: null });
  });

  test.each([
    ['issuer', { iss: 'https://evil.example' }, 'another login service'],
    ['audience', { aud: 'other' }, 'another program'],
    ['nonce', { nonce: 'other' }, 'another login'],
    ['missing nonce', { nonce: undefined }, 'another login'],
    ['age', { exp: NOW / 1000 - 61 }, 'expired'],
    ['missing end', { exp: undefined }, 'expired'],
    ['subject', { sub: '' }, 'names nobody'],
  ])('of a wrong %s is refused', (_what, change, message) => {
    expect(() => readIdentity(idToken({ ...claims, ...change }), expected)).toThrow(message);
  });

  test.each(['', 'a.b', 'a.!!!.c'])('%j is none', (token) => {
    expect(() => readIdentity(token, expected)).toThrow();
  });
});

import type { Algorithm } from '../../../src/config/issuers';
import { bindsAgency, issuerProblems, type TrustedIssuer } from '../../../src/config/trusted-issuer';
import { createTokenVerifier } from '../../../src/identity/verify-token';

const sound: TrustedIssuer = {
  issuer: 'https://id.police.test/realms/spona',
  audience: 'spona',
  algorithms: ['ES256'],
  agencies: ['PS-01'],
};
const demo: TrustedIssuer = {
  ...sound,
  issuer: 'http://localhost:4000/oidc',
  agencies: 'ALL',
  allowPlainText: true,
};

test('sound issuers have no problems', () => {
  expect(issuerProblems([sound], true)).toEqual([]);
  expect(issuerProblems([sound, demo], false)).toEqual([]);
});

test.each<[string, Partial<TrustedIssuer>, RegExp]>([
  ['no URL', { issuer: 'police' }, /is not a URL/u],
  ['plain text', { issuer: 'http://id.police.test' }, /must use https/u],
  ['plain text off loopback', { issuer: 'http://10.0.0.1', allowPlainText: true }, /must use https/u],
  [
    'a name that only begins like loopback',
    { issuer: 'http://localhost.evil.test', allowPlainText: true },
    /https/u,
  ],
  ['another scheme', { issuer: 'file:///etc/keys' }, /must use https/u],
  ['a user', { issuer: 'https://a:b@id.police.test' }, /no user/u],
  ['a query', { issuer: 'https://id.police.test/?a=b' }, /no user/u],
  ['a fragment', { issuer: 'https://id.police.test/#a' }, /no user/u],
  ['keys elsewhere', { jwksUri: 'https://keys.test/jwks' }, /own origin/u],
  ['keys in plain text', { jwksUri: 'http://id.police.test/jwks' }, /own origin/u],
  ['keys nowhere', { jwksUri: 'jwks' }, /own origin/u],
  ['no audience', { audience: '' }, /audience/u],
  ['no algorithm', { algorithms: [] }, /at least one algorithm/u],
  ['a symmetric algorithm', { algorithms: ['HS256' as Algorithm] }, /not to HS256/u],
  ['none', { algorithms: ['none' as Algorithm] }, /not to none/u],
  ['no agency', { agencies: [] }, /at least one agency/u],
])('%s is a problem in demo and production', (_what, change, problem) => {
  for (const production of [false, true])
    expect(issuerProblems([{ ...sound, ...change }], production).join('\n')).toMatch(problem);
});

test('production refuses what the demo may do', () => {
  expect(issuerProblems([demo], true)).toEqual([
    'SPONA_OIDC_ISSUERS[0]: must use https in production',
    'SPONA_OIDC_ISSUERS[0]: must name its agencies in production; ALL is for the demo',
  ]);
});

test('a verifier is not made from unsound issuers, and all problems are told at once', () => {
  expect(() => createTokenVerifier([demo, { ...sound, audience: '' }, sound], { production: true })).toThrow(
    /must use https[^]*in production[^]*must have an audience[^]*must be configured once/u,
  );
});

test('an issuer vouches for its own agencies alone', () => {
  expect(bindsAgency({ agencies: ['PS-01'] }, 'PS-01')).toBe(true);
  expect(bindsAgency({ agencies: ['PS-01'] }, 'PS-0')).toBe(false);
  expect(bindsAgency({ agencies: ['PS-01'] }, 'PS-011')).toBe(false);
  expect(bindsAgency({ agencies: 'ALL' }, 'PS-02')).toBe(true);
});

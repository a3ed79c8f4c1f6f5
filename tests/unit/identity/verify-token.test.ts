import { createHmac, createPublicKey } from 'node:crypto';
import { createTokenVerifier, type TokenVerifier } from '../../../src/identity/verify-token';
import {
  AUDIENCE,
  IssuerServer,
  newKey,
  signed,
  type Claims,
  type SigningKey,
} from './support/issuer-server';
import { codeOf, refusal } from './support/refused';

const NOW = Date.UTC(2026, 0, 15, 12) / 1000;
let server: IssuerServer;
let key: SigningKey;
let verifier: TokenVerifier;

const claims = (changes: Claims = {}): Claims => ({
  iss: server.issuer,
  aud: AUDIENCE,
  sub: 'person-1',
  client_id: 'console',
  iat: NOW,
  exp: NOW + 600,
  ...changes,
});
const verify = async (changes: Claims = {}, header: Record<string, unknown> = {}) =>
  verifier.verify(await signed(key, claims(changes), header));

beforeAll(async () => {
  server = await new IssuerServer().start();
  key = await newKey('k1');
  server.keys = [key.jwk];
  verifier = createTokenVerifier([server.config], { production: false, now: () => NOW * 1000 });
});
afterAll(() => server.stop());

test('a sound token is read', async () => {
  await expect(verify()).resolves.toEqual({
    issuer: server.issuer,
    subject: 'person-1',
    clientId: 'console',
    isMachine: false,
    actor: null,
    expiresAt: new Date((NOW + 600) * 1000),
    agencies: ['PS-01'],
  });
});

test.each<[string, Claims, object]>([
  ['the client itself', { sub: 'console' }, { isMachine: true, actor: null }],
  ['a person through a client', { act: { sub: 'console' } }, { isMachine: false, actor: 'console' }],
  [
    'an actor where no client is named',
    { client_id: undefined, act: { sub: 'a' } },
    { clientId: null, actor: 'a' },
  ],
  ['a client named by azp', { client_id: undefined, azp: 'front' }, { clientId: 'front' }],
  ['no client at all', { client_id: undefined }, { clientId: null, isMachine: false }],
  ['one of several audiences', { aud: ['https://other.test', AUDIENCE] }, { subject: 'person-1' }],
  ['a clock 5 s ahead', { iat: NOW + 5, nbf: NOW + 5 }, { subject: 'person-1' }],
  ['a token that expired 4 s ago', { exp: NOW - 4 }, { subject: 'person-1' }],
])('accepted: %s', async (_what, changes, expected) => {
  await expect(verify(changes)).resolves.toMatchObject(expected);
});

test.each([['at+jwt'], ['application/at+jwt'], ['JWT'], ['AT+JWT']])('accepted: typ %s', async (typ) => {
  await expect(verify({}, { typ })).resolves.toBeDefined();
});

test.each<[string, Claims]>([
  ['no audience', { aud: undefined }],
  ['another audience', { aud: 'https://other.test' }],
  ['an audience that only begins alike', { aud: `${AUDIENCE}/x` }],
  ['an audience list with a foreign type', { aud: [AUDIENCE, 7] }],
  ['no expiry', { exp: undefined }],
  ['an expiry in text', { exp: String(NOW + 600) }],
  ['a negative expiry', { exp: -1 }],
  ['not yet valid', { nbf: NOW + 6 }],
  ['issued in the future', { iat: NOW + 6 }],
  ['no subject', { sub: undefined }],
  ['an empty subject', { sub: '' }],
  ['a subject beyond 255 characters', { sub: 'x'.repeat(256) }],
  ['two clients', { client_id: 'a', azp: 'b' }],
  ['an actor without a name', { act: {} }],
  ['an actor in text', { act: 'console' }],
  ['an actor that is not the client', { act: { sub: 'other' } }],
  ['a chain of actors', { act: { sub: 'console', act: { sub: 'other' } } }],
  ['an actor of another issuer', { act: { sub: 'console', iss: 'https://other.test' } }],
  ['an actor that acts for itself', { sub: 'console', act: { sub: 'console' } }],
  ['a token bound to a proof of possession', { cnf: { jkt: 'x' } }],
  ['an ID token', { at_hash: 'x' }],
  ['a logout token', { events: {} }],
])('refused: %s', async (_what, changes) => {
  await expect(codeOf(verify(changes))).resolves.toBe('SPONA_UNAUTHENTICATED');
});

test('an expired token has its own code, 5 s after its end', async () => {
  await expect(codeOf(verify({ exp: NOW - 5 }))).resolves.toBe('SPONA_TOKEN_EXPIRED');
});

test('an unverified token never learns that it has expired', async () => {
  const token = await signed(await newKey('k1'), claims({ exp: NOW - 100 }));
  await expect(codeOf(verifier.verify(token))).resolves.toBe('SPONA_UNAUTHENTICATED');
});

test.each<[string, Record<string, unknown>]>([
  ['no typ', { typ: undefined }],
  ['typ of a logout token', { typ: 'logout+jwt' }],
  ['typ of a proof', { typ: 'dpop+jwt' }],
  ['an empty kid', { kid: '' }],
  ['a long kid', { kid: 'k'.repeat(257) }],
  ['jku', { jku: 'http://127.0.0.1:1/keys' }],
  ['x5u', { x5u: 'http://127.0.0.1:1/keys' }],
  ['jwk', { jwk: {} }],
  ['x5c', { x5c: [] }],
])('refused header: %s', async (_what, header) => {
  await expect(codeOf(verify({}, header))).resolves.toBe('SPONA_UNAUTHENTICATED');
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test.each([['crit'], ['b64'], ['zip'], ['enc']])('refused header: %s', async (member) => {
  const token = `${part({ alg: 'ES256', typ: 'JWT', kid: 'k1', [member]: ['x'] })}.${part(claims())}.AAAA`;
  const { code, detail } = await refusal(verifier.verify(token));
  expect([code, detail]).toEqual(['SPONA_UNAUTHENTICATED', `the header has ${member}`]);
});

test('a key inside the token is not used, though the signature fits it', async () => {
  const own = await newKey('k1');
  const token = await signed(own, claims(), { jwk: own.jwk });
  await expect(codeOf(verifier.verify(token))).resolves.toBe('SPONA_UNAUTHENTICATED');
});

describe('algorithms', () => {
  const spki = (): Buffer =>
    Buffer.from(createPublicKey({ key: key.jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }));

  test.each([
    ['the PEM of the public key', () => spki()],
    ['its JWK', () => Buffer.from(JSON.stringify(key.jwk))],
    ['its x coordinate', () => Buffer.from(key.jwk.x ?? '', 'base64url')],
  ])('HS256 with %s as the secret is refused', async (_what, secret) => {
    const input = `${part({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })}.${part(claims())}`;
    const token = `${input}.${createHmac('sha256', secret()).update(input).digest('base64url')}`;
    await expect(codeOf(verifier.verify(token))).resolves.toBe('SPONA_UNAUTHENTICATED');
  });

  test.each([['none'], ['None'], ['NONE'], ['es256'], ['ES384'], [''], [null], [['ES256']]])(
    'alg %j is refused',
    async (alg) => {
      const token = `${part({ alg, typ: 'at+jwt' })}.${part(claims())}.AAAA`;
      await expect(codeOf(verifier.verify(token))).resolves.toBe('SPONA_UNAUTHENTICATED');
    },
  );

  test('none without a signature is refused', async () => {
    const token = `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claims())}.`;
    await expect(codeOf(verifier.verify(token))).resolves.toBe('SPONA_UNAUTHENTICATED');
  });

  test.each(['ES256', 'RS256', 'PS256', 'EdDSA'])('%s is verified', async (alg) => {
    const other = await newKey(`key-${alg}`, alg);
    const issuer = await new IssuerServer().start();
    issuer.keys = [key.jwk, other.jwk];
    const fresh = createTokenVerifier([issuer.config], { production: false, now: () => NOW * 1000 });
    const token = await signed(other, claims({ iss: issuer.issuer }));
    await expect(fresh.verify(token)).resolves.toMatchObject({ subject: 'person-1' });
    await issuer.stop();
  });
});

test('every byte of the signed part counts', async () => {
  const token = await signed(key, claims());
  const [header, payload, signature] = token.split('.') as [string, string, string];
  const other = await signed(key, claims({ sub: 'person-2' }));
  const mixed = `${header}.${other.split('.')[1] ?? ''}.${signature}`;
  await expect(codeOf(verifier.verify(mixed))).resolves.toBe('SPONA_UNAUTHENTICATED');
  await expect(codeOf(verifier.verify(`${header}.${payload}.${'A'.repeat(86)}`))).resolves.toBe(
    'SPONA_UNAUTHENTICATED',
  );
});

test('what goes to the log never quotes the token', async () => {
  const tokens = await Promise.all([
    signed(key, claims({ exp: 1 })),
    signed(key, claims({ aud: 'secret-audience' })),
    signed(await newKey('secret-kid'), claims()),
    signed(key, claims({ iss: 'https://secret.test' })),
    signed(key, claims(), { typ: 'secret+jwt' }),
  ]);
  for (const token of tokens) {
    const error = await refusal(verifier.verify(token));
    expect(error.cause).toBeUndefined();
    for (const piece of ['secret', 'person-1', ...token.split('.')])
      expect(error.detail ?? '').not.toContain(piece);
  }
});

import { createKeySource } from '../../../src/identity/key-source';
import { verifySignature } from '../../../src/identity/signature';
import { createTokenVerifier, type TokenVerifier } from '../../../src/identity/verify-token';
import { AUDIENCE, IssuerServer, newKey, signed, type SigningKey } from './support/issuer-server';
import { codeOf, refusal } from './support/refused';

const START = Date.UTC(2026, 0, 15, 12);
const METADATA = '/.well-known/openid-configuration';
let server: IssuerServer;
let clock: number;
let verifier: TokenVerifier;
let first: SigningKey;
let second: SigningKey;

const token = (key: SigningKey, iss = server.issuer): Promise<string> =>
  signed(key, { iss, aud: AUDIENCE, sub: 'person-1', exp: clock / 1000 + 600 });
const verify = async (key: SigningKey) => verifier.verify(await token(key));
const after = (seconds: number): void => {
  clock += seconds * 1000;
};

beforeAll(async () => {
  first = await newKey('first');
  second = await newKey('second');
});
beforeEach(async () => {
  clock = START;
  server = await new IssuerServer().start();
  server.keys = [first.jwk];
  verifier = createTokenVerifier([server.config], { production: false, now: () => clock });
});
afterEach(() => server.stop());

test('keys are fetched on first use, once for many requests at a time, and cached', async () => {
  expect(server.requests).toEqual([]);
  await Promise.all(Array.from({ length: 20 }, () => verify(first)));
  after(599);
  await verify(first);
  expect(server.requests).toEqual([METADATA, '/jwks']);
});

test('an unknown issuer causes no fetch', async () => {
  for (const iss of [`${server.issuer}/`, 'http://127.0.0.1:1', 'https://other.test', '']) {
    await expect(codeOf(verifier.verify(await token(first, iss)))).resolves.toBe('SPONA_UNAUTHENTICATED');
  }
  expect(server.requests).toEqual([]);
});

test('an algorithm beyond the pinned ones causes no fetch', async () => {
  const other = await newKey('first', 'ES384');
  await expect(refusal(verify(other))).resolves.toMatchObject({
    code: 'SPONA_UNAUTHENTICATED',
    detail: 'the algorithm is not one that the issuer is pinned to',
  });
  expect(server.requests).toEqual([]);
});

test('the signature itself is verified with the pinned algorithms alone', async () => {
  const keys = createKeySource(server.config, () => clock);
  const sound = await token(first);
  await expect(verifySignature(sound, keys, ['ES256'])).resolves.toBeUndefined();
  await expect(codeOf(verifySignature(sound, keys, ['RS256', 'EdDSA']))).resolves.toBe(
    'SPONA_UNAUTHENTICATED',
  );
});

test('a rotated key is found by one refetch', async () => {
  await verify(first);
  server.keys = [first.jwk, second.jwk];
  after(30);
  await expect(verify(second)).resolves.toMatchObject({ subject: 'person-1' });
  expect(server.count('/jwks')).toBe(2);
});

test('unknown key ids cause at most one refetch in 30 s', async () => {
  const stranger = await newKey('stranger');
  await verify(first);
  for (let second = 1; second <= 120; second++) {
    after(1);
    await expect(codeOf(verify(stranger))).resolves.toBe('SPONA_UNAUTHENTICATED');
  }
  expect(server.count('/jwks')).toBe(1 + 4);
});

test('many unknown key ids at a time share one refetch', async () => {
  await verify(first);
  after(30);
  const keys = await Promise.all(Array.from({ length: 10 }, (_, index) => newKey(`stranger-${index}`)));
  await Promise.all(keys.map((key) => codeOf(verify(key))));
  expect(server.count('/jwks')).toBe(2);
});

test('a withdrawn key stops counting when the cached keys are ten minutes old', async () => {
  await verify(first);
  server.keys = [second.jwk];
  after(600);
  await expect(codeOf(verify(first))).resolves.toBe('SPONA_UNAUTHENTICATED');
});

test('known keys outlive an outage of the issuer by an hour, no longer', async () => {
  await verify(first);
  server.answers.delete('/jwks');
  after(3599);
  await expect(verify(first)).resolves.toBeDefined();
  after(31);
  const { code, detail } = await refusal(verify(first));
  expect([code, detail]).toEqual(['SPONA_UNAVAILABLE', `${server.issuer}: it answered with status 404`]);
});

test('an issuer that is not there yet is asked again after 5 s', async () => {
  const answer = server.answers.get('/jwks');
  server.answers.delete('/jwks');
  await expect(codeOf(verify(first))).resolves.toBe('SPONA_UNAVAILABLE');
  if (answer) server.answers.set('/jwks', answer);
  after(4);
  await expect(codeOf(verify(first))).resolves.toBe('SPONA_UNAVAILABLE');
  after(1);
  await expect(verify(first)).resolves.toBeDefined();
});

test('a clock that is set back does not keep old keys young', async () => {
  await verify(first);
  after(-7200);
  await verify(first);
  expect(server.count('/jwks')).toBe(2);
});

test('a token without a key id is verified only where one key fits', async () => {
  const anonymous = await signed(
    first,
    { iss: server.issuer, aud: AUDIENCE, sub: 'p', exp: clock / 1000 + 600 },
    { kid: undefined },
  );
  await expect(verifier.verify(anonymous)).resolves.toBeDefined();
  server.keys = [first.jwk, second.jwk];
  after(600);
  await expect(codeOf(verifier.verify(anonymous))).resolves.toBe('SPONA_UNAUTHENTICATED');
});

describe('what an issuer may not do', () => {
  const unavailable = async (reason: RegExp): Promise<void> => {
    const { code, detail } = await refusal(verify(first));
    expect(code).toBe('SPONA_UNAVAILABLE');
    expect(detail).toMatch(reason);
  };

  test.each([301, 302, 303, 307, 308])('redirect its keys (%i)', async (status) => {
    server.answers.set('/jwks', (_request, response) => {
      response.writeHead(status, { location: `${server.issuer}/elsewhere` }).end();
    });
    server.answerJson('/elsewhere', () => ({ keys: [first.jwk] }));
    await unavailable(new RegExp(`status ${status}`, 'u'));
    expect(server.count('/elsewhere')).toBe(0);
  });

  test('redirect its metadata', async () => {
    server.answers.set(METADATA, (_request, response) => {
      response.writeHead(302, { location: `${server.issuer}/elsewhere` }).end();
    });
    await unavailable(/status 302/u);
    expect(server.requests).toEqual([METADATA]);
  });

  test('keep its keys on another origin', async () => {
    const other = await new IssuerServer().start();
    other.keys = [first.jwk];
    server.answerJson(METADATA, () => ({ issuer: server.issuer, jwks_uri: `${other.issuer}/jwks` }));
    await unavailable(/another origin/u);
    expect(other.requests).toEqual([]);
    await other.stop();
  });

  test('name another issuer in its metadata', async () => {
    server.answerJson(METADATA, () => ({ issuer: 'https://other.test', jwks_uri: `${server.issuer}/jwks` }));
    await unavailable(/another issuer/u);
  });

  test('name no place for its keys', async () => {
    server.answerJson(METADATA, () => ({ issuer: server.issuer }));
    await unavailable(/no jwks_uri/u);
  });

  test('send more than 128 KiB', async () => {
    server.answers.set('/jwks', (_request, response) => {
      response.end(JSON.stringify({ keys: [first.jwk], filler: 'x'.repeat(200_000) }));
    });
    await unavailable(/larger than 131072 bytes/u);
  });

  test.each([
    ['a list', '[]'],
    ['a member twice', '{"keys":[],"keys":[]}'],
    ['no JSON', 'keys'],
  ])('send %s', async (_what, body) => {
    server.answers.set('/jwks', (_request, response) => void response.end(body));
    await unavailable(/strict JSON object/u);
  });

  test.each([
    ['no list', {}],
    ['more than 100 keys', { keys: Array.from({ length: 101 }, () => ({})) }],
  ])('publish %s', async (_what, body) => {
    server.answerJson('/jwks', () => body);
    await unavailable(/malformed/u);
  });

  test('stay silent for more than 5 s', async () => {
    server.answers.set('/jwks', () => undefined);
    const began = Date.now();
    await unavailable(/timeout/u);
    expect(Date.now() - began).toBeLessThan(7000);
  }, 10_000);
});

test('a configured place of the keys needs no discovery', async () => {
  const config = { ...server.config, jwksUri: `${server.issuer}/jwks` };
  const direct = createTokenVerifier([config], { production: false, now: () => clock });
  await expect(direct.verify(await token(first))).resolves.toBeDefined();
  expect(server.requests).toEqual(['/jwks']);
});

test('a key that is published with its secret, for encryption, or beside garbage is left out', async () => {
  const encryption = { ...second.jwk, use: 'enc' };
  server.keys = [{ ...first.jwk, d: 'AAAA' }, encryption, null, 7, 'key', {}];
  await expect(codeOf(verify(first))).resolves.toBe('SPONA_UNAUTHENTICATED');
  await expect(codeOf(verify(second))).resolves.toBe('SPONA_UNAUTHENTICATED');
});

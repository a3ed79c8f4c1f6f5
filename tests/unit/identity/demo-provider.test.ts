import express from 'express';
import { createHash } from 'node:crypto';
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, importJWK, SignJWT } from 'jose';
import { listPersonas, obtainMachineToken, obtainToken } from '../../../src/identity/demo-login';
import { demoIssuer } from '../../../src/identity/demo/issuer';
import { loadDemoKeys } from '../../../src/identity/demo/keys';
import { mountDemoProvider, type DemoProviderOptions } from '../../../src/identity/demo-provider';
import { createTokenVerifier, type TokenVerifier } from '../../../src/identity/verify-token';
import { Browser } from './support/browser';
import { Demo } from './support/demo';
import { AUDIENCE, newKey } from './support/issuer-server';

const demo = new Demo();
let verifier: TokenVerifier;

beforeAll(async () => {
  await demo.start();
  verifier = createTokenVerifier([demoIssuer(demo.issuer, AUDIENCE)], { production: false });
}, 30_000);
afterAll(() => demo.remove());

const machineKey = () => loadDemoKeys(demo.dataDirectory).machine;

describe('tokens', () => {
  test("a persona's token satisfies the hub's own verifier", async () => {
    const { token, expiresAt } = await obtainToken({ issuer: demo.issuer, persona: 'police' });
    await expect(verifier.verify(token)).resolves.toMatchObject({
      issuer: demo.issuer,
      subject: 'subject-of-police',
      clientId: 'graphiql',
      isMachine: false,
      actor: null,
      agencies: 'ALL',
    });
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(595_000);
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(600_000);
  });

  test.each(['police-system', 'police-system@PS-01'])("machine client %s's token too", async (clientId) => {
    const { token } = await obtainMachineToken({ issuer: demo.issuer, clientId, key: machineKey() });
    await expect(verifier.verify(token)).resolves.toMatchObject({
      subject: clientId,
      clientId,
      isMachine: true,
    });
  });

  test('they survive a restart, and so do the keys', async () => {
    const { token } = await obtainToken({ issuer: demo.issuer, persona: 'health' });
    await demo.stop();
    await demo.start();
    const fresh = createTokenVerifier([demoIssuer(demo.issuer, AUDIENCE)], { production: false });
    await expect(fresh.verify(token)).resolves.toMatchObject({ subject: 'subject-of-health' });
  }, 30_000);

  test.each(['nobody', '', 'police-system', 'graphiql', '__proto__'])(
    'there is no persona %j',
    async (persona) => {
      await expect(obtainToken({ issuer: demo.issuer, persona })).rejects.toThrow(
        `there is no persona ${persona}`,
      );
    },
  );

  test('everybody whom one can be is listed, and nobody who passes for a client', async () => {
    const personas = await listPersonas(demo.issuer);
    expect(personas.map(({ persona }) => persona)).toEqual(['police', 'health', 'police@PS-7']);
    expect(personas[0]).toEqual({
      persona: 'police',
      agency: 'PS Novi Sad <centar>',
      description: 'on duty',
    });
  });

  test('there is no machine client beyond those of the source', async () => {
    const options = { issuer: demo.issuer, clientId: 'police-system@', key: machineKey() };
    await expect(obtainMachineToken(options)).rejects.toThrow('invalid_client');
  });

  test('a machine client needs the private key', async () => {
    const { privateKey } = await newKey('demo-machines');
    const jwk = { ...machineKey(), ...(await exportJWK(privateKey)) };
    const options = { issuer: demo.issuer, clientId: 'police-system', key: jwk };
    await expect(obtainMachineToken(options)).rejects.toThrow('invalid_client');
  });

  test('a client assertion serves once', async () => {
    const assertion = await new SignJWT({ jti: 'once' })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer('police-system')
      .setSubject('police-system')
      .setAudience(demo.issuer)
      .setExpirationTime('60s')
      .sign(await importJWK(machineKey()));
    const send = () =>
      fetch(`${demo.issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion,
        }),
      });
    expect([(await send()).status, (await send()).status]).toEqual([200, 401]);
  });
});

describe('signing in with a browser', () => {
  test('a page offers the personas, without script and under a strict policy', async () => {
    const { response, text } = await new Browser(demo.issuer).authorize();
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' http:[^;]+;/u);
    const style = /<style>([^]*)<\/style>/u.exec(text)?.[1] ?? '';
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(text).not.toMatch(/<script|javascript:|\son\w+=|style=|src=/iu);
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('<button name="persona" value="police">');
    expect(text).toContain('PS Novi Sad &lt;centar&gt;');
    expect(text).not.toContain('an attempt to pass for');
  });

  test('the chosen persona comes back with code and state', async () => {
    const browser = new Browser(demo.issuer);
    const back = await browser.choose(await browser.authorize(), 'health');
    expect(back.address).toMatch(new RegExp(`^${demo.origin}/graphiql/\\?code=`, 'u'));
    expect(back.answer?.get('state')).toBe('state-1');
    expect(back.answer?.get('iss')).toBe(demo.issuer);
    const { subject, identity } = await browser.redeem(back);
    expect(subject).toBe('subject-of-health');
    expect(identity).toMatchObject({ sub: 'subject-of-health', name: 'Invented health', agency: 'DZ Šabac' });
  });

  test('an unknown persona is asked for again', async () => {
    const browser = new Browser(demo.issuer);
    const again = await browser.choose(await browser.authorize(), 'nobody');
    expect(again.response.status).toBe(422);
    expect(again.text).toContain('role="alert"');
    expect((await browser.choose(again, 'police')).answer?.get('code')).toBeTruthy();
  });

  test('an unknown login_hint is asked for once, and any choice is then good', async () => {
    const browser = new Browser(demo.issuer);
    const page = await browser.authorize({ login_hint: 'nobody' });
    expect(page.text).toContain('There is no such persona');
    const back = await browser.choose(page, 'police');
    expect((await browser.redeem(back)).subject).toBe('subject-of-police');
  });

  test('a running session is remembered', async () => {
    const browser = new Browser(demo.issuer);
    await browser.authorize({ login_hint: 'police' });
    const silent = await browser.authorize({ prompt: 'none' });
    expect((await browser.redeem(silent)).subject).toBe('subject-of-police');
  });

  test.each<[string, Record<string, string>]>([
    ['login_hint alone', { login_hint: 'health' }],
    ['login_hint and prompt=login', { login_hint: 'health', prompt: 'login' }],
  ])('%s switches the persona of a running session', async (_what, parameters) => {
    const browser = new Browser(demo.issuer);
    const first = await browser.authorize({ login_hint: 'police' });
    expect((await browser.redeem(first)).subject).toBe('subject-of-police');
    const second = await browser.authorize(parameters);
    expect((await browser.redeem(second)).subject).toBe('subject-of-health');
    expect((await browser.redeem(await browser.authorize())).subject).toBe('subject-of-health');
  });

  test('prompt=login shows the page again, where another persona can be chosen', async () => {
    const browser = new Browser(demo.issuer);
    await browser.authorize({ login_hint: 'police' });
    const page = await browser.authorize({ prompt: 'login' });
    expect(page.answer).toBeNull();
    expect((await browser.redeem(await browser.choose(page, 'health'))).subject).toBe('subject-of-health');
  });

  test('another browser cannot take over a sign-in', async () => {
    const page = await new Browser(demo.issuer).authorize();
    const stranger = await new Browser(demo.issuer).choose(page, 'police');
    expect([stranger.response.status, stranger.text]).toEqual([
      400,
      'This sign-in has expired. Go back to the application and sign in again.\n',
    ]);
  });

  test.each(['/graphiql/', '/graphiql/callback'])(
    'the console may return to %s of both origins',
    async (path) => {
      for (const origin of [demo.origin, demo.origin.replace('127.0.0.1', 'localhost')]) {
        const back = await new Browser(demo.issuer).authorize({
          redirect_uri: origin + path,
          login_hint: 'police',
        });
        expect(back.address).toMatch(new RegExp(`^${origin}${path}\\?code=`, 'u'));
      }
    },
  );

  test.each([
    'https://evil.test/graphiql/',
    'http://127.0.0.1:1/other',
    'http://localhost.evil.test/graphiql/',
    'javascript:alert(1)',
  ])('and not to %s', async (redirect_uri) => {
    const { response, answer, text } = await new Browser(demo.issuer).authorize({ redirect_uri });
    expect([response.status, answer]).toEqual([400, null]);
    expect(text).toMatch(/^The sign-in failed: /u);
  });

  test('PKCE is required, with S256', async () => {
    const browser = new Browser(demo.issuer);
    for (const changes of [
      { code_challenge: undefined, code_challenge_method: undefined },
      { code_challenge_method: 'plain' },
    ])
      expect((await browser.authorize({ ...changes, login_hint: 'police' })).answer?.get('error')).toBe(
        'invalid_request',
      );
  });

  test('a code needs its verifier, and serves once', async () => {
    const browser = new Browser(demo.issuer);
    const stolen = await browser.authorize({ login_hint: 'police' });
    const guess = { code_verifier: 'x'.repeat(43) };
    expect(await browser.redeem(stolen, guess)).toMatchObject({ status: 400, error: 'invalid_grant' });
    const own = await browser.authorize();
    expect((await browser.redeem(own)).status).toBe(200);
    expect(await browser.redeem(own)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  test('no other audience is served', async () => {
    const back = await new Browser(demo.issuer).authorize({
      login_hint: 'police',
      resource: 'https://other.test/',
    });
    expect(back.answer?.get('error')).toBe('invalid_target');
  });

  test.each(['token', 'id_token', 'code id_token'])(
    'response type %s is not served',
    async (response_type) => {
      const { response, answer, text } = await new Browser(demo.issuer).authorize({
        response_type,
        nonce: 'n',
      });
      expect(`${response.status} ${answer?.toString() ?? ''} ${text}`).toMatch(/unsupported_response_type/u);
    },
  );
});

test('nothing but the word on the runtime was written to the error output', () => {
  expect(demo.errors.filter((line) => !line.includes('Unsupported runtime'))).toEqual([]);
});

describe('it is not mounted', () => {
  const unused = (): never => {
    throw new Error('not asked');
  };
  const options = (): DemoProviderOptions => ({
    issuer: 'http://localhost:4000/oidc',
    audience: AUDIENCE,
    origins: ['http://localhost:4000'],
    dataDirectory: demo.dataDirectory,
    personas: { find: unused, list: unused, all: unused },
    machineClients: { find: unused },
    onError: unused,
  });

  test.each<[string, Partial<DemoProviderOptions>, RegExp]>([
    ['for an issuer that others can reach', { issuer: 'http://hub.test/oidc' }, /loopback/u],
    [
      'for an origin that others can reach',
      { origins: ['http://localhost:1', 'http://10.0.0.1'] },
      /loopback/u,
    ],
    ['for an audience that is no URI', { audience: 'spona' }, /absolute URI/u],
  ])('%s', (_what, change, reason) => {
    expect(() => {
      mountDemoProvider(express(), { ...options(), ...change });
    }).toThrow(reason);
  });
});

describe('keys', () => {
  const file = (): string => join(demo.dataDirectory, 'demo-identity.json');

  test('are for the owner alone', () => {
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(demo.dataDirectory).mode & 0o777).toBe(0o700);
  });

  test('are the same at every reading', () => {
    expect(loadDemoKeys(demo.dataDirectory)).toEqual(loadDemoKeys(demo.dataDirectory));
  });

  test('are published without their secrets', async () => {
    const { keys } = (await (await fetch(`${demo.issuer}/jwks`)).json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
    ]);
  });

  test('are refused when others can read them', () => {
    const directory = join(demo.directory, 'open');
    loadDemoKeys(directory);
    chmodSync(join(directory, 'demo-identity.json'), 0o640);
    expect(() => loadDemoKeys(directory)).toThrow(/open to other users/u);
  });

  test('are refused when they are broken, without quoting them', () => {
    const directory = join(demo.directory, 'broken');
    loadDemoKeys(directory);
    for (const content of ['', '{}', '{"signing":{"d":"secret"}}', 'secret']) {
      writeFileSync(join(directory, 'demo-identity.json'), content);
      expect(() => loadDemoKeys(directory)).toThrow(/^(?![^]*secret)[^]*does not hold the demo's keys/u);
    }
  });
});

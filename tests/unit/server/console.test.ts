import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { startToy, type Toy } from './toy-hub';

let toy: Toy;
const base = mkdtempSync(join(tmpdir(), 'console-'));
const dir = join(base, 'dist');
beforeAll(async () => {
  mkdirSync(join(dir, 'assets'), { recursive: true });
  writeFileSync(join(dir, 'index.html'), '<title>Console</title>');
  writeFileSync(join(dir, 'assets/index-abc.js'), 'let a;');
  writeFileSync(join(base, 'secret.txt'), 'Secret');
  toy = await startToy({
    console: { dir, config: { issuer: 'https://id.example' }, origins: ['https://id.example'] },
  });
});
afterAll(async () => {
  await toy.server.stop();
  rmSync(base, { recursive: true });
});

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self' https://id.example; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

test.each([
  ['/', 302],
  ['/graphiql', 308],
  ['/graphiql?code=x', 308],
])('%s leads to the page', async (path, status) => {
  const answer = await request(toy.server.url).get(path);
  expect([answer.status, answer.headers['location']]).toEqual([status, '/graphiql/']);
});

test.each([
  ['/graphiql/', '<title>Console</title>'],
  ['/graphiql/callback?code=x&state=y', '<title>Console</title>'],
])('%s is asked for anew each time and runs under its policy', async (path, text) => {
  const answer = await request(toy.server.url).get(path);
  expect(answer.text).toBe(text);
  expect(answer.headers).toMatchObject({
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
});

test('its configuration is never kept', async () => {
  const answer = await request(toy.server.url).get('/graphiql/config.json');
  expect(answer.body).toEqual({ issuer: 'https://id.example' });
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('files named by their content are kept for good, missing ones are not', async () => {
  const found = await request(toy.server.url).get('/graphiql/assets/index-abc.js');
  expect(found.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const missing = await request(toy.server.url).get('/graphiql/assets/index-old.js');
  expect([missing.status, missing.headers['cache-control']]).toEqual([404, 'no-store']);
});

test.each([
  '/graphiql/../secret.txt',
  '/graphiql/%2e%2e/secret.txt',
  '/graphiql/..%2fsecret.txt',
  '/graphiql//etc/passwd',
])('%s stays inside the folder', async (path) => {
  const answer = await request(toy.server.url).get(path);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.text).not.toContain('Secret');
});

test('without a console there is none', async () => {
  const bare = await startToy();
  expect((await request(bare.server.url).get('/graphiql/')).status).toBe(404);
  expect((await request(bare.server.url).get('/')).status).toBe(404);
  await bare.server.stop();
});

test('the demo provider is mounted before everything that asks for a token', async () => {
  const other = await startToy({
    mountDemoProvider: (app) => {
      app.get('/oidc/jwks', (_request, response) => response.json({ keys: [] }));
    },
  });
  expect((await request(other.server.url).get('/oidc/jwks')).body).toEqual({ keys: [] });
  await other.server.stop();
});

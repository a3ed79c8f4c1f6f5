import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { ask, codeOf, startToy, type Toy } from './toy-hub';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy({ limits: { bodyBytes: 2_000, bodyTimeoutMs: 400 } });
});
afterAll(() => toy.server.stop());

const QUERY = { query: '{ hello }' };

describe('the form of a request', () => {
  test.each(['get', 'put', 'delete', 'options', 'patch'] as const)('%s is refused', async (method) => {
    const answer = await request(toy.server.url)[method]('/graphql?query={hello}');
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('POST');
    expect(answer.body.errors[0].extensions.code).toBe('SPONA_METHOD');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
  ])('%s is refused', async (type) => {
    const answer = await ask(toy, QUERY, { 'content-type': type });
    expect([answer.status, codeOf(answer)]).toEqual([415, 'SPONA_MEDIA_TYPE']);
  });

  test('an answer that the client does not accept is refused before anything runs', async () => {
    toy.executed.length = 0;
    const answer = await ask(toy, { query: 'mutation { change(value: 1) }' }, { accept: 'text/html' });
    expect([answer.status, codeOf(answer)]).toEqual([406, 'SPONA_ACCEPT']);
    expect(toy.executed).toHaveLength(0);
  });

  test.each([
    ['no JSON', '{ "query": '],
    ['nothing', ''],
    ['a list: no batches', [QUERY, QUERY]],
    ['a number', 4],
    ['no document', { variables: {} }],
    ['an empty document', { query: ' ' }],
    ['variables as text', { ...QUERY, variables: '{}' }],
    ['a persisted query', { ...QUERY, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
  ])('%s is refused with a problem to mend', async (_name, body) => {
    const answer = await ask(toy, body);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'SPONA_INVALID']);
    expect(answer.body.errors?.[0]?.extensions['problems']).toEqual([
      expect.objectContaining({ message: expect.any(String) }),
    ]);
  });

  test('all problems of a body come at once', async () => {
    const answer = await ask(toy, { operationName: 1, variables: [], extensions: 'x' });
    expect(answer.body.errors?.[0]?.extensions['problems']).toHaveLength(4);
  });
});

describe('the size of a request', () => {
  const large = { query: '{ hello }', variables: { name: 'x'.repeat(3_000) } };

  test('a body that says it is too large is refused', async () => {
    const answer = await ask(toy, large);
    expect([answer.status, codeOf(answer)]).toEqual([413, 'SPONA_TOO_LARGE']);
    expect(answer.headers.get('connection')).toBe('close');
  });

  test('a body that does not say so is counted', async () => {
    const status = await new Promise((resolve, reject) => {
      const outgoing = httpRequest(`${toy.server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: 'Bearer good',
          'transfer-encoding': 'chunked',
        },
      });
      outgoing.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      outgoing.on('error', reject);
      outgoing.write(JSON.stringify(large));
      outgoing.end();
    });
    expect(status).toBe(413);
  });

  test('a compressed body is refused, whatever it would unpack to', async () => {
    const response = await fetch(`${toy.server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        authorization: 'Bearer good',
      },
      body: gzipSync(JSON.stringify(large)),
    });
    expect(response.status).toBe(415);
  });

  test('a body that does not arrive in time ends the connection', async () => {
    const text = await new Promise<string>((resolve) => {
      const socket = connect(toy.server.port, '127.0.0.1');
      let received = '';
      socket.on('data', (data) => (received += data.toString()));
      socket.on('close', () => {
        resolve(received);
      });
      socket.write(
        'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer good\r\nContent-Length: 50\r\n\r\n{"que',
      );
    });
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe('names and addresses', () => {
  test.each([
    'evil.example',
    'evil.example:4000',
    'localhost.evil.example',
    '127.0.0.1@evil.example',
    '[::1]',
  ])('the host %s is not served, whatever the path', async (host) => {
    for (const path of ['/graphql', '/health/live', '/graphiql/', '/metrics']) {
      const answer = await request(toy.server.url).get(path).set('Host', host);
      expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([421, 'SPONA_HOST']);
    }
  });

  test.each(['localhost', 'LOCALHOST:4000', '127.0.0.1:80'])('the host %s is', async (host) => {
    const answer = await request(toy.server.url).get('/health/live').set('Host', host);
    expect(answer.status).toBe(200);
  });

  test('a port can be part of the name', async () => {
    const other = await startToy({ config: { allowedHosts: ['hub.example:443'] } });
    const status = async (host: string): Promise<number> =>
      (await request(other.server.url).get('/health/live').set('Host', host)).status;
    expect([
      await status('hub.example:443'),
      await status('hub.example:80'),
      await status('hub.example'),
    ]).toEqual([200, 421, 421]);
    await other.server.stop();
  });

  test.each(['/', '/graphq', '/graphql/v1', '/nothing/%00?token=Secret'])(
    '%s is no endpoint, and the answer tells which there are',
    async (path) => {
      for (const answer of [
        await request(toy.server.url).get(path),
        await request(toy.server.url)
          .post(path)
          .set('Authorization', 'Bearer good')
          .send({ query: '{ hello }' }),
      ]) {
        expect([answer.status, answer.body.errors[0].extensions]).toEqual([
          404,
          {
            code: 'SPONA_PATH',
            endpoints: ['POST /graphql', 'GET /health/live', 'GET /health/ready', 'GET /metrics'],
          },
        ]);
      }
      expect(JSON.stringify(toy.log())).not.toContain('Secret');
    },
  );

  test('in production the metrics are no endpoint of the API', async () => {
    const other = await startToy({ config: { mode: 'production' } });
    const { body } = await request(other.server.url).get('/metrics');
    expect(body.errors[0].extensions.endpoints).not.toContain('GET /metrics');
    await other.server.stop();
  });
});

describe('headers of every answer', () => {
  test.each(['/graphql', '/health/live', '/metrics', '/nothing'])('%s', async (path) => {
    const { headers } = await request(toy.server.url).get(path);
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'spona-mode': 'demo',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('etag');
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('demo mode says so in every answer, production sends HSTS and says nothing', async () => {
    for (const answer of [
      await ask(toy, QUERY),
      await ask(toy, QUERY, { authorization: '' }),
      await ask(toy, { query: '{' }),
    ]) {
      expect(answer.body.extensions).toEqual({ mode: 'demo' });
    }
    const production = await startToy({ config: { mode: 'production' } });
    for (const answer of [
      await ask(production, QUERY),
      await ask(production, QUERY, { authorization: '' }),
    ]) {
      expect(answer.body.extensions).toBeUndefined();
      expect(answer.headers.get('spona-mode')).toBeNull();
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    }
    await production.server.stop();
  });
});

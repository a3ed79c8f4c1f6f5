import request from 'supertest';
import { ask, startToy, type Toy } from './toy-hub';

let toy: Toy;
afterEach(() => toy.server.stop());

describe('health', () => {
  test('is live and ready, with the names of what was checked', async () => {
    toy = await startToy();
    expect((await request(toy.server.url).get('/health/live')).body).toEqual({ live: true });
    const ready = await request(toy.server.url).get('/health/ready');
    expect([ready.status, ready.body]).toEqual([200, { ready: true, checks: { database: true } }]);
    expect(ready.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['a check that fails', () => Promise.reject(new Error('password authentication failed for "Secret"'))],
    ['a check that never ends', () => new Promise<never>(() => undefined)],
  ])('%s makes it not ready, and no secret comes out', async (_name, broken) => {
    toy = await startToy({ checks: { database: broken, clock: () => Promise.resolve() } });
    const ready = await request(toy.server.url).get('/health/ready');
    expect([ready.status, ready.body]).toEqual([
      503,
      { ready: false, checks: { database: false, clock: true } },
    ]);
    expect(ready.text + JSON.stringify(toy.log())).not.toContain('Secret');
    expect((await request(toy.server.url).get('/health/live')).status).toBe(200);
  });
});

describe('metrics', () => {
  test('stand beside the API in the demo', async () => {
    toy = await startToy();
    toy.metrics.watchPool(() => ({ total: 5, idle: 3, waiting: 1 }));
    toy.metrics.auditWrite(0.003, true);
    await ask(toy, { query: '{ hello }' });
    await ask(toy, { query: '{ helo }' });
    await ask(toy, { query: '{ hello }' }, { authorization: '' });
    expect(toy.server.metricsUrl).toBe(`${toy.server.url}/metrics`);
    const { text, headers } = await request(toy.server.url).get('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    for (const line of [
      'spona_graphql_operations_total{outcome="ok"} 1',
      'spona_graphql_operations_total{outcome="SPONA_VALIDATION"} 1',
      'spona_graphql_operations_total{outcome="SPONA_UNAUTHENTICATED"} 1',
      'spona_graphql_operation_duration_seconds_count{kind="query"} 1',
      'spona_http_request_duration_seconds_count{method="POST",route="graphql",status="200"} 1',
      'spona_audit_write_duration_seconds_count{result="written"} 1',
      'spona_pool_connections{state="busy"} 2',
      'spona_graphql_operations{state="running"} 0',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(text).toContain(line);
    }
  });

  test('name no agency, area, category, person or address', async () => {
    toy = await startToy();
    await request(toy.server.url).get('/cases/ps-test?name=Secret');
    await ask(toy, { query: 'query SecretName { hello(name: "Secret") }' });
    const { text } = await request(toy.server.url).get('/metrics');
    const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map((match) => match[1]));
    expect([...labels].sort()).toEqual(
      [
        'kind',
        'le',
        'major',
        'method',
        'minor',
        'outcome',
        'patch',
        'route',
        'space',
        'state',
        'status',
        'type',
        'version',
      ].filter((label) => labels.has(label)),
    );
    expect(text).not.toMatch(/Secret|ps-test/);
  });

  test('have their own port in production, and the API has none', async () => {
    toy = await startToy({ config: { mode: 'production', metrics: { host: '127.0.0.1', port: 0 } } });
    expect((await request(toy.server.url).get('/metrics')).status).toBe(404);
    const { origin, port } = new URL(toy.server.metricsUrl!);
    expect(port).not.toBe(String(toy.server.port));
    expect((await request(origin).get('/metrics')).text).toContain('spona_http_request_duration_seconds');
    expect((await request(origin).get('/graphql')).status).toBe(404);
  });

  test('are nowhere in production without a port', async () => {
    toy = await startToy({ config: { mode: 'production' } });
    expect(toy.server.metricsUrl).toBeNull();
    expect((await request(toy.server.url).get('/metrics')).status).toBe(404);
  });
});

describe('the log', () => {
  test('tells what happened, and nothing of whom or what it was about', async () => {
    toy = await startToy();
    const answer = await ask(toy, {
      query: 'query Greeting($name: String) { hello(name: $name) again: hello(name: "Mira Example") }',
      variables: { name: 'Petar Example' },
    });
    await ask(toy, { query: '{ items(first: "Mira Example") { name } }' });
    const log = toy.log();
    expect(log).toContainEqual(
      expect.objectContaining({
        service: 'spona',
        level: 'info',
        requestId: answer.headers.get('x-request-id'),
        method: 'POST',
        route: 'graphql',
        status: 200,
        ms: expect.any(Number),
        operation: 'Greeting',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
    );
    expect(log).toContainEqual(expect.objectContaining({ code: 'SPONA_VALIDATION', route: 'graphql' }));
    expect(JSON.stringify(log)).not.toMatch(/Example|good|ps-test|s1|127\.0\.0\.1/);
  });
});

describe('the end', () => {
  test('waits for running operations, answers them, and takes no more', async () => {
    toy = await startToy();
    const running = ask(toy, { query: '{ sleep(ms: 300) }' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    toy.server.beginDrain();
    const ready = await request(toy.server.url).get('/health/ready');
    expect([ready.status, ready.body.ready]).toEqual([503, false]);
    const stopped = toy.server.stop();
    const started = Date.now();
    const answer = await running;
    expect(answer.body.data).toEqual({ sleep: 'slept' });
    expect(answer.headers.get('connection')).toBe('close');
    await stopped;
    expect(Date.now() - started).toBeLessThan(1500);
    await expect(fetch(`${toy.server.url}/health/live`)).rejects.toThrow();
  });

  test('does not wait longer than it is allowed', async () => {
    toy = await startToy();
    const running = ask(toy, { query: '{ sleep(ms: 1000) }' }).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = Date.now();
    await toy.server.stop(100);
    expect(Date.now() - started).toBeLessThan(800);
    expect(await running).toBe('cut');
  });

  test('a taken port is told, and nothing stays open', async () => {
    toy = await startToy();
    const { port } = toy.server;
    const taken = (name: string): string =>
      `SPONA_PORT: ${name}: ${port} on 127.0.0.1 is taken (EADDRINUSE). End the program that listens there, or set ${name} to another port.`;
    await expect(startToy({ config: { port } })).rejects.toThrow(taken('PORT'));
    await expect(startToy({ config: { metrics: { host: '127.0.0.1', port } } })).rejects.toThrow(
      taken('SPONA_METRICS_PORT'),
    );
  });

  test('an address that is not of this machine is told', async () => {
    toy = await startToy();
    await expect(startToy({ config: { host: '192.0.2.1' } })).rejects.toThrow(
      'SPONA_PORT: HOST: 192.0.2.1 is no address of this machine (EADDRNOTAVAIL).',
    );
  });
});

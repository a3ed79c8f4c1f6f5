import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { asSuperuser, testCluster } from '../support/cluster';
import { openClient } from '../support/database';
import { ask, codes, type Asker } from '../support/http';
import { DemoHub, type HubProcess } from '../support/running-hub';

let demo: DemoHub;
let hub: HubProcess;
let admin: Client;

beforeAll(async () => {
  demo = await DemoHub.create();
  [hub, admin] = await Promise.all([demo.serve(), openClient(demo.database.adminUrl)]);
}, 60_000);
afterAll(async () => {
  await admin.end();
  await demo.remove();
});

const WHO = '{ viewer { sector } }';
const asPolice = async (at: HubProcess = hub): Promise<Asker> => ({
  token: await at.token('police'),
  purpose: 'PROTECTION',
});

/** Whether anybody may connect to the hub's database; who is connected stays so. */
const admit = (allowed: boolean): Promise<unknown> =>
  asSuperuser(testCluster(), (client) =>
    client.query(`alter database ${demo.database.name} with allow_connections ${String(allowed)}`),
  );

/** Until the hub has begun to wait for the lock that the test holds. */
const untilWaiting = async (): Promise<void> => {
  for (;;) {
    const { rowCount } = await admin.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rowCount !== 0) return;
    await pause(10);
  }
};

test('without its disclosure record there is no answer, of whatever kind', async () => {
  await admin.query('alter table disclosure rename to disclosure_gone');
  try {
    for (const document of [WHO, '{ nonsense }', 'mutation { closeCase(id: "x", version: 1) { id } }']) {
      const answer = await ask(hub, await asPolice(), document);
      expect([answer.status, codes(answer), answer.body.data]).toEqual([503, ['SPONA_AUDIT'], undefined]);
    }
  } finally {
    await admin.query('alter table disclosure_gone rename to disclosure');
  }
  expect((await ask(hub, await asPolice(), WHO)).status).toBe(200);
});

test('without its database the hub lives, is not ready, and recovers', async () => {
  const ready = async (): Promise<number> => (await fetch(`${hub.origin}/health/ready`)).status;
  expect(await ready()).toBe(200);
  const asker = await asPolice();
  await admit(false);
  try {
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    expect((await fetch(`${hub.origin}/health/live`)).status).toBe(200);
    expect(await ready()).toBe(503);
    const answer = await ask(hub, asker, WHO);
    expect(answer.status).toBe(503);
    expect(codes(answer)).toHaveLength(1);
  } finally {
    await admit(true);
  }
  expect(await ready()).toBe(200);
  expect((await ask(hub, asker, WHO)).status).toBe(200);
});

describe('a second hub on the same database', () => {
  let second: HubProcess;
  beforeAll(async () => {
    second = await demo.serve({ SPONA_RATE_PER_MINUTE: '6' });
  }, 60_000);

  test('sees at once what is written through the first', async () => {
    const [one, other] = [await asPolice(), await asPolice(second)];
    const opened = await ask(
      hub,
      one,
      `mutation { openCase(input: { reference: "TWO-HUBS", openedAt: "2026-01-01T00:00:00Z", participants: [{ roles: [VICTIM] }] }) { id } }`,
    );
    const { id } = opened.body.data?.['openCase'] as { id: string };
    const { body } = await ask(second, other, 'query ($id: ID!) { case(id: $id) { reference } }', { id });
    expect(body.data).toEqual({ case: { reference: 'TWO-HUBS' } });
  });

  test('trusts its own issuer, not the first’s', async () => {
    expect(codes(await ask(second, await asPolice(hub), WHO))).toEqual(['SPONA_UNAUTHENTICATED']);
  });

  test('lets a person ask so often in a minute, and another still', async () => {
    const asker = await asPolice(second);
    const statuses: number[] = [];
    for (let number = 0; number < 7; number += 1) statuses.push((await ask(second, asker, WHO)).status);
    expect(statuses).toContain(200);
    expect(statuses.at(-1)).toBe(429);
    const refused = await ask(second, asker, WHO);
    expect(codes(refused)).toEqual(['SPONA_RATE']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = { token: await second.token('health'), purpose: 'CARE' };
    expect((await ask(second, other, WHO)).status).toBe(200);
  });
});

test('asked to end, the hub answers what it has begun, takes nothing new, and ends well', async () => {
  const asker = await asPolice();
  await admin.query('begin; lock table disclosure in access exclusive mode');
  const begun = ask(hub, asker, WHO);
  await untilWaiting();
  const ended = hub.stop();
  await pause(200);
  await expect(fetch(`${hub.origin}/health/ready`)).rejects.toThrow();
  await admin.query('commit');
  const answer = await begun;
  expect([answer.status, answer.body.data]).toEqual([200, { viewer: { sector: 'POLICE' } }]);
  expect(await ended).toBe(0);
  expect(hub.log.map(({ msg }) => msg)).toContain('shutting down');
});

test('started again, it has its data, and the tokens of before are good', async () => {
  const asker = await asPolice();
  await hub.start();
  const { status, body } = await ask(
    hub,
    asker,
    '{ cases(first: 1, filter: { reference: "TWO-HUBS" }) { totalCount } }',
  );
  expect([status, body.data]).toEqual([200, { cases: { totalCount: 1 } }]);
}, 60_000);

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import {
  POLICIES_DIRECTORY,
  readActivations,
  versionInForce,
  versionOf,
} from '../../../src/db/policy-versions';
import { readBundle } from '../../../src/policy/bundle';
import { asSuperuser, testCluster } from '../../support/cluster';
import { runCommand, type CommandOutcome } from '../../support/command';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { SHIPPED } from '../../support/policies';

const shipped = versionOf(SHIPPED);

let database: TestDatabase;
let owner: Client;
let dir: string;

beforeEach(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  dir = mkdtempSync(join(tmpdir(), 'spona-policies-'));
  cpSync(POLICIES_DIRECTORY, dir, { recursive: true });
});
afterEach(async () => {
  rmSync(dir, { recursive: true, force: true });
  await owner.end();
  await dropDatabase(database);
});

const edit = (file: string, from: string, to: string): void => {
  const text = readFileSync(join(dir, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(dir, file), text.replace(from, to));
};

const run = (words: readonly string[], settings = {}): Promise<CommandOutcome> =>
  runCommand(words, {
    DATABASE_URL: database.servingUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    SPONA_COUNTRY: 'RS',
    ...settings,
  });

const activate = (...words: string[]): Promise<CommandOutcome> => run(['policy', 'activate', ...words]);

describe('spona policy activate', () => {
  it('puts the files in force, now or later, and lists what is in force from when', async () => {
    edit('vocabulary.yaml', 'correcting a school report', 'correcting what a school reported');
    const version = versionOf(readBundle(dir));
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const planned = await activate('--dir', dir, '--from', later);
    expect(planned).toMatchObject({ status: 0, stderr: '' });
    expect(planned.stdout).toContain(`version ${version} is in force from ${later}`);
    expect(planned.stdout).toContain(`Until then, version ${shipped.slice(0, 12)} decides.`);
    expect(await versionInForce(owner)).toBe(shipped);
    const { stdout } = await activate('--list');
    expect(stdout.split('\n')).toEqual([
      expect.stringContaining(`  ${version.slice(0, 12)} from ${later} (activated `),
      expect.stringMatching(new RegExp(`^\\* ${shipped.slice(0, 12)} from .* by tests\\)$`, 'u')),
      '',
    ]);
    expect(await activate('--dir', dir)).toMatchObject({ status: 0 });
    expect(await versionInForce(owner)).toBe(version);
  }, 60_000);

  it('activates nothing that policy check refuses', async () => {
    edit('casework/case.yaml', 'tie: [UNIT, NAMED]', 'tie: [NAMED]');
    const { status, stdout } = await activate('--dir', dir);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^casework\/case\.test\.yaml:\d+:\d+: test /mu);
    expect(stdout).toContain('Nothing was activated.');
    expect(await readActivations(owner)).toHaveLength(1);
  }, 60_000);

  it('activates nothing in the past, at no time, and by nobody but the owner', async () => {
    expect(await activate('--from', '2020-01-01T00:00:00Z')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('cannot take effect in the past') as string,
    });
    for (const time of ['2026-12-01T00:00:00', '2026-13-01T00:00:00Z'])
      expect(await activate('--from', time)).toMatchObject({ status: 2 });
    const { status, stderr } = await runCommand(['policy', 'activate'], {
      DATABASE_URL: database.servingUrl,
      SPONA_COUNTRY: 'RS',
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('DATABASE_OWNER_URL: must be set') as string,
    });
    expect(await readActivations(owner)).toHaveLength(1);
  }, 90_000);
});

describe('spona migrate', () => {
  it('gives a new database the policies that come with the hub, once', async () => {
    await owner.end();
    await asSuperuser(testCluster(), async (client) => {
      await client.query(`drop database ${database.name} with (force)`);
      await client.query(`create database ${database.name} owner spona_owner`);
    });
    expect((await run(['migrate'])).stdout).toContain(
      `The policies of version ${shipped.slice(0, 12)} are in force`,
    );
    expect((await run(['migrate'])).stdout).toBe('The database is up to date.\n');
    owner = await openOwner(database);
    const activations = await readActivations(owner);
    expect(activations.map(({ version, activatedBy }) => [version, activatedBy])).toEqual([
      [shipped, 'spona migrate'],
    ]);
  }, 60_000);
});

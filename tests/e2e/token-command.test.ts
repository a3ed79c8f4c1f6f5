import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { freePort } from '../../src/db/embedded/port';
import { registerAgencies } from '../../src/exchange/agencies/register-agencies';
import { runCommand } from '../support/command';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { runHere } from '../support/in-process';
import { HubProcess } from '../support/running-hub';

describe('spona token', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spona-token-'));
  let database: TestDatabase;
  let owner: Client;
  let hub: HubProcess;
  let settings: Readonly<Record<string, string>>;

  /** Without the owner's address a hub does not load the demo region, as one of another country does not. */
  beforeAll(async () => {
    database = await freshDatabase();
    owner = await openOwner(database);
    const port = await freePort();
    settings = {
      PORT: String(port),
      DATABASE_URL: database.servingUrl,
      SPONA_DATA_DIR: join(folder, 'data'),
    };
    hub = await new HubProcess(port, settings).start();
  }, 60_000);
  afterAll(async () => {
    await hub.stop();
    await owner.end();
    await dropDatabase(database);
    rmSync(folder, { recursive: true, force: true });
  });

  const list = () => runHere(['token', '--list'], settings);

  it('lists those who are registered at the hub, and nobody else', async () => {
    const before = await list();
    expect([before.status, before.stdout]).toEqual([0, '']);
    expect(before.stderr).toContain('Nobody is registered at this hub yet');
    const agency = { code: 'PS-9', name: 'Ninth station', area: null };
    await registerAgencies(owner, new Map([['PS-9', agency]]), { country: 'RS', create: true });
    const { status, stdout } = await list();
    expect(status).toBe(0);
    expect(stdout).toBe(
      'police@PS-9  Ninth station; POLICE: COMPETENT_OFFICER, POLICE_INTAKE, POLICE_LIAISON\n',
    );
  }, 60_000);

  it('lists the demo region as it is described, then others', async () => {
    await owner.query(`insert into staff (agency_id, unit_id, name, issuer, subject, roles)
      select agency_id, unit_id, name, issuer, 'police', roles from staff where subject = 'police@PS-9'`);
    const { stdout } = await list();
    expect(stdout.split('\n').map((line) => line.replace(/ {2,}.*$/u, ''))).toEqual([
      'police',
      'police@PS-9',
      '',
    ]);
    expect(stdout).toContain('police       competent officer and liaison person of the station');
  }, 60_000);

  it('is printed for a persona, and says where the names are if there is none such', async () => {
    const { status, stdout } = await runHere(['token', '--as', 'police@PS-9'], settings);
    expect([status, stdout.split('.').length]).toEqual([0, 3]);
    const nobody = await runHere(['token', '--as', 'nobody'], settings);
    expect([nobody.status, nobody.stderr]).toEqual([
      1,
      expect.stringContaining('there is no persona nobody at this hub; see npx spona token --list\n'),
    ]);
  }, 60_000);

  it('says how it is called', async () => {
    const choices = '--as <persona> | --client <id> | --list';
    expect((await runHere(['token', '--help'])).stdout).toContain(`Usage: spona token ${choices}\n`);
    expect(await runHere(['token'])).toMatchObject({
      status: 2,
      stderr: `error: give one of ${choices}\n`,
    });
  }, 60_000);

  it('is none without a hub, nor is a list', async () => {
    const { status, stderr } = await runCommand(['token', '--list'], { ...settings, PORT: '1' });
    expect([status, stderr]).toEqual([
      1,
      'No hub answers at http://localhost:1. Is it started, and with this PORT?\n',
    ]);
  }, 60_000);
});

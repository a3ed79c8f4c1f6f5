import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GRACE } from '../../src/server/listen';
import { freePort } from '../../src/db/embedded/port';
import { packageRoot } from '../../src/lib/root';
import { dropDatabase, freshDatabase, openClient, type TestDatabase } from '../support/database';
import { PROGRAM } from '../support/program';

let database: TestDatabase;
let dataDir: string;

beforeEach(async () => {
  database = await freshDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'spona-reader-'));
});
afterEach(async () => {
  await dropDatabase(database);
  rmSync(dataDir, { recursive: true, force: true });
});

const PRODUCTION = {
  SPONA_MODE: 'production',
  HOST: '127.0.0.1',
  SPONA_PUBLIC_URL: 'https://spona.example.org',
  SPONA_ALLOWED_HOSTS: '127.0.0.1',
  SPONA_METRICS_PORT: '0',
  SPONA_CURSOR_KEY: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
  SPONA_IDENTIFIER_KEY: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
  SPONA_OIDC_ISSUERS: JSON.stringify([
    { issuer: 'https://id.example.org', algorithms: ['ES256'], agencies: ['PS-01'] },
  ]),
};

test.each([
  ['demo', {}],
  ['production', PRODUCTION],
])(
  'in %s the hub serves and ends well, though nobody reads what it writes any more',
  async (mode, settings) => {
    const owner = await openClient(database.ownerUrl);
    await owner.query('alter table spona_stamp disable trigger spona_stamp_is_final');
    await owner.query('update spona_stamp set mode = $1', [mode]);
    await owner.end();
    const port = await freePort();
    const hub = spawn(process.execPath, [...PROGRAM, 'serve'], {
      cwd: packageRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        SPONA_COUNTRY: 'RS',
        SPONA_DATA_DIR: dataDir,
        DATABASE_URL: database.servingUrl,
        PORT: String(port),
        ...settings,
      },
    });
    const ended = once(hub, 'exit');
    try {
      for await (const line of createInterface(hub.stderr)) if (line.startsWith('Spona is ready')) break;
      hub.stdout.destroy();
      hub.stderr.destroy();
      const statuses: number[] = [];
      // Each of them is a line of the log.
      for (let asked = 0; asked < 20; asked += 1)
        statuses.push((await fetch(`http://127.0.0.1:${port}/nothing`)).status);
      expect(new Set(statuses)).toEqual(new Set([404]));
      const began = Date.now();
      hub.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      expect(Date.now() - began).toBeLessThan(GRACE);
    } finally {
      hub.kill('SIGKILL');
    }
  },
  60_000,
);

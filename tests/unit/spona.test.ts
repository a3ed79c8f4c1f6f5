import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import { freshDatabase } from '../support/database';
import { PROGRAM } from '../support/program';

/** Runs the program in a process of its own, with nothing of the tests' environment but the search path. */
const spona = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
  spawnSync(process.execPath, [...PROGRAM, ...args], {
    cwd: packageRoot,
    env: { PATH: process.env['PATH'], ...environment },
    encoding: 'utf8',
  });

describe('the command line', () => {
  let dataDir: string;
  beforeAll(() => (dataDir = mkdtempSync(join(tmpdir(), 'spona-'))));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it.each([
    [['--help'], 0],
    [['doctor', '--help'], 0],
    [['--version'], 0],
    [[], 2],
    [['nothing'], 2],
    [['migrate', '--nothing'], 2],
  ])('%j ends with %i', (args, status) => {
    expect(spona(args).status).toBe(status);
  });

  it('ends with 2 when the configuration is wrong', () => {
    const { status, stderr } = spona(['migrate'], { SPONA_MODE: 'x', SPONA_COUNTRY: 'y' });
    expect(status).toBe(2);
    expect(stderr).toContain('- SPONA_MODE: must be one of');
    expect(stderr).toContain('- SPONA_COUNTRY: must be one of');
  });

  it('ends with 1 when the work fails, and says why without the password', () => {
    const { status, stderr } = spona(['migrate'], {
      DATABASE_URL: 'postgres://hub:hidden@127.0.0.1:1/spona',
      DATABASE_OWNER_URL: 'postgres://owner:hidden@127.0.0.1:1/spona',
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('ECONNREFUSED') });
    expect(stderr).not.toContain('hidden');
  });

  it('says that no hub runs where a token is asked of one', () => {
    const { status, stderr } = spona(['token', '--as', 'police'], { PORT: '1' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'No hub answers at http://localhost:1. Is it started, and with this PORT?\n',
    });
  });

  it('migrates a database of its own URLs, and the doctor finds it sound', async () => {
    const database = await freshDatabase();
    const environment = { DATABASE_URL: database.servingUrl, DATABASE_OWNER_URL: database.ownerUrl };
    expect(spona(['migrate'], environment)).toMatchObject({ status: 0, stderr: '' });
    const { status, stdout } = spona(['doctor'], environment);
    expect({ status, problems: stdout.match(/^problem.*$/gm) }).toEqual({ status: 0, problems: null });
    for (const secret of [database.servingUrl, database.ownerUrl].map((url) => new URL(url).password))
      expect(stdout).not.toContain(secret);
  });

  it('the doctor names what is wrong and changes nothing', async () => {
    const database = await freshDatabase();
    const { status, stdout } = spona(['doctor'], {
      DATABASE_URL: database.ownerUrl,
      SPONA_COUNTRY: 'ME',
      SPONA_DATA_DIR: dataDir,
    });
    expect(status).toBe(1);
    expect(stdout).toContain('problem  role: The role "spona_owner" must not serve the hub');
    expect(stdout).toContain('problem  stamp: The database is stamped for demo, country RS');
  });
});

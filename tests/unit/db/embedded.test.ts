import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  attachEmbedded,
  type Embedded,
  embeddedExists,
  EmbeddedError,
  EmbeddedInUseError,
  removeEmbedded,
  startEmbedded,
} from '../../../src/db/embedded';
import { hydrateLinks } from '../../../src/db/embedded/binaries';
import { isAlive, startMark, waitUntil } from '../../../src/db/embedded/processes';
import { openDatabase } from '../../../src/db/open-database';
import { packageRoot } from '../../../src/lib/root';
import { openClient } from '../../support/database';

const mode = (path: string): number => statSync(path).mode & 0o777;
const asRoot = process.getuid?.() === 0;

const query = async (url: string, sql: string): Promise<readonly unknown[]> => {
  const client = await openClient(url);
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('the embedded database', () => {
  let dataDir: string;
  let home: string;
  let cluster: string;
  const running: Embedded[] = [];
  const children: ChildProcess[] = [];
  const servers: Server[] = [];

  const start = async (): Promise<Embedded> => {
    const embedded = await startEmbedded({ dataDir, durable: false });
    running.push(embedded);
    return embedded;
  };
  const portOf = (embedded: Embedded): number => Number(new URL(embedded.ownerUrl).port);
  const serverPid = (): number => Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);

  /** A process of its own that starts the database and then runs `after`. */
  const startElsewhere = async (after: string): Promise<ChildProcess> => {
    const script = `const { startEmbedded } = require('./src/db/embedded');
      startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, durable: false }).then((embedded) => { ${after} });`;
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], {
      cwd: packageRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve);
      child.once('exit', () => reject(new Error('The other process ended early')));
    });
    return child;
  };

  /** An empty folder; root's server runs as another account, which must pass it. */
  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
    if (asRoot) chmodSync(folder, 0o755);
    return folder;
  };

  /** A stopped database, made once: to copy it is quicker than to make it. */
  let seed: string;
  const useSeed = (): void => void execFileSync('cp', ['-a', seed, dataDir]);

  beforeAll(async () => {
    seed = join(newFolder(), 'data');
    await (await startEmbedded({ dataDir: seed, durable: false })).stop();
  });

  afterAll(() => rmSync(join(seed, '..'), { recursive: true, force: true }));

  beforeEach(() => {
    dataDir = join(newFolder(), 'data');
    home = join(dataDir, 'database');
    cluster = join(home, 'cluster');
  });

  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
      await waitUntil(() => child.exitCode !== null || child.signalCode !== null, 5_000);
    }
    for (const server of servers.splice(0)) server.close();
    for (const embedded of running.splice(0)) await embedded.stop();
    await removeEmbedded(dataDir);
    rmSync(join(dataDir, '..'), { recursive: true, force: true });
  });

  it('keeps its files private, listens on loopback alone, asks for passwords, and finds all of it at a second start', async () => {
    expect(embeddedExists(dataDir)).toBe(false);
    const embedded = await start();
    expect(embeddedExists(dataDir)).toBe(true);
    // Root's group bit is the passage of the server's own account.
    const passage = asRoot ? 0o710 : 0o700;
    expect([dataDir, home].map(mode)).toEqual([passage, passage]);
    expect([cluster, join(home, 'secrets')].map(mode)).toEqual([0o700, 0o700]);
    for (const file of ['secrets/superuser', 'secrets/owner', 'secrets/hub', 'cluster.json', 'server.log'])
      expect(mode(join(home, file))).toBe(0o600);
    expect(
      await query(
        embedded.superuserUrl,
        `select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories', 'password_encryption', 'log_error_verbosity') order by name`,
      ),
    ).toEqual([
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'log_error_verbosity', setting: 'terse' },
      { name: 'password_encryption', setting: 'scram-sha-256' },
      { name: 'unix_socket_directories', setting: '' },
    ]);
    expect(await query(embedded.superuserUrl, `select distinct auth_method from pg_hba_file_rules`)).toEqual([
      { auth_method: 'scram-sha-256' },
    ]);
    const wrong = new URL(embedded.servingUrl);
    wrong.password = 'wrong';
    await expect(new Client({ connectionString: wrong.href }).connect()).rejects.toThrow('password');
    await query(embedded.ownerUrl, 'create table kept (a int); insert into kept values (7)');
    await embedded.stop();
    expect(embeddedExists(dataDir)).toBe(true);
    const second = await start();
    expect(second.ownerUrl).toBe(embedded.ownerUrl);
    expect(await query(second.ownerUrl, 'select a from kept')).toEqual([{ a: 7 }]);
  });

  it('writes to disk what it confirms, unless it is a throwaway; it was moved with its folder, and folds letters of both scripts', async () => {
    useSeed();
    const embedded = await startEmbedded({ dataDir });
    running.push(embedded);
    expect(
      await query(
        embedded.superuserUrl,
        `select string_agg(setting, ' ' order by name) as settings from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums')`,
      ),
    ).toEqual([{ settings: 'on on on on' }]);
    expect(await query(embedded.superuserUrl, 'show data_directory')).toEqual([{ data_directory: cluster }]);
    expect(await query(embedded.servingUrl, `select lower('ЂОРЂЕ ŠĆEPAN') as name`)).toEqual([
      { name: 'ђорђе šćepan' },
    ]);
  });

  it('takes another port when its own is taken, and remembers it', async () => {
    useSeed();
    const first = await start();
    await first.stop();
    const taken = createServer();
    servers.push(taken);
    await new Promise<void>((resolve) => taken.listen(portOf(first), '127.0.0.1', resolve));
    const second = await start();
    expect(portOf(second)).not.toBe(portOf(first));
    await second.stop();
    expect(portOf(await start())).toBe(portOf(second));
  });

  it('begins anew after an interrupted first start', async () => {
    useSeed();
    // What initdb leaves when it is killed: a half-made cluster beside its place.
    const left = `${cluster}.unfinished-a1b2c3`;
    renameSync(cluster, left);
    rmSync(join(left, 'global'), { recursive: true });
    const embedded = await start();
    expect(await query(embedded.servingUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(left)).toBe(false);
  });

  it('completes a first start that was killed before the roles and the database existed', async () => {
    useSeed();
    const embedded = await start();
    await query(embedded.superuserUrl, 'drop database spona with (force)');
    await query(embedded.superuserUrl, 'drop role spona_hub');
    await embedded.stop();
    expect(await query((await start()).servingUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('takes over the locks of a process that is gone, even when its id is used again', async () => {
    useSeed();
    const other = spawn('sleep', ['60']);
    children.push(other);
    writeFileSync(join(home, 'lock'), JSON.stringify({ pid: other.pid, started: 'before the last boot' }));
    writeFileSync(join(cluster, 'postmaster.pid'), `${other.pid}\n${cluster}\n1\n1\n\n\n  1 1\nready\n`);
    expect(await query((await start()).servingUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(other.exitCode).toBeNull();
  });

  it('takes over half-written lock files', async () => {
    useSeed();
    writeFileSync(join(home, 'lock'), '{"pi');
    writeFileSync(join(cluster, 'postmaster.pid'), '');
    expect(await query((await start()).servingUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is refused to a second process, which can share it instead', async () => {
    useSeed();
    const child = await startElsewhere(`console.log('up')`);
    await expect(start()).rejects.toThrow(EmbeddedInUseError);
    await expect(start()).rejects.toThrow(`Process ${child.pid} already runs the database in ${dataDir}.`);
    const shared = attachEmbedded(dataDir)!;
    expect(await query(shared.servingUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(removeEmbedded(dataDir)).rejects.toThrow(EmbeddedError);
  });

  it('stops the server that a killed process left behind, and starts its own', async () => {
    useSeed();
    const child = await startElsewhere(`console.log('up')`);
    const left = serverPid();
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(isAlive(left)).toBe(true);
    expect(attachEmbedded(dataDir)).toBeUndefined();
    const embedded = await start();
    expect(isAlive(left)).toBe(false);
    expect(await query(embedded.servingUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('does not outlive a process that ends by an error', async () => {
    useSeed();
    const child = await startElsewhere(`console.log('up'); setTimeout(() => process.exit(3), 50);`);
    const pid = serverPid();
    await new Promise((resolve) => child.once('exit', resolve));
    expect(await waitUntil(() => !isAlive(pid), 5_000)).toBe(true);
  });

  it('says what to do when the password of the superuser is gone, or another version made the data', async () => {
    useSeed();
    writeFileSync(join(cluster, 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 17, and the installed server is 18/);
    rmSync(join(home, 'secrets', 'superuser'));
    await expect(start()).rejects.toThrow(/its password file .* is not\. Put it back/);
    expect(attachEmbedded(dataDir)).toBeUndefined();
  });

  it('makes new passwords for the logins whose files are gone', async () => {
    useSeed();
    const first = await start();
    await first.stop();
    rmSync(join(home, 'secrets', 'hub'));
    const second = await start();
    expect(second.servingUrl).not.toBe(first.servingUrl);
    expect(await query(second.servingUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('opens migrated and stamped, once started and once shared', async () => {
    useSeed();
    const config = { dataDir, database: null, mode: 'demo', country: 'RS' } as const;
    const opened = await openDatabase(config);
    await expect(openDatabase(config)).rejects.toThrow(EmbeddedInUseError);
    const shared = await openDatabase(config, { share: true });
    expect(shared.servingUrl).toBe(opened.servingUrl);
    await shared.close();
    expect(await query(opened.servingUrl, 'select mode, country from spona_stamp')).toEqual([
      { mode: 'demo', country: 'RS' },
    ]);
    await opened.close();
    await expect(openDatabase({ ...config, country: 'ME' })).rejects.toThrow('stamped for demo, country RS');
    expect(attachEmbedded(dataDir)).toBeUndefined();
  });

  // Only root's server runs as another account.
  if (asRoot)
    it('keeps the cluster elsewhere where its account cannot pass', async () => {
      chmodSync(join(dataDir, '..'), 0o700);
      const embedded = await start();
      expect(await query(embedded.servingUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      const { cluster: place } = JSON.parse(readFileSync(join(home, 'cluster.json'), 'utf8')) as {
        cluster: string;
      };
      expect(place).toMatch(/^\/var\/lib\/spona\/cluster-/);
      expect(mode(place)).toBe(0o700);
      await embedded.stop();
      await removeEmbedded(dataDir);
      expect(existsSync(place)).toBe(false);
    });
});

describe('processes', () => {
  it('are known by id and start together', () => {
    expect(startMark(process.pid)).toMatch(/\d/);
    expect(startMark(process.pid)).toBe(startMark(process.pid));
    expect(startMark(2 ** 30)).toBe('');
  });
});

describe('the links of the server package', () => {
  it('are made once, as the install script would', () => {
    const root = mkdtempSync(join(tmpdir(), 'links-'));
    try {
      mkdirSync(join(root, 'native', 'lib'), { recursive: true });
      const links = ['a.so', 'a.so.1'].map((name) => ({
        source: 'native/lib/a.so.1.2',
        target: `native/lib/${name}`,
      }));
      writeFileSync(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
      writeFileSync(join(root, 'native', 'lib', 'a.so.1.2'), 'library');
      symlinkSync('a.so.1.2', join(root, 'native', 'lib', 'a.so'));
      expect([hydrateLinks(root), hydrateLinks(root)]).toEqual([1, 0]);
      expect(readFileSync(join(root, 'native', 'lib', 'a.so.1'), 'utf8')).toBe('library');
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

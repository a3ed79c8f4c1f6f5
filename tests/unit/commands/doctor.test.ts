import { generateKeyPairSync } from 'node:crypto';
import { runCommand } from '../../support/command';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { IssuerServer } from '../identity/support/issuer-server';

let database: TestDatabase;
let issuer: IssuerServer;
let gone: string;

beforeAll(async () => {
  database = await freshDatabase();
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  issuer = await new IssuerServer().start();
  issuer.keys = [publicKey.export({ format: 'jwk' })];
  const other = await new IssuerServer().start();
  gone = other.issuer;
  await other.stop();
});
afterAll(async () => {
  await issuer.stop();
  await dropDatabase(database);
});

const findings = async (settings: Readonly<Record<string, string>>): Promise<[number | null, string[]]> => {
  const { status, stdout } = await runCommand(['doctor'], { DATABASE_URL: database.servingUrl, ...settings });
  return [status, stdout.split('\n').filter((line) => /^(ok|problem) |^ {9}/u.test(line))];
};

const issuers = (...entries: readonly object[]): string =>
  JSON.stringify(entries.map((entry) => ({ algorithms: ['ES256'], agencies: 'ALL', ...entry })));

it('finds nothing wrong with a sound hub', async () => {
  const [status, lines] = await findings({ SPONA_OIDC_ISSUERS: issuers({ issuer: issuer.issuer }) });
  expect([status, lines.filter((line) => !line.startsWith('ok'))]).toEqual([0, []]);
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^ok {7}issuer http:\/\/127\.0\.0\.1:\d+: publishes \d+ key\(s\)$/u),
      expect.stringMatching(/^ok {7}tables: \d+ with case content, all secured$/u),
      expect.stringMatching(
        /^ok {7}policies: version [0-9a-f]{12} from .* by tests\); the files at hand say/u,
      ),
    ]),
  );
});

it('tells every finding at once, though the configuration is wrong as well', async () => {
  const owner = await openOwner(database);
  await owner.query(`alter table incident disable row level security;
    with a as (insert into area (code, name, country) values ('A', 'A', 'RS') returning id)
    insert into agency (code, name, sector, area_id) select 'PS-NEW', 'New', 'POLICE', id from a`);
  await owner.end();
  const [status, lines] = await findings({
    HOST: '0.0.0.0',
    SPONA_COUNTRY: 'ME',
    SPONA_OIDC_ISSUERS: issuers({ issuer: gone, agencies: ['PS-NEW', 'PS-NONE'] }, { issuer: issuer.issuer }),
  });
  expect(status).toBe(1);
  expect(lines.filter((line) => !line.startsWith('ok'))).toEqual([
    'problem  configuration: The configuration is not usable:',
    '         - HOST: must be a loopback address in demo mode, whose personas need no password',
    `problem  issuer ${gone}: its keys cannot be fetched (ECONNREFUSED): is the address right, and does the issuer run?`,
    'problem  stamp: The database is stamped for demo, country RS, and this hub runs as demo, country ME. Set SPONA_MODE and SPONA_COUNTRY to what the database was made for, or use another database.',
    `problem  tables: SPONA_TABLES: The database is not what the hub's records need:`,
    `         - incident: is not secured: row security is off; its migration must call secure_case_table('incident'), and nothing beyond`,
    `problem  agencies of ${gone}: PS-NEW is pending there; PS-NONE is not in the registry`,
  ]);
});

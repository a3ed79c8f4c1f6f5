import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, type CommandOutcome } from '../support/command';
import { ask } from '../support/http';
import { runHere } from '../support/in-process';
import { DemoHub, type HubProcess } from '../support/running-hub';

let demo: DemoHub;
let hub: HubProcess;

const ofHub = (): Record<string, string> => ({
  DATABASE_URL: demo.database.servingUrl,
  SPONA_DATA_DIR: demo.dataDirectory,
  PORT: String(hub.port),
});

const audit = (
  args: readonly string[] = [],
  settings: Record<string, string> = {},
): Promise<CommandOutcome> => runHere(['audit', ...args], { ...ofHub(), ...settings });

const recordsOf = ({ stdout }: CommandOutcome): Readonly<Record<string, unknown>>[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

const OPERATIONS = 7;
let from: string;
let caseId: string;

beforeAll(async () => {
  demo = await DemoHub.create();
  hub = await demo.serve({ SPONA_MAX_PAGE: '3' });
  const police = { token: await hub.token('police'), purpose: 'PROTECTION' };
  const { body } = await ask(hub, police, '{ cases(first: 1) { edges { node { id } } } }');
  caseId = (body.data?.['cases'] as { edges: { node: { id: string } }[] }).edges[0]?.node.id ?? '';
  from = new Date().toISOString();
  for (let asked = 0; asked < OPERATIONS; asked += 1)
    await ask(hub, police, 'query Look($id: ID!) { case(id: $id) { reference } }', { id: caseId });
}, 60_000);
afterAll(() => demo.remove());

test('prints every record of a case, page after page, and the total, as a process of its own', async () => {
  const outcome = await runCommand(['audit', '--case', caseId, '--from', from, '--json'], ofHub());
  expect([outcome.status, outcome.stderr]).toEqual([0, `${OPERATIONS} disclosure record(s)\n`]);
  const records = recordsOf(outcome);
  expect(new Set(records.map(({ id }) => id)).size).toBe(OPERATIONS);
  expect(records[0]).toMatchObject({ operationName: 'Look', outcome: 'ALLOWED', purpose: 'PROTECTION' });
});

test('prints lines for people, of one agency', async () => {
  const code = await ask(
    hub,
    { token: await hub.token('police'), purpose: 'PROTECTION' },
    '{ viewer { agency { id } } agencies(sector: POLICE) { id code } }',
  );
  const { viewer, agencies } = code.body.data as {
    viewer: { agency: { id: string } };
    agencies: { id: string; code: string }[];
  };
  const own = agencies.find(({ id }) => id === viewer.agency.id)?.code ?? '';
  const { status, stdout, stderr } = await audit(['--agency', own, '--case', caseId, '--from', from]);
  expect([status, stderr]).toEqual([0, `${OPERATIONS} disclosure record(s)\n`]);
  expect(stdout.match(/^\d{4}-\S+Z {2}ALLOWED {2}.+ {2}PROTECTION {2}PROVEN {2}Look$/gmu)).toHaveLength(
    OPERATIONS,
  );
  expect(stdout).toContain(`    case ${caseId}  Case × 1`);
});

test('is itself recorded', async () => {
  const outcome = await audit(['--from', from, '--json']);
  expect([outcome.status, outcome.stderr]).toEqual([0, expect.stringContaining('record')]);
  const records = recordsOf(outcome);
  expect(records.filter(({ operationName }) => operationName === 'AuditTrail').length).toBeGreaterThan(0);
});

test('asks as whoever the token is of, from a file or the environment', async () => {
  const file = join(demo.dataDirectory, 'token');
  writeFileSync(file, await hub.token('coordinator'));
  const allowed = await audit(['--case', caseId, '--to', from, '--token-file', file]);
  expect([allowed.status, allowed.stderr]).toEqual([0, expect.stringContaining('record')]);
  const refused = await audit(['--case', caseId], { SPONA_TOKEN: await hub.token('police') });
  expect([refused.status, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toMatch(/^SPONA_[A-Z]+: /u);
});

test.each([
  [['--from', 'yesterday'], {}, 'It must be a day, or a time with its zone'],
  [['--from', '2026-02-31'], {}, 'It must be a day, or a time with its zone'],
  [['--from', '2026-02-01', '--to', '2026-01-31'], {}, '--to must be later than --from'],
  [['--case', 'K-1'], {}, 'It must be the id of a case.'],
  [['--url', 'localhost:4000'], {}, 'It must be a URL, such as http://localhost:4000.'],
  [
    [],
    {
      SPONA_MODE: 'production',
      HOST: '127.0.0.1',
      SPONA_COUNTRY: 'RS',
      SPONA_PUBLIC_URL: 'https://spona.example.org',
      SPONA_CURSOR_KEY: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
      SPONA_IDENTIFIER_KEY: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
      SPONA_OIDC_ISSUERS: '[{"issuer":"https://id.example.org","algorithms":["ES256"],"agencies":["PS-01"]}]',
    },
    'In production the audit needs --token-file or SPONA_TOKEN',
  ],
  [['--token-file', '/nowhere'], {}, '/nowhere: cannot be read'],
])('%j is usage', async (args, settings, message) => {
  const { status, stderr } = await audit(args, settings);
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test('an agency that nobody knows is a failure, not an empty trail', async () => {
  const { status, stderr } = await audit(['--agency', 'PS-NOWHERE']);
  expect([status, stderr]).toEqual([1, 'No active agency has the code PS-NOWHERE\n']);
});

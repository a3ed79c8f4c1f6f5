import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { freePort } from '../../src/db/embedded/port';
import { loadDemoKeys } from '../../src/identity/demo/keys';
import { runCommand, type CommandOutcome } from '../support/command';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { ask } from '../support/http';
import { runHere } from '../support/in-process';
import { HubProcess } from '../support/running-hub';

/** Another shape of file than NIBRS: one row an event, names, semicolons, dates with points, windows-1250. */
const MAPPING = `
csv: { delimiter: ';', encoding: windows-1250 }
empty: ['-']
zone: Europe/Belgrade
agency: { code: { column: stanica }, area: { constant: NORTH } }
case: { reference: { column: predmet } }
incident:
  reference: { column: prijava }
  occurredAt: { columns: [datum, vreme], formats: [d.M.yyyy. HH:mm, d.M.yyyy.] }
  forms: { column: oblik, separator: '/', values: { fizičko: PHYSICAL, psihičko: PSYCHOLOGICAL } }
  channel: { constant: POLICE_PATROL }
  childrenPresent: { column: deca, values: { da: true, ne: false } }
persons:
  victim:
    reference: { column: žrtva }
    roles: { constant: VICTIM }
    familyName: { column: žrtva, extract: '^\\S+' }
  respondent:
    reference: { column: učinilac }
    roles: { constant: RESPONDENT }
relationships:
  - { from: victim, to: respondent, code: { column: srodstvo, values: { supruga: SPOUSE, majka: PARENT } } }
`;
const HEADER = 'stanica;predmet;prijava;datum;vreme;oblik;deca;žrtva;učinilac;srodstvo';

const WINDOWS_1250: Readonly<Record<string, number>> = {
  ž: 0x9e,
  š: 0x9a,
  č: 0xe8,
  ć: 0xe6,
  đ: 0xf0,
  Ž: 0x8e,
};
const encode = (text: string): Buffer =>
  Buffer.from(Array.from(text).map((character) => WINDOWS_1250[character] ?? character.charCodeAt(0)));

describe('spona import police', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spona-import-'));
  let database: TestDatabase;
  let owner: Client;
  let hub: HubProcess;
  let settings: Readonly<Record<string, string>>;
  let serial = 0;

  beforeAll(async () => {
    writeFileSync(join(folder, 'm.yaml'), MAPPING);
    database = await freshDatabase();
    owner = await openOwner(database);
    const port = await freePort();
    settings = {
      PORT: String(port),
      DATABASE_URL: database.servingUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
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

  const path = (name: string): string => join(folder, name);
  const rejectsFile = (): string => path(`${String(serial)}.rejects.csv`);
  const rejected = (): string[] =>
    existsSync(rejectsFile()) ? readFileSync(rejectsFile(), 'utf8').trim().split('\n').slice(1) : [];
  /** The arguments that load these rows. */
  const importOf = (rows: readonly string[], ...options: string[]): readonly string[] => {
    const file = path(`${String((serial += 1))}.csv`);
    writeFileSync(file, encode([HEADER, ...rows, ''].join('\r\n')));
    return ['import', 'police', '--mapping', path('m.yaml'), '--rejects', rejectsFile(), ...options, file];
  };
  const run = (rows: readonly string[], ...options: string[]): Promise<CommandOutcome> =>
    runHere(importOf(rows, ...options), settings);
  const cases = async (agency: string): Promise<object[]> => {
    const { body } = await ask(
      hub,
      { token: await hub.token(`police@${agency}`), purpose: 'INVESTIGATION' },
      `{ cases(first: 50, orderBy: { reference: ASC }) { edges { node { reference openedAt
         participants { familyName roles } relationships { code } incidents { occurredAt precision forms childrenPresent } } } } }`,
    );
    return (body.data!['cases'].edges as { node: object }[]).map(({ node }) => node);
  };

  const FIRST = 'PS-7;K 1/19;P 1;1.7.2019.;23:05;fizičko/psihičko;da;Živković M.;r1;supruga';
  const SECOND = 'PS-7;K 1/19;P 2;3.8.2019.;-;psihičko;ne;Živković M.;r1;supruga';

  it('enters an unknown agency as pending, and rejects its rows for that reason, as a process of its own', async () => {
    const { status, stdout } = await runCommand(importOf([FIRST, SECOND]), settings);
    expect(status).toBe(1);
    expect(stdout).toContain('2 rows rejected');
    expect(stdout).toContain(
      'AGENCY_PENDING: 2 (in the registry, but not at work yet; in the demo --create-agencies',
    );
    expect(rejected()).toEqual(['2,AGENCY_PENDING,agency.code', '3,AGENCY_PENDING,agency.code']);
    expect(statSync(rejectsFile()).mode & 0o777).toBe(0o600);
    const { rows } = await owner.query(`select status from agency where code = 'PS-7'`);
    expect(rows).toEqual([{ status: 'PENDING' }]);
  }, 60_000);

  it('lets it work where that is wished, and loads a file of any shape', async () => {
    const loading = importOf([FIRST, SECOND], '--create-agencies');
    const { status, stdout, stderr } = await runCommand(loading, settings);
    expect({ status, rejects: rejected() }).toEqual({ status: 0, rejects: [] });
    expect(stderr).not.toContain('No hub runs');
    expect(stderr).toContain('Loading as police-system@PS-7\n');
    expect(stdout).toContain('1 report recorded, 0 corrected, 0 unchanged');
    expect(stdout).toContain('look at it as police@PS-7: npx spona token --as police@PS-7');
    expect(await cases('PS-7')).toEqual([
      {
        reference: 'K 1/19',
        openedAt: '2019-07-01T21:05:00.000Z',
        participants: expect.arrayContaining([
          { familyName: 'Živković', roles: ['VICTIM'] },
          { familyName: null, roles: ['RESPONDENT'] },
        ]) as object,
        relationships: [{ code: 'SPOUSE' }],
        incidents: expect.arrayContaining([
          {
            occurredAt: '2019-07-01T21:05:00.000Z',
            precision: 'MINUTE',
            forms: ['PHYSICAL', 'PSYCHOLOGICAL'],
            childrenPresent: true,
          },
          {
            occurredAt: '2019-08-02T22:00:00.000Z',
            precision: 'DAY',
            forms: ['PSYCHOLOGICAL'],
            childrenPresent: false,
          },
        ]) as object,
      },
    ]);
  }, 60_000);

  it('records every batch in the name of the intake officer, asserted by the client', async () => {
    const { rows } = await owner.query(
      `select d.operation, d.proof, d.outcome, s.subject, c.client_id, cardinality(d.case_ids) as cases from disclosure d
       join staff s on s.id = d.staff_id join client c on c.id = d.client_id where d.operation = 'ImportPoliceReports'`,
    );
    expect(rows).toEqual([
      {
        operation: 'ImportPoliceReports',
        proof: 'ASSERTED',
        outcome: 'ALLOWED',
        subject: 'police@PS-7',
        client_id: 'police-system@PS-7',
        cases: 1,
      },
    ]);
  });

  it('loads as whatever client the registry has for the agency, without trying others', async () => {
    const rename = (to: string): Promise<unknown> =>
      owner.query(`update client set client_id = $1 where client_id like 'police-system%'`, [to]);
    await rename('police-system');
    const { status, stderr } = await run([FIRST]);
    await rename('police-system@PS-7');
    expect({ status, told: stderr.match(/^.*(?:oading|token|client).*$/gmu) }).toEqual({
      status: 0,
      told: ['Loading as police-system'],
    });
  }, 60_000);

  it('says once why nobody can load for an agency that has no client which works', async () => {
    const activate = (active: boolean): Promise<unknown> =>
      owner.query('update client set active = $1', [active]);
    await activate(false);
    const { status, stdout, stderr } = await run([FIRST]);
    await activate(true);
    expect(status).toBe(1);
    expect(stderr).toContain('Nobody can load for PS-7: the registry has no machine client of it\n');
    expect(stdout).toContain('AGENCY_WITHOUT_CLIENT: 1 (no machine client of this agency was let in)');
  }, 60_000);

  it('loads the good rows and tells of the bad ones no more than line, reason and field', async () => {
    const secret = 'Tajna';
    const { status, stdout, stderr } = await run([
      FIRST.replace('P 1', 'P 3'),
      `PS-7;K 2/19;P 4;32.7.2019.;23:05;fizičko;da;${secret};r1;supruga`,
      `PS-7;K 3/19;P 5;1.7.2019.;23:05;${secret};da;v;r1;supruga`,
      `PS-7;K 4/19;P 6;1.7.2019.;23:05;fizičko;da;"${secret};r1;supruga`,
      `PS-7;K 5/19;P 1;1.7.2019.;23:05;fizičko;da;${secret};r1;supruga`,
      `PS-7;K 6/19;P 7;1.7.2019.;23:05;fizičko;da;v;r1;majka`,
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain('1 report recorded, 1 corrected, 0 unchanged');
    // The last number is an incident of another case of the agency: only the hub can tell.
    expect(rejected().sort()).toEqual([
      '3,NOT_A_TIME,incident.occurredAt',
      '4,NOT_MAPPED,incident.forms',
      '5,QUOTES,',
      '6,NOT_REACHED,',
    ]);
    expect(`${stdout}${stderr}${rejected().join()}`).not.toContain(secret);
    expect((await cases('PS-7')).map((one) => (one as { reference: string }).reference)).toEqual([
      'K 1/19',
      'K 6/19',
    ]);
  }, 60_000);

  it('sends nothing in a dry run', async () => {
    const { status, stdout } = await run([FIRST.replace('K 1/19', 'K 9/19')], '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toContain('1 row can be understood; nothing was sent');
    expect(await cases('PS-7')).toHaveLength(2);
  }, 60_000);

  it('in a dry run tells the bad lines on the terminal, and leaves no file behind', async () => {
    const file = path('dry.csv');
    writeFileSync(file, encode(`${HEADER}\n${FIRST.replace('1.7.2019.', '32.7.2019.')}\n`));
    const dry = ['import', 'police', '--mapping', path('m.yaml'), '--dry-run', file];
    const { status, stdout } = await runHere(dry, settings);
    expect(status).toBe(1);
    expect(stdout).toContain('1 row rejected\n    NOT_A_TIME: 1 (');
    expect(stdout).toContain('\n    line 2: NOT_A_TIME incident.occurredAt\n');
    expect(existsSync('dry.csv.rejects.csv')).toBe(false);
  }, 60_000);

  it('can be repeated: its own rejects file gives way to the new one', async () => {
    await run([FIRST.replace('fizičko', '?')]);
    expect(rejected()).toEqual(['2,NOT_MAPPED,incident.forms']);
    const again = ['import', 'police', '--mapping', path('m.yaml'), '--rejects', rejectsFile()];
    writeFileSync(path('fixed.csv'), encode(`${HEADER}\n${FIRST}\n`));
    expect((await runHere([...again, path('fixed.csv')], settings)).status).toBe(0);
    expect([existsSync(rejectsFile()), rejected()]).toEqual([true, []]);
  }, 60_000);

  it('sends as one client the rows of its own agency alone', async () => {
    const key = path('key.json');
    writeFileSync(key, JSON.stringify(loadDemoKeys(join(folder, 'data')).machine));
    const client = ['--issuer', hub.issuer, '--client', 'police-system@PS-7', '--key-file', key];
    const { status, stdout } = await run([FIRST.replace('PS-7', 'PS-8'), FIRST], ...client);
    expect(status).toBe(1);
    expect(stdout).toContain('0 reports recorded, 0 corrected, 1 unchanged');
    expect(rejected()).toEqual(['2,AGENCY_OF_ANOTHER,agency.code']);
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    writeFileSync(key, JSON.stringify({ ...stranger, alg: 'ES256' }));
    const refused = await run([FIRST], ...client);
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('no token: invalid_client'),
    ]);
    expect(refused.stdout).toContain('1 row not loaded: the import ended early');
  }, 60_000);

  it.each([
    ['no mapping', ['import', 'police', 'm.yaml'], "required option '--mapping"],
    [
      'no file',
      ['import', 'police', '--mapping', 'nibrs', 'nowhere.csv'],
      'nowhere.csv: there is no such file',
    ],
    [
      'an unknown mapping',
      ['import', 'police', '--mapping', 'nowhere', 'FILE'],
      'nowhere:1:1: there is no such mapping',
    ],
    [
      'columns that the file lacks, as in another encoding',
      ['import', 'police', '--mapping', 'MAPPING', 'FILE'],
      /m\.yaml:15:26: persons\.victim\.reference\.column: the file has no column "žrtva"/u,
    ],
    [
      'columns with something else between them',
      ['import', 'police', '--mapping', 'nibrs', 'FILE'],
      /nibrs\.yaml:\d+:\d+: csv\.delimiter: the first line of the file is a single column/u,
    ],
    ['a folder as file', ['import', 'police', '--mapping', 'nibrs', 'src'], 'src: is a folder, not a file'],
    [
      'a folder as mapping',
      ['import', 'police', '--mapping', 'src', 'FILE'],
      'src:1:1: is a folder, not a file',
    ],
    ['an unknown option', ['import', 'police', '--mapping', 'nibrs', '--nothing', 'FILE'], 'unknown option'],
    [
      'rejects that have no place',
      ['import', 'police', '--mapping', 'MAPPING', '--rejects', 'nowhere/r.csv', 'FILE'],
      'nowhere, where the rejects would go: there is no such file',
    ],
    [
      'a batch that is too large',
      ['import', 'police', '--mapping', 'nibrs', '--batch', '101', 'FILE'],
      'whole number from 1 to 100',
    ],
    [
      'half of the credentials',
      ['import', 'police', '--mapping', 'nibrs', '--client', 'c', 'FILE'],
      'belong together',
    ],
    [
      'a rejects file that is there',
      ['import', 'police', '--mapping', 'nibrs', '--rejects', 'FILE', 'FILE'],
      'exists and is not overwritten',
    ],
  ])(
    'ends with 2 for %s',
    async (_what, args, text) => {
      const file = path('usage.csv');
      writeFileSync(file, `${HEADER}\n`);
      const { status, stderr } = await runHere(
        args.map((word) => ({ FILE: file, MAPPING: path('m.yaml') })[word] ?? word),
        settings,
      );
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(text) as string });
      expect(readFileSync(file, 'utf8')).toBe(`${HEADER}\n`);
    },
    60_000,
  );

  it('ends with 1 where the hub that it is told does not run', async () => {
    const { status, stderr } = await run([FIRST], '--url', `http://localhost:${String(await freePort())}`);
    expect([status, stderr]).toEqual([1, expect.stringContaining('No hub answers at')]);
  }, 60_000);
});

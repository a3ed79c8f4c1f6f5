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
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { runHere } from '../../support/in-process';
import { activate as activateBundle, SHIPPED } from '../../support/policies';
import { type PolicyOutcome, runPolicy } from './support/run-policy';

const shipped = versionOf(SHIPPED);
/** Milliseconds. Each activation runs every policy test. */
const SLOW = 120_000;

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

/** A change that every policy test passes: for their care social workers no longer learn that there is a school report. */
const narrow = (): void =>
  edit(
    'education/school-report.yaml',
    'purpose: [PROTECTION, CARE, CHILD_PROTECTION]',
    'purpose: [PROTECTION, CHILD_PROTECTION]',
  );

const LOSS = `
LOSSES: now withheld, disclosed before
- school-report.existence
    who    SOCIAL_WORK for CARE
    when   scope CONFERENCE or LIAISON or OWN; tie NAMED or UNIT
    before by school-report.existence/1, marked NO_CO_PARENT
    where  RS on rs.zsnp.24, rs.zsnp.25, rs.pz.263
    e.g.   viewer: { sector: SOCIAL_WORK, purpose: CARE, proof: PROVEN }
           facts: { scope: [OWN], tie: UNIT }
           school-report.existence: school-report.existence/1 -> withheld
`;

const settings = () => ({
  DATABASE_URL: database.servingUrl,
  DATABASE_OWNER_URL: database.ownerUrl,
  SPONA_COUNTRY: 'RS',
});

const activate = (...words: string[]): Promise<PolicyOutcome> =>
  runPolicy(['activate', '--dir', dir, ...words], settings());

const versionsKept = async (): Promise<number> =>
  (await owner.query('select from policy_version')).rows.length;

describe('spona policy activate', () => {
  it(
    'says who loses by the files, puts them in force, now or later, and lists what is in force from when',
    async () => {
      narrow();
      const version = versionOf(readBundle(dir));
      const later = new Date(Date.now() + 3_600_000).toISOString();
      const planned = await activate('--from', later);
      expect(planned.code).toBe(0);
      expect(planned.output).toContain(
        `${LOSS}\nActivated: version ${version} decides from ${later} on.\nIt replaces version ${shipped.slice(0, 12)}.`,
      );
      expect(await versionInForce(owner)).toBe(shipped);
      const { output } = await runPolicy(['activate', '--list'], settings());
      expect(output.split('\n')).toEqual([
        expect.stringContaining(`  ${version.slice(0, 12)} from ${later} (activated `),
        expect.stringMatching(new RegExp(`^\\* ${shipped.slice(0, 12)} from .* by tests\\)$`, 'u')),
      ]);
      expect((await activate()).output).toMatch(
        new RegExp(
          `\nActivated: version ${version} decides from \\S+Z on\\.\n.*\nNext is ${version.slice(0, 12)} from ${later} `,
          'u',
        ),
      );
      expect(await versionInForce(owner)).toBe(version);
    },
    SLOW,
  );

  it(
    'changes nothing where it is only asked what it would do',
    async () => {
      const { output, code } = await activate('--dry-run');
      expect(output).toContain(
        `No effect.\n\nNothing was activated: version ${shipped} would decide from now on.\nIt says what the version says that decides until then.`,
      );
      expect([code, await versionsKept(), (await readActivations(owner)).length]).toEqual([0, 1, 1]);
    },
    SLOW,
  );

  it(
    'compares with what would decide at that time without it',
    async () => {
      narrow();
      const { version } = await activateBundle(owner, readBundle(dir), SLOW);
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
      const undone = await runPolicy(['activate', '--dry-run', '--from', tomorrow], settings());
      expect(undone.output).toContain('GAINS: now disclosed, withheld before\n+ school-report.existence\n');
      expect(undone.output).toContain(`It replaces version ${version.slice(0, 12)}.`);
    },
    SLOW,
  );

  it(
    'helps a hub that cannot read the version in force, and says that there is no telling',
    async () => {
      await owner.query(`select activate_policy($1, '{}', null, 'tests')`, ['0'.repeat(64)]);
      const { output, code } = await activate();
      expect(output).toContain(
        'The effect cannot be told. Version 000000000000 of the policies cannot be used: ',
      );
      expect([code, await versionInForce(owner)]).toEqual([0, shipped]);
    },
    SLOW,
  );

  it(
    'activates nothing if telling the effect fails',
    async () => {
      narrow();
      await owner.query('revoke select on policy_version from current_user');
      expect(await activate()).toEqual({
        output: expect.stringContaining(
          'DATABASE_OWNER_URL: its login does not own the tables (permission denied',
        ) as string,
        code: 1,
      });
      await owner.query('grant select on policy_version to current_user');
      expect([await versionsKept(), (await readActivations(owner)).length]).toEqual([1, 1]);
    },
    SLOW,
  );

  it(
    'activates nothing that policy check refuses',
    async () => {
      edit('casework/case.yaml', 'tie: [UNIT, NAMED]', 'tie: [NAMED]');
      const { code, output } = await activate();
      expect(code).toBe(1);
      expect(output).toMatch(/^casework\/case\.test\.yaml:\d+:\d+: test /mu);
      expect(output).toMatch(/^Nothing was activated\.$/mu);
      expect(await readActivations(owner)).toHaveLength(1);
    },
    SLOW,
  );

  it('tells what is wrong with the files before it looks for a database', async () => {
    edit('casework/case.yaml', 'tie: [UNIT, NAMED]', 'tie: [UNIT, NOBODY]');
    const nowhere = (user: string): string => `postgres://${user}@127.0.0.1:1/spona`;
    const { code, output } = await runPolicy(['activate', '--dir', dir], {
      DATABASE_URL: nowhere('hub'),
      DATABASE_OWNER_URL: nowhere('owner'),
      SPONA_COUNTRY: 'RS',
    });
    expect(code).toBe(1);
    expect(output).toMatch(/^casework\/case\.yaml:\d+:\d+: .*\nNothing was activated\.$/su);
  });

  it(
    'activates nothing in the past, at no time, and by nobody but the owner',
    async () => {
      for (const [time, message] of [
        ['2020-01-01T00:00:00Z', 'It must be a time to come'],
        ['2026-12-01T00:00:00', 'It must be a time with its zone'],
        ['2026-13-01T00:00:00Z', 'It must be a time with its zone'],
      ] as const)
        expect(await activate('--from', time)).toEqual({
          code: 2,
          output: expect.stringContaining(message) as string,
        });
      expect(await runPolicy(['activate', '--list', '--dry-run'], settings())).toMatchObject({ code: 2 });
      const { DATABASE_URL, SPONA_COUNTRY } = settings();
      const { status, stderr } = await runHere(['policy', 'activate'], { DATABASE_URL, SPONA_COUNTRY });
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: expect.stringContaining('DATABASE_OWNER_URL: must be set') as string,
      });
      expect(await readActivations(owner)).toHaveLength(1);
    },
    SLOW,
  );
});

describe('spona migrate', () => {
  it(
    'gives a new database the policies that come with the hub, once',
    async () => {
      await owner.end();
      await asSuperuser(testCluster(), async (client) => {
        await client.query(`drop database ${database.name} with (force)`);
        await client.query(`create database ${database.name} owner spona_owner`);
      });
      expect((await runHere(['migrate'], settings())).stdout).toContain(
        `The policies of version ${shipped.slice(0, 12)} are in force`,
      );
      expect((await runHere(['migrate'], settings())).stdout).toBe('The database is up to date.\n');
      owner = await openOwner(database);
      const activations = await readActivations(owner);
      expect(activations.map(({ version, activatedBy }) => [version, activatedBy])).toEqual([
        [shipped, 'spona migrate'],
      ]);
    },
    SLOW,
  );
});

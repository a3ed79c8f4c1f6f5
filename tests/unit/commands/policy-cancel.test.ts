import type { Client } from 'pg';
import { cancelPolicies } from '../../../src/db/policy-cancellation';
import { readActivations, standingAt, versionOf } from '../../../src/db/policy-versions';
import { shortVersion } from '../../../src/policy/load-version';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { activate, SHIPPED, withoutReaders } from '../../support/policies';
import { type PolicyOutcome, runPolicy } from './support/run-policy';

const CLOSED = withoutReaders('case.time', 'casework/case.yaml');
const shipped = versionOf(SHIPPED);
const HOUR = 3_600_000;
/** Milliseconds. Each cancellation tells its effect. */
const SLOW = 60_000;

let database: TestDatabase;
let owner: Client;
beforeEach(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
});
afterEach(async () => {
  await owner.end();
  await dropDatabase(database);
});

const settings = () => ({
  DATABASE_URL: database.servingUrl,
  DATABASE_OWNER_URL: database.ownerUrl,
  SPONA_COUNTRY: 'RS',
});
const cancel = (...words: string[]): Promise<PolicyOutcome> =>
  runPolicy(['activate', '--cancel', ...words], settings());

/** Those who took each activation back, the last to take effect first. */
const cancelledBy = async (): Promise<unknown[]> =>
  (await readActivations(owner)).map((activation) => activation.cancelledBy);

describe('spona policy activate --cancel', () => {
  it(
    'says who gains and who loses, takes the version back, and leaves both acts in the list',
    async () => {
      const { version, effectiveFrom } = await activate(owner, CLOSED, HOUR);
      const time = effectiveFrom.toISOString();
      const { output, code } = await cancel();
      expect(code).toBe(0);
      expect(output).toContain(`Against version ${shortVersion(version)} from ${time} (activated `);
      expect(output).toContain('GAINS: now disclosed, withheld before\n+ case.time\n');
      expect(output).toContain(
        `\nCancelled: version ${version} does not decide from ${time} on.\nVersion ${shortVersion(shipped)} goes on deciding then.`,
      );
      expect(await standingAt(owner, effectiveFrom)).toMatchObject({
        decides: { version: shipped },
        waiting: [],
      });
      const list = await runPolicy(['activate', '--list'], settings());
      expect(list.output.split('\n')).toEqual([
        expect.stringMatching(
          new RegExp(
            `^  ${shortVersion(version)} from ${time} \\(activated \\S+Z by a test, cancelled \\S+Z by .+\\)$`,
            'u',
          ),
        ),
        expect.stringMatching(new RegExp(`^\\* ${shortVersion(shipped)} from .* by tests\\)$`, 'u')),
      ]);
    },
    SLOW,
  );

  it(
    'takes back nothing where it is only asked what it would do',
    async () => {
      const { version, effectiveFrom } = await activate(owner, CLOSED, HOUR);
      const { output, code } = await cancel('--dry-run');
      expect(code).toBe(0);
      expect(output).toContain('GAINS: now disclosed, withheld before\n+ case.time\n');
      expect(output).toContain(
        `\nNothing was cancelled: version ${version} would not decide from ${effectiveFrom.toISOString()} on.\n`,
      );
      expect(await cancelledBy()).toEqual([null, null]);
    },
    SLOW,
  );

  it(
    'of several takes back the one that is named by its time, and compares with what decides until then',
    async () => {
      const soon = await activate(owner, CLOSED, HOUR);
      const later = await activate(owner, SHIPPED, 2 * HOUR);
      const [first, second] = [soon.effectiveFrom.toISOString(), later.effectiveFrom.toISOString()];
      expect(await cancel()).toEqual({
        code: 1,
        output: expect.stringMatching(
          new RegExp(`^SPONA_SEVERAL_WAIT: .*--from which, ${first} or ${second}\\.\n$`, 'u'),
        ) as string,
      });
      const { output } = await cancel('--from', second);
      expect(output).toContain('LOSSES: now withheld, disclosed before\n- case.time\n');
      expect(output).toContain(`\nVersion ${shortVersion(soon.version)} goes on deciding then.`);
      const rest = await cancel('--from', first, '--dry-run');
      expect(rest.output).not.toContain('Next is');
      expect(await cancelledBy()).toEqual([expect.any(String), null, null]);
    },
    SLOW,
  );

  it('refuses where nothing waits: never anything, not at that time, not any more', async () => {
    const refused = async (...words: string[]): Promise<void> =>
      expect(await cancel(...words)).toEqual({
        code: 1,
        output: expect.stringMatching(/^SPONA_NONE_WAITS: /u) as string,
      });
    await refused();
    const { effectiveFrom } = await activate(owner, CLOSED, HOUR);
    await refused('--from', new Date(effectiveFrom.getTime() + 1).toISOString());
    await cancelPolicies(owner, { effectiveFrom }, 'somebody');
    await refused();
    await refused('--from', effectiveFrom.toISOString());
    await activate(owner, CLOSED);
    await refused();
    expect(await cancelledBy()).toEqual(['somebody', null, null]);
  });

  it(
    'refuses what it does not know, what does not go with it, a time that is past, and whoever is not the owner',
    async () => {
      await activate(owner, CLOSED, HOUR);
      for (const words of [
        ['--force'],
        ['--list'],
        ['--dir', 'policies'],
        ['--from', '2020-01-01T00:00:00Z'],
      ])
        expect([words, (await cancel(...words)).code]).toEqual([words, 2]);
      const { DATABASE_URL, SPONA_COUNTRY } = settings();
      expect(await runPolicy(['activate', '--cancel'], { DATABASE_URL, SPONA_COUNTRY })).toEqual({
        code: 2,
        output: expect.stringContaining('DATABASE_OWNER_URL: must be set') as string,
      });
      expect(await cancelledBy()).toEqual([null, null]);
    },
    SLOW,
  );
});

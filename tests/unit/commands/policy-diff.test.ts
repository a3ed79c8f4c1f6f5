import type { Client } from 'pg';
import { activatePolicies, versionOf } from '../../../src/db/policy-versions';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { makeFolder, removeFolder } from '../policy/support/folder';
import { SYNTHETIC } from '../policy/support/synthetic';
import { type PolicyOutcome, runPolicy } from './support/run-policy';

const NARROWER = {
  ...SYNTHETIC,
  'police/risk.yaml': (SYNTHETIC['police/risk.yaml'] ?? '').replace(
    'scope: [LIAISON, CONFERENCE]',
    'scope: [LIAISON]',
  ),
};
const wide = versionOf(new Map(Object.entries(SYNTHETIC)));
const narrow = versionOf(new Map(Object.entries(NARROWER)));

let database: TestDatabase;
let owner: Client;
let dir: string;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  for (const [files, delay] of [
    [SYNTHETIC, 0],
    [NARROWER, 3_600_000],
  ] as const)
    await activatePolicies(owner, new Map(Object.entries(files)), {
      from: delay === 0 ? null : new Date(Date.now() + delay),
      by: 'tests',
    });
  dir = makeFolder(NARROWER);
});
afterAll(async () => {
  removeFolder(dir);
  await owner.end();
  await dropDatabase(database);
});

const diff = (...words: string[]): Promise<PolicyOutcome> =>
  runPolicy(['diff', ...words, '--country', 'RS', '--dir', dir], {
    DATABASE_URL: database.servingUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
  });

/** Keeps a version under a name, whatever it says. */
const keep = (version: string, content: object): Promise<unknown> =>
  owner.query('insert into policy_version (version, content) values ($1, $2)', [version, content]);

describe('spona policy diff, of what the database keeps', () => {
  it('compares the version in force with the files at hand', async () => {
    const { output, code } = await diff('version:current');
    expect(output).toContain(`policies ${wide.slice(0, 12)} -> ${narrow.slice(0, 12)}`);
    expect([output.includes('- risk.level\n'), code]).toEqual([true, 0]);
    expect((await diff('version:current', dir)).output).toBe(output);
  });

  it('compares two versions by the beginnings of their hashes, also one that waits', async () => {
    const names = [wide.slice(0, 4), narrow].map((hash) => `version:${hash}`);
    expect((await diff(...names)).output).toContain('- risk.level\n');
    expect((await diff(...names.reverse())).output).toContain('+ risk.level\n');
    expect(await diff(`version:${narrow.slice(0, 12)}`, '--exit-code')).toMatchObject({ code: 0 });
  });

  it('says what to change in a name that means no version, or several', async () => {
    const twins = ['1', '2'].map((end) => end.padStart(64, 'abcd0'));
    for (const version of twins) await keep(version, {});
    const given = 'give "current", or 4 or more of the first digits of its hash (0-9, a-f)';
    for (const [name, message] of [
      ['version:', given],
      ['version:abc', given],
      ['version:now', given],
      ['version:%%%%', given],
      [
        'version:0000',
        'the database keeps no version whose hash begins so; "npx spona policy activate --list"',
      ],
      [
        'version:abcd',
        `may be each of ${twins.map((twin) => twin.slice(0, 12)).join(', ')}: give more digits`,
      ],
      [
        wide.slice(0, 12),
        'neither a folder nor a revision of git that is here; what the database keeps is named version:<hash>',
      ],
    ] as const)
      expect([name, await diff(name)]).toEqual([
        name,
        { output: expect.stringContaining(message) as string, code: 2 },
      ]);
  });

  it('compares nothing that is not what its name says, or that nobody can read', async () => {
    await keep('e'.repeat(64), SYNTHETIC);
    await keep('f'.repeat(64), { 'vocabulary.yaml': 'categories: {}' });
    expect(await diff('version:eeee')).toMatchObject({
      output: expect.stringContaining('the content was changed afterwards') as string,
      code: 2,
    });
    expect(await diff('version:ffff')).toMatchObject({
      output: expect.stringContaining(
        'it is not written as this hub reads policies\nvocabulary.yaml:1:',
      ) as string,
      code: 2,
    });
  });

  it('opens the database as its owner, and only for what it keeps', async () => {
    const without = { DATABASE_URL: database.servingUrl };
    expect(await runPolicy(['diff', 'version:current', '--dir', dir], without)).toEqual({
      output: expect.stringContaining('DATABASE_OWNER_URL: must be set') as string,
      code: 2,
    });
    const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere' };
    expect(await runPolicy(['diff', dir, '--dir', dir], nowhere)).toMatchObject({ code: 0 });
  });
});

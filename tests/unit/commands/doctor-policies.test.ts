import type { Client } from 'pg';
import { policyCheck } from '../../../src/commands/doctor-policies';
import { loadConfig } from '../../../src/config/config';
import { versionOf } from '../../../src/db/policy-versions';
import { shortVersion } from '../../../src/policy/load-version';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { activate, changedAt, SHIPPED, withoutReaders } from '../../support/policies';
import { SYNTHETIC } from '../policy/support/synthetic';

const HOUR = 3_600_000;
const shipped = shortVersion(versionOf(SHIPPED));
const EDITED = changedAt('vocabulary.yaml', ['categories', 'risk.level', 'about'], 'how high the risk is');
const NEXT = withoutReaders('risk.level', 'police/risk-assessment.yaml');

let database: TestDatabase;
let owner: Client;
let serving: Client;

beforeEach(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
});
afterEach(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

/** What the doctor says of the policies, as the serving role; `embedded`: as if the database were the demo's own. */
const look = (mode: 'demo' | 'production', embedded = false): Promise<string> => {
  const config = loadConfig(
    { SPONA_MODE: mode, SPONA_COUNTRY: 'RS', ...(embedded ? {} : { DATABASE_URL: database.servingUrl }) },
    'database',
  );
  return policyCheck(serving, config)[1]();
};

const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
const activation = (version: string, by: string): string =>
  String.raw`${version} from ${TIME} \(activated ${TIME} by ${by}\)`;

describe('what the doctor says of the policies', () => {
  it.each(['demo', 'production'] as const)(
    'names the version in force, since when and by whom, in %s',
    async (mode) => {
      expect(await look(mode)).toMatch(
        new RegExp(
          `^version ${activation(shipped, 'tests')}; the files at hand say the same; none waits$`,
          'u',
        ),
      );
    },
  );

  it('says what the files at hand are worth where they are another version, and what waits', async () => {
    const now = shortVersion((await activate(owner, EDITED)).version);
    const next = shortVersion((await activate(owner, NEXT, HOUR)).version);
    for (const [mode, embedded, advice] of [
      ['demo', false, 'see "npx spona policy diff version:current"'],
      ['demo', true, 'which the next start puts in force'],
      ['production', false, 'see "npx spona policy diff version:current"'],
    ] as const)
      expect(await look(mode, embedded)).toMatch(
        new RegExp(
          `^version ${activation(now, 'a test')}; the files at hand are another version, ${shipped}, ${advice}; next is ${activation(next, 'a test')}$`,
          'u',
        ),
      );
  });

  it('finds a version that this hub cannot decide by, also one that only waits', async () => {
    const waits = await activate(owner, new Map(Object.entries(SYNTHETIC)), HOUR);
    await expect(look('production')).rejects.toThrow(
      `version ${shortVersion(waits.version)} does not fit the schema:\n- `,
    );
    await owner.query(`select activate_policy($1, '{}', null, 'tests')`, ['0'.repeat(64)]);
    await expect(look('demo')).rejects.toThrow('Version 000000000000 of the policies cannot be used');
  });

  it('finds that there is none', async () => {
    await owner.query(
      'alter table policy_activation disable trigger user; delete from policy_activation; alter table policy_activation enable trigger user',
    );
    await expect(look('demo')).rejects.toThrow('no version is in force; run "npx spona migrate"');
  });
});

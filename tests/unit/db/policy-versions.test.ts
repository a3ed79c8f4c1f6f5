import type { Client } from 'pg';
import { CancelError, cancelPolicies, inTime, waitingFor } from '../../../src/db/policy-cancellation';
import {
  activateFirst,
  activatePolicies,
  followFiles,
  readActivations,
  standingAt,
  versionInForce,
  versionOf,
  versionsLike,
  whileNobodyActivates,
} from '../../../src/db/policy-versions';
import { PolicyError } from '../../../src/policy/problem';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { SYNTHETIC } from '../policy/support/synthetic';
import { makeFolder, removeFolder } from '../policy/support/folder';

const bundle = new Map(Object.entries(SYNTHETIC));
const version = versionOf(bundle);

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

const at = async (instant: Date): Promise<string | null> => {
  const { rows } = await serving.query<{ version: string }>(
    'select * from policy_version_at($1) as version',
    [instant],
  );
  return rows[0]?.version ?? null;
};

const inMilliseconds = (milliseconds: number): Date => new Date(Date.now() + milliseconds);

describe('versions of the policies', () => {
  it('are in force from their instant on, one at a time', async () => {
    const shipped = await versionInForce(owner);
    const later = inMilliseconds(60_000);
    const planned = await activatePolicies(owner, bundle, { from: later, by: 'somebody' });
    expect(planned).toEqual({ version, effectiveFrom: later });
    expect(await versionInForce(serving)).toBe(shipped);
    expect(await at(new Date(later.getTime() - 1))).toBe(shipped);
    expect(await at(later)).toBe(version);
    expect(await at(new Date('2020-01-01T00:00:00Z'))).toBeNull();
  });

  it('of two for the same instant the one activated later decides', async () => {
    const shipped = (await versionInForce(owner)) ?? '';
    const later = inMilliseconds(60_000);
    await activatePolicies(owner, bundle, { from: later, by: 'somebody' });
    await owner.query(`select activate_policy($1, '{}', $2, 'somebody')`, [shipped, later]);
    expect(await at(later)).toBe(shipped);
    expect((await readActivations(owner)).map((one) => one.version)).toEqual([shipped, version, shipped]);
  });

  it('decide now, and wait for their time, each in its turn', async () => {
    const shipped = (await versionInForce(owner)) ?? '';
    const [soon, later] = [inMilliseconds(60_000), inMilliseconds(120_000)];
    expect(await standingAt(serving, null)).toMatchObject({ decides: { version: shipped }, waiting: [] });
    await activatePolicies(owner, bundle, { from: later, by: 'first' });
    await owner.query(`select activate_policy($1, '{}', $2, 'second')`, [shipped, soon]);
    await activatePolicies(owner, bundle, { from: soon, by: 'third' });
    const whose = async (at: Date | null): Promise<unknown[]> => {
      const { decides, waiting } = await standingAt(serving, at);
      return [decides?.activatedBy, ...waiting.map(({ activatedBy }) => activatedBy)];
    };
    expect(await whose(null)).toEqual(['tests', 'third', 'first']);
    expect(await whose(new Date(soon.getTime() - 1))).toEqual(['tests', 'third', 'first']);
    expect(await whose(soon)).toEqual(['third', 'first']);
    expect(await whose(later)).toEqual(['first']);
    expect(await whose(new Date('2020-01-01T00:00:00Z'))).toEqual([undefined, 'tests', 'third', 'first']);
  });

  it('are found by the beginning of their hash, and by nothing else', async () => {
    await activatePolicies(owner, bundle, { from: null, by: 'somebody' });
    expect(await versionsLike(serving, version.slice(0, 6))).toEqual([version]);
    expect(await versionsLike(serving, version.slice(1, 7))).toEqual([]);
    expect(await versionsLike(serving, '%')).toEqual([]);
  });

  it('are activated by nobody else while somebody is about to, and not if that fails', async () => {
    const other = await openOwner(database);
    const order: string[] = [];
    let elsewhere: Promise<unknown> = Promise.resolve();
    await whileNobodyActivates(owner, async () => {
      elsewhere = activatePolicies(other, bundle, { from: null, by: 'the other' }).then(() =>
        order.push('the other'),
      );
      expect((await standingAt(serving, null)).decides?.activatedBy).toBe('tests');
      await activatePolicies(owner, bundle, { from: null, by: 'the first' });
      order.push('the first');
    });
    await elsewhere;
    expect(order).toEqual(['the first', 'the other']);
    const undone = whileNobodyActivates(owner, async () => {
      await activatePolicies(owner, bundle, { from: null, by: 'a third' });
      throw new Error('changed his mind');
    });
    await expect(undone).rejects.toThrow('changed his mind');
    expect((await readActivations(owner)).map(({ activatedBy }) => activatedBy)).toEqual([
      'the other',
      'the first',
      'tests',
    ]);
    await other.end();
  });

  it('never take effect in the past', async () => {
    const past = { from: inMilliseconds(-1_000), by: 'somebody' };
    await expect(activatePolicies(owner, bundle, past)).rejects.toThrow('cannot take effect in the past');
    expect(await readActivations(owner)).toHaveLength(1);
  });

  it('are not said afterwards to have decided in the past, unless that is the invented past of a demo', async () => {
    const shipped = (await versionInForce(owner)) ?? '';
    const backdate = (): Promise<unknown> =>
      owner.query(
        `insert into policy_activation (version, effective_from, activated_at, activated_by) values ($1, $2, $2, 'somebody')`,
        [shipped, new Date('2026-03-03T00:00:00Z')],
      );
    await backdate();
    expect(await at(new Date('2026-03-04T00:00:00Z'))).toBe(shipped);
    await owner.query('alter table spona_stamp disable trigger user');
    await owner.query(`update spona_stamp set mode = 'production'`);
    await expect(backdate()).rejects.toThrow('recorded when it is made');
    await activatePolicies(owner, bundle, { from: null, by: 'somebody' });
    expect(await versionInForce(owner)).toBe(version);
  });

  it('are kept as they were first registered', async () => {
    await activatePolicies(owner, bundle, { from: null, by: 'somebody' });
    const commented = new Map([...bundle, ['vocabulary.yaml', `# again\n${bundle.get('vocabulary.yaml')!}`]]);
    await activatePolicies(owner, commented, { from: null, by: 'somebody' });
    const { rows } = await owner.query('select content from policy_version where version = $1', [version]);
    expect(rows).toEqual([{ content: SYNTHETIC }]);
  });

  it('and their activations are changed by nobody, the owner included', async () => {
    for (const [table, column] of [
      ['policy_version', 'version'],
      ['policy_activation', 'version'],
      ['policy_cancellation', 'cancelled_by'],
    ] as const) {
      for (const change of [`update ${table} set ${column} = ${column}`, `delete from ${table}`])
        await expect(owner.query(change)).rejects.toThrow('are kept as they are');
      await expect(owner.query(`truncate ${table} cascade`)).rejects.toThrow('are kept as they are');
    }
  });

  it('are read by the serving role and activated by the owner alone', async () => {
    await expect(serving.query('select version, content from policy_version')).resolves.toBeDefined();
    for (const statement of [
      `select activate_policy('${version}', '{}', null, 'the hub')`,
      `insert into policy_version (version, content) values ('${version}', '{}')`,
      `insert into policy_activation (version, effective_from, activated_at, activated_by) values ('${version}', now(), now(), 'the hub')`,
      'delete from policy_activation',
      `select cancel_policy(now(), 'the hub')`,
      `insert into policy_cancellation (activation_id, cancelled_at, cancelled_by) values (1, now(), 'the hub')`,
    ])
      await expect(serving.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('tell who listens, and count as a change of what decisions rest on', async () => {
    const heard: unknown[] = [];
    serving.on('notification', ({ channel, payload }) => heard.push([channel, payload]));
    await serving.query('listen policy');
    const epoch = async (): Promise<unknown> =>
      (await owner.query<{ epoch: string }>('select changed_by::text as epoch from policy_epoch')).rows[0]
        ?.epoch;
    const before = await epoch();
    await activatePolicies(owner, bundle, { from: null, by: 'somebody' });
    await serving.query('select 1');
    expect(heard).toEqual([['policy', version]]);
    expect(await epoch()).not.toBe(before);
  });

  describe('that wait for their time', () => {
    const by = 'somebody';
    const cancel = (effectiveFrom: Date, client = owner): Promise<void> =>
      cancelPolicies(client, { effectiveFrom }, by);

    it('never decide once they are taken back, nor does what they had replaced, and the list tells who did so', async () => {
      const shipped = (await versionInForce(owner)) ?? '';
      const [soon, later] = [inMilliseconds(60_000), inMilliseconds(120_000)];
      await activatePolicies(owner, bundle, { from: soon, by });
      await owner.query(`select activate_policy($1, '{}', $2, 'a second')`, [shipped, soon]);
      await activatePolicies(owner, bundle, { from: soon, by: 'a third' });
      await activatePolicies(owner, bundle, { from: later, by: 'a fourth' });
      await cancel(soon);
      expect(await at(soon)).toBe(shipped);
      expect(await at(later)).toBe(version);
      const { activations, decides, waiting } = await standingAt(serving, null);
      expect(decides?.activatedBy).toBe('tests');
      expect(waiting.map(({ activatedBy }) => activatedBy)).toEqual(['a fourth']);
      const done = { cancelledBy: by, cancelledAt: expect.any(Date) as Date };
      const open = { cancelledBy: null, cancelledAt: null };
      expect(activations).toEqual(
        [open, done, done, done, open].map((cancelled) => expect.objectContaining(cancelled) as unknown),
      );
    });

    it('can be activated anew for the same time', async () => {
      const later = inMilliseconds(60_000);
      await activatePolicies(owner, bundle, { from: later, by });
      await cancel(later);
      await activatePolicies(owner, bundle, { from: later, by });
      expect(await at(later)).toBe(version);
      await cancel(later);
      expect(await at(later)).toBe(await versionInForce(owner));
    });

    it('are taken back until that time, and not by whoever commits after it', async () => {
      const soon = inMilliseconds(400);
      await activatePolicies(owner, bundle, { from: soon, by });
      const late = inTime(
        whileNobodyActivates(owner, async () => {
          await cancel(soon);
          await owner.query('select pg_sleep(0.5)');
        }),
      );
      await expect(late).rejects.toThrow(CancelError);
      await expect(late).rejects.toMatchObject({ code: 'SPONA_IN_FORCE' });
      expect(await versionInForce(owner)).toBe(version);
      await expect(inTime(cancel(soon))).rejects.toMatchObject({ code: 'SPONA_IN_FORCE' });
      expect((await readActivations(owner)).map(({ cancelledAt }) => cancelledAt)).toEqual([null, null]);
    });

    it('are not said to have been taken back earlier than they were', async () => {
      const later = inMilliseconds(60_000);
      await activatePolicies(owner, bundle, { from: later, by });
      const backdated = owner.query(
        `insert into policy_cancellation (activation_id, cancelled_at, cancelled_by)
         select id, now() - interval '1 day', 'somebody' from policy_activation where effective_from = $1`,
        [later],
      );
      await expect(backdated).rejects.toMatchObject({ constraint: 'policy_cancellation_is_in_time' });
      expect(await at(later)).toBe(version);
    });

    it('tell who listens that they are taken back, which counts as a change of what decisions rest on', async () => {
      const later = inMilliseconds(60_000);
      await activatePolicies(owner, bundle, { from: later, by });
      const heard: unknown[] = [];
      serving.on('notification', ({ channel }) => heard.push(channel));
      await serving.query('listen policy');
      const epoch = async (): Promise<unknown> =>
        (await owner.query<{ epoch: string }>('select changed_by::text as epoch from policy_epoch')).rows[0]
          ?.epoch;
      const before = await epoch();
      await cancel(later);
      await serving.query('select 1');
      expect(heard).toEqual(['policy']);
      expect(await epoch()).not.toBe(before);
    });

    it('are found by their time, and need none where no other waits', async () => {
      const [soon, later] = [inMilliseconds(60_000), inMilliseconds(120_000)];
      const codeFor = async (from: Date | null): Promise<string> => {
        try {
          return waitingFor(await standingAt(serving, null), from).effectiveFrom.toISOString();
        } catch (error) {
          return error instanceof CancelError ? error.code : String(error);
        }
      };
      expect(await codeFor(null)).toBe('SPONA_NONE_WAITS');
      await activatePolicies(owner, bundle, { from: later, by });
      expect(await codeFor(null)).toBe(later.toISOString());
      expect(await codeFor(soon)).toBe('SPONA_NONE_WAITS');
      await activatePolicies(owner, bundle, { from: soon, by });
      expect(await codeFor(null)).toBe('SPONA_SEVERAL_WAIT');
      expect(await codeFor(soon)).toBe(soon.toISOString());
      await cancel(soon);
      expect(await codeFor(null)).toBe(later.toISOString());
    });
  });

  it('cannot be made of files with a problem', async () => {
    const broken = new Map([...bundle, ['police/notes.txt', 'x']]);
    await expect(activatePolicies(owner, broken, { from: null, by: 'somebody' })).rejects.toThrow(
      PolicyError,
    );
  });
});

describe('the files at hand', () => {
  let dir: string;
  beforeEach(() => {
    dir = makeFolder(SYNTHETIC);
  });
  afterEach(() => {
    removeFolder(dir);
  });
  const as = (by: string) => ({ url: database.ownerUrl, from: 'DATABASE_OWNER_URL', by }) as const;

  it('become the first version of a new database, and nothing of one that has any', async () => {
    expect(await activateFirst(as('spona migrate'), dir)).toBeNull();
    const { rows } = await owner.query<{ by: string }>('select activated_by as by from policy_activation');
    expect(rows).toEqual([{ by: 'tests' }]);
  });

  it('are followed where they are another version', async () => {
    expect(await followFiles(as('spona serve'), dir)).toBe(version);
    expect(await versionInForce(owner)).toBe(version);
    expect(await followFiles(as('spona serve'), dir)).toBeNull();
    expect(await readActivations(owner)).toHaveLength(2);
  });
});

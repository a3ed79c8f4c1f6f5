import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import type { SubjectRole } from '../../../src/policy/facts';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { doneBy, triedBy } from '../../support/emergency';
import { addPerson, giveAccess, insertInto, lock, openCaseOf } from '../../support/facts';
import { asViewer } from '../../support/records-raw';
import { createRegion, type Persona, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let serving: Client;
let region: Region;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  region = await createRegion(owner);
});
afterAll(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

const v = (persona: Persona): Viewer => region.viewers[persona];

const RELEASE = `select release_to_officer($1, $2, $3, $4, 'Shots were heard at the flat.', $5) as id`;
const END = 'select end_release($1) as id';

interface Scene {
  readonly id: string;
  readonly victim: string;
}

/** A case of the centre, which holds the victim; the police reaches it. Nobody of the desk is assigned. */
const scene = async (roles: readonly SubjectRole[] = ['VICTIM']): Promise<Scene> => {
  const id = await openCaseOf(owner, v('socialWork'));
  const victim = await addPerson(owner, id, v('socialWork'), roles);
  await owner.query('update case_tie set ends_at = now() where case_id = $1', [id]);
  await giveAccess(owner, id, v('police'), { scope: 'LIAISON' });
  return { id, victim };
};

const terms = (
  { victim }: Pick<Scene, 'victim'>,
  {
    staff = v('police').staffId,
    table = 'participant',
    categories = ['victim.address.full'],
    hours = 2,
  } = {},
): readonly unknown[] => [table, victim, categories, staff, hours];

const tried = (
  by: Partial<Viewer>,
  made: Pick<Scene, 'victim'>,
  more: Parameters<typeof terms>[1] = {},
): Promise<string> => triedBy(serving, by, RELEASE, terms(made, more));

const release = async (made: Scene): Promise<string> => {
  const [row] = await doneBy<{ id: string }>(serving, v('socialWork'), RELEASE, terms(made));
  return row!.id;
};

const grantsOf = async (id: string): Promise<unknown[]> =>
  (
    await owner.query<Record<string, unknown>>(
      `select condition, agency_id, staff_id, categories, holder_id, record_id, ends_at > clock_timestamp() as open,
        ends_at - starts_at as time from case_grant where source_id = $1`,
      [id],
    )
  ).rows;

const TOLD = 'select id, record_id, reason from releases_told($1, $2, $3) where id = $4';
const told = (
  viewer: Viewer,
  id: string,
  cases: readonly string[] | null,
  from: string | null = null,
  to: string | null = null,
): Promise<unknown[]> => doneBy(serving, viewer, TOLD, [cases, from, to, id]);

describe('release_to_officer', () => {
  it('opens what is named of one record to one person, for its hours', async () => {
    const made = await scene();
    expect(await grantsOf(await release(made))).toEqual([
      {
        condition: 'release',
        agency_id: v('police').agencyId,
        staff_id: v('police').staffId,
        categories: ['victim.address.full'],
        holder_id: v('socialWork').agencyId,
        record_id: made.victim,
        open: true,
        time: expect.objectContaining({ hours: 2 }),
      },
    ]);
  });

  it('is for the holder, by the own token', async () => {
    const made = await scene();
    const { socialWork, police, otherPolice } = region.viewers;
    expect(await tried(socialWork, made)).toBe('ok');
    expect(await tried({ ...socialWork, proof: 'ASSERTED' }, made)).toBe('SP403');
    for (const stranger of [police, otherPolice]) expect(await tried(stranger, made)).toBe('SP404');
    expect(await tried(socialWork, { victim: randomUUID() })).toBe('SP404');
    expect(await tried(socialWork, made, { table: 'incident' })).toBe('SP404');
    expect(await tried(socialWork, made, { table: 'case_access' })).toBe('SP403');
    await lock(owner, made.id, socialWork, police);
    expect(await tried(socialWork, made)).toBe('SP404');
  });

  it('is to somebody of another agency that reaches the case', async () => {
    const made = await scene();
    const { socialWork, policeSupervisor, otherPolice, coordinator } = region.viewers;
    await giveAccess(owner, made.id, coordinator, { scope: 'COORDINATION' });
    for (const nobody of [socialWork, otherPolice, coordinator])
      expect(await tried(socialWork, made, { staff: nobody.staffId })).toBe('SP403');
    expect(await tried(socialWork, made, { staff: randomUUID() })).toBe('SP403');
    // The emergency of one is not his colleague's.
    await giveAccess(owner, made.id, otherPolice, { scope: 'BREAK_GLASS' });
    expect(await tried(socialWork, made, { staff: otherPolice.staffId })).toBe('ok');
    const { rows } = await owner.query<{ id: string }>(
      `insert into staff (agency_id, name, issuer, subject, roles) values ($1, 'A colleague', 'demo', $2, '{}') returning id`,
      [otherPolice.agencyId, randomUUID()],
    );
    expect(await tried(socialWork, made, { staff: rows[0]!.id })).toBe('SP403');
    expect(await tried(socialWork, made, { staff: policeSupervisor.staffId })).toBe('ok');
    await owner.query('update staff set active = false where id = $1', [policeSupervisor.staffId]);
    expect(await tried(socialWork, made, { staff: policeSupervisor.staffId })).toBe('SP403');
    await owner.query('update staff set active = true where id = $1', [policeSupervisor.staffId]);
  });

  it('is to nobody whose agency is closed', async () => {
    const made = await scene();
    const { socialWork, police } = region.viewers;
    await owner.query(`update agency set status = 'DISABLED' where id = $1`, [police.agencyId]);
    try {
      expect(await tried(socialWork, made)).toBe('SP403');
    } finally {
      await owner.query(`update agency set status = 'ACTIVE' where id = $1`, [police.agencyId]);
    }
    expect(await tried(socialWork, made)).toBe('ok');
  });

  it('is made alike to who is locked out of the case, whom it tells nothing and for whom it opens nothing', async () => {
    const made = await scene();
    const { socialWork, police } = region.viewers;
    const released = async (): Promise<string> => {
      const id = release(made);
      await expect(id).resolves.toEqual(expect.any(String));
      return id;
    };
    const unlocked = await released();
    await insertInto(owner, 'case_lock', {
      case_id: made.id,
      unit_id: police.unitId,
      reason: 'conflict of interest',
      locked_by: socialWork.staffId,
    });
    const byUnit = await released();
    await owner.query('update case_lock set ends_at = now() where case_id = $1', [made.id]);
    await lock(owner, made.id, police, socialWork);
    const byName = await released();
    for (const id of [unlocked, byUnit, byName]) {
      expect(await grantsOf(id)).toHaveLength(1);
      expect(await told(socialWork, id, [made.id])).toHaveLength(1);
      expect(await told(police, id, [made.id])).toEqual([]);
    }
    expect(
      await asViewer(
        serving,
        police,
        async () => (await serving.query('select from participant where id = $1', [made.victim])).rowCount,
      ),
    ).toBe(0);
  });

  it('lasts a day at most, and names categories of a role that the person has', async () => {
    const made = await scene(['VICTIM', 'CHILD']);
    const { socialWork } = region.viewers;
    expect(await tried(socialWork, made, { hours: 24 })).toBe('ok');
    for (const hours of [0, 25]) expect(await tried(socialWork, made, { hours })).toBe('23514');
    const both = ['victim.address.full', 'child.address.full'];
    expect(await tried(socialWork, made, { categories: both })).toBe('ok');
    expect(await tried(socialWork, made, { categories: [...both, 'witness.address.full'] })).toBe('23514');
    expect(await tried(socialWork, made, { categories: [] })).toBe('23514');
  });
});

describe('end_release', () => {
  it('closes it at once, by the holder alone', async () => {
    const id = await release(await scene());
    const { socialWork, police, otherPolice } = region.viewers;
    for (const stranger of [police, otherPolice, { ...socialWork, proof: 'ASSERTED' } as const])
      expect(await triedBy(serving, stranger, END, [id])).toBe('SP404');
    expect(await grantsOf(id)).toMatchObject([{ open: true }]);
    for (let time = 0; time < 2; time += 1) await doneBy(serving, socialWork, END, [id]);
    expect(await grantsOf(id)).toMatchObject([{ open: false }]);
  });
});

describe('releases_told', () => {
  it('tells the holder and the officer all of it, a coordinator neither of whom nor why, and others nothing', async () => {
    const made = await scene();
    const id = await release(made);
    const { socialWork, police, policeSupervisor, otherPolice, coordinator } = region.viewers;
    const all = [{ id, record_id: made.victim, reason: 'Shots were heard at the flat.' }];
    expect(await told(socialWork, id, null)).toEqual(all);
    expect(await told(socialWork, id, [made.id])).toEqual(all);
    expect(await told(socialWork, id, [randomUUID()])).toEqual([]);
    expect(await told(police, id, [made.id])).toEqual(all);
    expect(await told(police, id, null)).toEqual([]);
    for (const stranger of [policeSupervisor, otherPolice, coordinator]) {
      expect(await told(stranger, id, [made.id])).toEqual([]);
      expect(await told(stranger, id, null)).toEqual([]);
    }
    await giveAccess(owner, made.id, coordinator, { scope: 'COORDINATION' });
    expect(await told(coordinator, id, null)).toEqual([{ id, record_id: null, reason: null }]);
    expect(await told(coordinator, id, [made.id])).toEqual([]);
  });

  it('keeps to the times that are asked for', async () => {
    const id = await release(await scene());
    const { rows } = await owner.query<{ at: string }>(
      'select released_at::text as at from officer_release where id = $1',
      [id],
    );
    const at = rows[0]!.at;
    expect(await told(v('socialWork'), id, null, at)).toHaveLength(1);
    expect(await told(v('socialWork'), id, null, null, at)).toEqual([]);
    expect(await told(v('socialWork'), id, null, at, '2100-01-01')).toHaveLength(1);
  });

  it('tells nothing to who is locked out, nor to an officer whose agency reaches the case no more', async () => {
    const made = await scene();
    const id = await release(made);
    await owner.query('update case_access set ends_at = now() where case_id = $1 and agency_id = $2', [
      made.id,
      v('police').agencyId,
    ]);
    expect(await told(v('police'), id, [made.id])).toEqual([]);
    await lock(owner, made.id, v('socialWork'), v('police'));
    expect(await told(v('socialWork'), id, null)).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { asProven, doneBy, triedBy } from '../../support/emergency';
import { addPerson, assign, giveAccess, insertInto, lock, openCaseOf } from '../../support/facts';
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

const RECORD = `select record_mandate($1, $2, 'K 12/26', $3, $4, array['health.findings'], $5, $6, $7,
  now() + $8::interval, now() + $9::interval) as id`;
const CONFIRM = 'select confirm_mandate($1) as id';
const END = 'select end_mandate($1) as id';

interface Scene {
  readonly id: string;
  readonly victim: string;
  readonly record: string;
}

/** A case of the police that the others reach, each with somebody assigned; health care holds a record of the victim. */
const scene = async (): Promise<Scene> => {
  const id = await openCaseOf(owner, v('police'));
  const victim = await addPerson(owner, id, v('police'), ['VICTIM']);
  for (const persona of ['court', 'prosecution', 'socialWork', 'health'] as const) {
    await giveAccess(owner, id, v(persona), { scope: persona === 'health' ? 'CONFERENCE' : 'LIAISON' });
    await assign(owner, id, v(persona));
  }
  const record = randomUUID();
  await insertInto(owner, 'health_examination', {
    id: record,
    case_id: id,
    custodian_id: v('health').agencyId,
    subject_id: victim,
    examined_at: '2026-11-01T11:00:00Z',
    severity: 'MINOR',
    injuries: 'Hematom.',
  });
  return { id, victim, record };
};

interface Terms {
  readonly kind: string;
  readonly holder: string;
  readonly addressee: string;
  readonly table: string | null;
  readonly record: string | null;
  readonly subject: string | null;
  readonly from: string;
  readonly until: string;
}

const terms = ({ id }: Pick<Scene, 'id'>, more: Partial<Terms> = {}): readonly unknown[] => {
  const all: Terms = {
    kind: 'COURT_ORDER',
    holder: v('health').agencyId,
    addressee: v('prosecution').agencyId,
    table: null,
    record: null,
    subject: null,
    from: '-1 hour',
    until: '30 days',
    ...more,
  };
  const { kind, holder, addressee, table, record, subject, from, until } = all;
  return [id, kind, holder, addressee, table, record, subject, from, until];
};

const tried = (by: Partial<Viewer>, made: Pick<Scene, 'id'>, more: Partial<Terms> = {}): Promise<string> =>
  triedBy(serving, by, RECORD, terms(made, more));

const record = async (made: Scene, by: Persona, more: Partial<Terms> = {}): Promise<string> => {
  const [row] = await doneBy<{ id: string }>(serving, v(by), RECORD, terms(made, more));
  return row!.id;
};

/** A second prosecutor's office. */
const otherOffice = async (): Promise<string> => {
  const id = randomUUID();
  await insertInto(owner, 'agency', {
    id,
    code: `PPO-${id}`,
    name: 'Second office',
    sector: 'PROSECUTION',
    area_id: region.areaId,
    status: 'ACTIVE',
  });
  return id;
};

/** What a prosecutor asks of the centre. */
const requested = () => ({ kind: 'STATUTORY_REQUEST', holder: v('socialWork').agencyId }) as const;
const request = (made: Scene): Promise<string> => record(made, 'prosecution', requested());

const grantsOf = async (mandate: string): Promise<Record<string, unknown>[]> =>
  (
    await owner.query<Record<string, unknown>>(
      `select agency_id, staff_id, categories, holder_id, record_id, subject_id, starts_at = now() as now,
         starts_at > now() as later, starts_at <= clock_timestamp() and ends_at > clock_timestamp() as open
       from case_grant where source_id = $1 and condition = 'mandate'`,
      [mandate],
    )
  ).rows;

const isOpen = async (mandate: string): Promise<boolean> =>
  (await grantsOf(mandate)).some(({ open }) => open === true);

describe('record_mandate', () => {
  it('opens an order at once: what is named, of whom it names, to its addressee, until its end', async () => {
    const made = await scene();
    const id = await record(made, 'court', {
      table: 'health_examination',
      record: made.record,
      subject: made.victim,
    });
    expect(await grantsOf(id)).toEqual([
      expect.objectContaining({
        agency_id: v('prosecution').agencyId,
        staff_id: null,
        categories: ['health.findings'],
        holder_id: v('health').agencyId,
        record_id: made.record,
        subject_id: made.victim,
        open: true,
      }),
    ]);
    const { rows } = await owner.query(
      `select m.custodian_id, m.basis, m.until = g.ends_at as until,
        (select array_agg(d.agency_id order by d.agency_id) from record_delivery d where d.record_id = m.id) as told
       from mandate m join case_grant g on g.source_id = m.id where m.id = $1`,
      [id],
    );
    expect(rows).toEqual([
      {
        custodian_id: v('court').agencyId,
        basis: 'rs.zsnp.19',
        until: true,
        told: [v('health').agencyId, v('prosecution').agencyId].sort(),
      },
    ]);
  });

  it('opens an order that begins later then, and not before', async () => {
    const id = await record(await scene(), 'court', { from: '1 day' });
    expect(await grantsOf(id)).toMatchObject([{ later: true, open: false }]);
  });

  it('opens nothing for a time that is past, whatever beginning it has', async () => {
    const made = await scene();
    const order = await record(made, 'court', { from: '-10 days' });
    const asked = await record(made, 'prosecution', { ...requested(), from: '-10 days' });
    await doneBy(serving, v('socialWork'), CONFIRM, [asked]);
    const { rows } = await owner.query(
      `select g.source_id from case_grant g join mandate m on m.id = g.source_id
       where g.source_id = any ($1) and g.starts_at >= m.recorded_at and m.starts_at < m.recorded_at`,
      [[order, asked]],
    );
    expect(rows).toHaveLength(2);
  });

  it('opens nothing by a request, until its holder confirms', async () => {
    const id = await request(await scene());
    expect(await grantsOf(id)).toEqual([]);
  });

  it('takes only what the closed table has', async () => {
    const made = await scene();
    const { court, prosecution, police, socialWork, health, otherPolice } = region.viewers;
    const own = { ...requested(), addressee: prosecution.agencyId };
    expect(await tried(prosecution, made, own)).toBe('ok');
    // An order of whoever is no court; a request for another, or to whom no law gives it.
    expect(await tried(prosecution, made)).toBe('SP403');
    expect(await tried(socialWork, made)).toBe('SP403');
    expect(await tried(police, made, { ...requested(), addressee: police.agencyId })).toBe('SP403');
    expect(await tried(court, made, { ...requested(), addressee: prosecution.agencyId })).toBe('SP403');
    expect(await tried(court, made, { addressee: police.agencyId })).toBe('SP403');
    expect(await tried(court, made, { addressee: otherPolice.agencyId })).toBe('SP403');
    // What a court asks the centre for, it asks the centre for.
    const asked = { ...requested(), addressee: court.agencyId };
    expect(await tried(court, made, { ...asked, holder: socialWork.agencyId })).toBe('ok');
    expect(await tried(court, made, { ...asked, holder: health.agencyId })).toBe('SP403');
    // Nor does a prosecutor ask a physician: that takes the order of a court.
    expect(await tried(prosecution, made, { ...own, holder: health.agencyId })).toBe('SP403');
    expect(await tried(court, made, { holder: prosecution.agencyId })).toBe('SP403');
    expect(await tried(court, made, { holder: randomUUID() })).toBe('SP403');
    expect(await tried(court, made, { addressee: randomUUID() })).toBe('SP403');
    // An order goes to any office that works; what an office asks for it asks for itself.
    const second = await otherOffice();
    expect(await tried(court, made, { addressee: second })).toBe('ok');
    expect(await tried(prosecution, made, { ...requested(), addressee: second })).toBe('SP403');
    await owner.query(`update agency set status = 'DISABLED' where id = $1`, [second]);
    expect(await tried(court, made, { addressee: second })).toBe('SP403');
    expect(await tried(court, made, { holder: second })).toBe('SP403');
  });

  it('rests on the law of its own country', async () => {
    const made = await scene();
    const { court } = region.viewers;
    expect(await tried(court, made)).toBe('ok');
    await owner.query(`update area set country = 'ME' where id = $1`, [region.areaId]);
    try {
      expect(await tried(court, made)).toBe('SP403');
    } finally {
      await owner.query(`update area set country = 'RS' where id = $1`, [region.areaId]);
    }
  });

  it('holds for at most as long as the table says, from its beginning on', async () => {
    const made = await scene();
    const { court, prosecution } = region.viewers;
    expect(await tried(court, made, { from: '0', until: '180 days' })).toBe('ok');
    expect(await tried(court, made, { from: '0', until: '180 days 1 minute' })).toBe('SP403');
    expect(await tried(prosecution, made, { ...requested(), from: '0', until: '61 days' })).toBe('SP403');
    expect(await tried(court, made, { from: '-2 hours', until: '-1 hour' })).toBe('23514');
    expect(await tried(court, made, { from: '2 hours', until: '1 hour' })).toBe('23514');
  });

  it('is for who is known, assigned and reaches the case', async () => {
    const made = await scene();
    const { court, prosecution } = region.viewers;
    expect(await tried({ ...court, proof: 'ASSERTED' }, made)).toBe('SP403');
    expect(await tried(court, { id: randomUUID() })).toBe('SP404');
    const { id } = made;
    await owner.query('update case_tie set ends_at = now() where case_id = $1 and agency_id = $2', [
      id,
      court.agencyId,
    ]);
    expect(await tried(court, made)).toBe('SP403');
    await owner.query('update case_access set ends_at = now() where case_id = $1 and agency_id = $2', [
      id,
      court.agencyId,
    ]);
    expect(await tried(court, made)).toBe('SP404');
    await lock(owner, id, prosecution, v('police'));
    expect(await tried(prosecution, made, requested())).toBe('SP404');
  });

  it('names a record of the holder and a person of the case', async () => {
    const made = await scene();
    const other = await scene();
    const { court, police } = region.viewers;
    const examination = { table: 'health_examination', record: made.record };
    expect(await tried(court, made, examination)).toBe('ok');
    expect(await tried(court, made, { ...examination, record: other.record })).toBe('SP403');
    expect(await tried(court, made, { ...examination, record: randomUUID() })).toBe('SP403');
    expect(await tried(court, made, { ...examination, holder: police.agencyId })).toBe('SP403');
    expect(await tried(court, made, { table: 'case_tie', record: made.record })).toBe('SP403');
    expect(await tried(court, made, { table: null, record: made.record })).toBe('SP403');
    expect(await tried(court, made, { subject: made.victim })).toBe('ok');
    expect(await tried(court, made, { subject: other.victim })).toBe('SP403');
  });
});

describe('confirm_mandate', () => {
  it('opens a request from now on, once, by the holder alone', async () => {
    const made = await scene();
    const id = await request(made);
    const { prosecution, court, health, socialWork } = region.viewers;
    for (const stranger of [court, health])
      expect(await triedBy(serving, stranger, CONFIRM, [id])).toBe('SP404');
    expect(await triedBy(serving, prosecution, CONFIRM, [id])).toBe('SP403');
    expect(await triedBy(serving, { ...socialWork, proof: 'ASSERTED' }, CONFIRM, [id])).toBe('SP403');
    expect(await grantsOf(id)).toEqual([]);
    for (let time = 0; time < 2; time += 1) await doneBy(serving, socialWork, CONFIRM, [id]);
    expect(await grantsOf(id)).toMatchObject([
      { agency_id: prosecution.agencyId, record_id: null, open: true },
    ]);
  });

  it('takes somebody who works on the case', async () => {
    const made = await scene();
    const id = await request(made);
    await owner.query('update case_tie set ends_at = now() where case_id = $1 and agency_id = $2', [
      made.id,
      v('socialWork').agencyId,
    ]);
    expect(await triedBy(serving, v('socialWork'), CONFIRM, [id])).toBe('SP403');
    await lock(owner, made.id, v('socialWork'), v('police'));
    expect(await triedBy(serving, v('socialWork'), CONFIRM, [id])).toBe('SP404');
  });

  it('opens none that was ended or is over, and leaves an order as it is', async () => {
    const made = await scene();
    const ended = await request(made);
    await doneBy(serving, v('prosecution'), END, [ended]);
    expect(await triedBy(serving, v('socialWork'), CONFIRM, [ended])).toBe('SP403');
    const over = await request(made);
    await owner.query(
      `update mandate set starts_at = now() - interval '2 days', until = now() - interval '1 day' where id = $1`,
      [over],
    );
    expect(await triedBy(serving, v('socialWork'), CONFIRM, [over])).toBe('SP403');
    const order = await record(made, 'court');
    expect(await triedBy(serving, v('health'), CONFIRM, [order])).toBe('ok');
    expect(await grantsOf(order)).toHaveLength(1);
  });
});

describe('end_mandate', () => {
  it('closes what it opened at once, by who made it alone, also when its scope has ended', async () => {
    const made = await scene();
    const id = await record(made, 'court');
    const { court, health, prosecution, socialWork } = region.viewers;
    expect(await triedBy(serving, socialWork, END, [id])).toBe('SP404');
    for (const told of [health, prosecution, { ...court, proof: 'ASSERTED' } as const])
      expect(await triedBy(serving, told, END, [id])).toBe('SP403');
    expect(await isOpen(id)).toBe(true);
    await owner.query('update case_access set ends_at = now() where case_id = $1 and agency_id = $2', [
      made.id,
      court.agencyId,
    ]);
    for (let time = 0; time < 2; time += 1) await doneBy(serving, court, END, [id]);
    expect(await isOpen(id)).toBe(false);
  });

  it('closes one that has not begun', async () => {
    const id = await record(await scene(), 'court', { from: '1 day' });
    await doneBy(serving, v('court'), END, [id]);
    const { rows } = await owner.query(
      'select ends_at = starts_at as never from case_grant where source_id = $1',
      [id],
    );
    expect(rows).toEqual([{ never: true }]);
  });
});

it('is shown to the three agencies of it, on a case that they reach, and to nobody else', async () => {
  const made = await scene();
  const id = await record(made, 'court');
  const told = (viewer: Viewer): Promise<unknown[]> =>
    asProven(
      serving,
      viewer,
      async () => (await serving.query<{ id: string }>('select id from mandate where id = $1', [id])).rows,
    );
  const { court, health, prosecution, police, socialWork, coordinator } = region.viewers;
  for (const party of [court, health, prosecution]) expect(await told(party)).toEqual([{ id }]);
  await giveAccess(owner, made.id, coordinator, { scope: 'COORDINATION' });
  for (const stranger of [police, socialWork, coordinator]) expect(await told(stranger)).toEqual([]);
  await owner.query('update case_access set ends_at = now() where case_id = $1 and agency_id = $2', [
    made.id,
    prosecution.agencyId,
  ]);
  expect(await told(prosecution)).toEqual([]);
  await lock(owner, made.id, court, police);
  expect(await told(court)).toEqual([]);
});

import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { doneBy, triedBy } from '../../support/emergency';
import { addAgreement, addSignatory } from '../../support/registry';
import { createRegion, PERSONA_NAMES, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let serving: Client;
let region: Region;
let police: Viewer;
let ngo: Viewer;
let stranger: Viewer;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  region = await createRegion(owner);
  police = await addSignatory(owner, region.viewers.police);
  ngo = await addSignatory(owner, region.viewers.ngo);
  stranger = await addSignatory(owner, region.viewers.shelter);
});
afterAll(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

const SIGN = 'select sign_agreement($1, $2)';
const REVOKE = 'select revoke_agreement($1)';
const tried = (viewer: Viewer, text: string, ...values: unknown[]): Promise<string> =>
  triedBy(serving, viewer, text, values);
const done = (viewer: Viewer, text: string, ...values: unknown[]): Promise<unknown> =>
  doneBy(serving, viewer, text, values);

/** Status, and whether the condition holds, at the given instants (SQL expressions over the agreement `a`). */
const at = async (id: string, ...instants: readonly string[]): Promise<(readonly [string, boolean])[]> => {
  const { rows } = await owner.query<{ status: string; holds: boolean; counts: boolean }>(
    `select agreement_status(a, t.at) as status, agreement_in_force(a, t.at) as holds,
       coalesce(agreements_of($2, t.at) @> jsonb_build_array(jsonb_build_object('h', $3::text)), false) as counts
     from agreement a cross join lateral (values ${instants.map((text, place) => `(${String(place)}, ${text})`).join(', ')}) t(place, at)
     where a.id = $1 order by t.place`,
    [id, police.agencyId, ngo.agencyId],
  );
  return rows.map(({ status, holds, counts }) => {
    expect(holds).toBe(status === 'IN_FORCE');
    expect(counts).toBe(holds);
    return [status, holds] as const;
  });
};

/** No other agreement of these tests counts. */
const clear = (): Promise<unknown> =>
  owner.query("update agreement set ends_at = starts_at + interval '1 microsecond'");

describe('who signs', () => {
  let id: string;
  beforeAll(async () => {
    await clear();
    id = await addAgreement(owner, [police, ngo]);
  });

  it('is a signatory of a party', async () => {
    expect(await tried(police, SIGN, id, 1)).toBe('ok');
    expect(await tried(ngo, SIGN, id, 1)).toBe('ok');
    expect(await tried(stranger, SIGN, id, 1)).toBe('SP404');
    expect(await tried(police, SIGN, '00000000-0000-4000-8000-000000000000', 1)).toBe('SP404');
  });

  it('is nobody without the role', async () => {
    for (const persona of PERSONA_NAMES) {
      const viewer = region.viewers[persona];
      const party = [police.agencyId, ngo.agencyId].includes(viewer.agencyId);
      expect([persona, await tried(viewer, SIGN, id, 1)]).toEqual([persona, party ? 'SP403' : 'SP404']);
    }
  });

  it('signs by the own token, never through a machine that names him', async () => {
    expect(await tried({ ...police, proof: 'ASSERTED' }, SIGN, id, 1)).toBe('SP403');
    expect(await tried({ ...police, staffId: null, proof: 'ASSERTED' }, SIGN, id, 1)).toBe('SP403');
    expect(await tried({ ...police, proof: 'ASSERTED' }, REVOKE, id)).toBe('SP403');
  });

  it('signs the version that was read', async () => {
    expect(await tried(police, SIGN, id, 2)).toBe('SP409');
  });

  it('signs for one party', async () => {
    const both = await addAgreement(owner, [police, ngo]);
    await done(police, SIGN, both, 1);
    await owner.query('update staff set agency_id = $2, unit_id = $3 where id = $1', [
      police.staffId,
      ngo.agencyId,
      ngo.unitId,
    ]);
    try {
      const moved = { ...police, agencyId: ngo.agencyId, unitId: ngo.unitId };
      expect(await tried(moved, SIGN, both, 1)).toBe('SP403');
      expect(await tried(police, SIGN, both, 1)).toBe('SP403');
    } finally {
      await owner.query('update staff set agency_id = $2, unit_id = $3 where id = $1', [
        police.staffId,
        police.agencyId,
        police.unitId,
      ]);
    }
  });

  it('leaves a signature as it was given', async () => {
    const signed = await addAgreement(owner, [police, ngo]);
    await done(police, SIGN, signed, 1);
    const signature = async (): Promise<unknown> =>
      (
        await owner.query('select signed_at, signed_by from agreement_party where agreement_id = $1', [
          signed,
        ])
      ).rows;
    const before = await signature();
    const other = await addSignatory(owner, region.viewers.police);
    await done(other, SIGN, signed, 1);
    expect(await signature()).toEqual(before);
  });
});

describe('the condition', () => {
  const instant = async (text: string, id: string): Promise<string> => {
    const { rows } = await owner.query<{ at: string }>(text, [id]);
    return `'${rows[0]!.at}'::timestamptz`;
  };
  const shifted = (time: string, microseconds: number): string =>
    `${time} + interval '${String(microseconds)} microseconds'`;

  beforeEach(clear);

  it('is on from the last signature', async () => {
    const id = await addAgreement(owner, [police, ngo]);
    expect(await at(id, 'now()')).toEqual([['DRAFT', false]]);
    await done(police, SIGN, id, 1);
    expect(await at(id, 'now()')).toEqual([['DRAFT', false]]);
    await done(ngo, SIGN, id, 1);
    const signed = await instant(
      'select max(signed_at)::text as at from agreement_party where agreement_id = $1',
      id,
    );
    expect(await at(id, shifted(signed, -1), signed, shifted(signed, 1))).toEqual([
      ['DRAFT', false],
      ['IN_FORCE', true],
      ['IN_FORCE', true],
    ]);
  });

  it('is on from its beginning, and off at its end', async () => {
    const id = await addAgreement(owner, [police, ngo], {
      from: "now() + interval '1 day'",
      until: "now() + interval '2 days'",
    });
    await done(police, SIGN, id, 1);
    await done(ngo, SIGN, id, 1);
    const from = await instant('select starts_at::text as at from agreement where id = $1', id);
    const until = await instant('select ends_at::text as at from agreement where id = $1', id);
    expect(
      await at(id, shifted(from, -1), from, shifted(until, -1), until, `${until} + interval '1 second'`),
    ).toEqual([
      ['SIGNED', false],
      ['IN_FORCE', true],
      ['IN_FORCE', true],
      ['EXPIRED', false],
      ['EXPIRED', false],
    ]);
  });

  it.each([
    ['the one party', () => police],
    ['the other', () => ngo],
  ])('is off at the instant at which %s revokes', async (_party, who) => {
    const id = await addAgreement(owner, [police, ngo]);
    await done(police, SIGN, id, 1);
    await done(ngo, SIGN, id, 1);
    expect(await tried(stranger, REVOKE, id)).toBe('SP404');
    await done(who(), REVOKE, id);
    const revoked = await instant('select revoked_at::text as at from agreement where id = $1', id);
    expect(await at(id, shifted(revoked, -1), revoked, shifted(revoked, 1))).toEqual([
      ['IN_FORCE', true],
      ['REVOKED', false],
      ['REVOKED', false],
    ]);
    expect(await tried(police, SIGN, id, 1)).toBe('SP403');
    expect(await tried(ngo, REVOKE, id)).toBe('SP403');
  });

  it('is not for one agency with itself, nor for who is no party', async () => {
    const alone = await addAgreement(owner, [police]);
    await done(police, SIGN, alone, 1);
    expect(await at(alone, 'now()')).toEqual([['SIGNED', false]]);
    const id = await addAgreement(owner, [police, ngo]);
    await done(police, SIGN, id, 1);
    await done(ngo, SIGN, id, 1);
    const { rows } = await owner.query<{ of: unknown }>('select agreements_of($1, now()) as of', [
      stranger.agencyId,
    ]);
    expect(rows).toEqual([{ of: null }]);
  });

  it('is not to be signed after its end', async () => {
    const id = await addAgreement(owner, [police, ngo], {
      from: "now() - interval '2 days'",
      until: "now() - interval '1 day'",
    });
    expect(await tried(police, SIGN, id, 1)).toBe('SP403');
    expect(await tried(police, REVOKE, id)).toBe('SP403');
  });
});

it('no door leads around the functions', async () => {
  const id = await addAgreement(owner, [police, ngo]);
  for (const text of [
    'update agreement_party set signed_at = now(), signed_by = viewer_staff() where agreement_id = $1',
    'update agreement set revoked_at = null where id = $1',
    `insert into agreement_party (agreement_id, agency_id) values ($1, viewer_agency())`,
    'delete from agreement_party where agreement_id = $1',
  ]) {
    expect([text, await tried(stranger, text, id)]).toEqual([text, '42501']);
  }
});

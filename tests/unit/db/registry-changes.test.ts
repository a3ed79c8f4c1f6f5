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
import { doneBy, triedBy } from '../../support/emergency';
import { assign, giveAccess, lock, openCaseOf } from '../../support/facts';
import { addAdministrators, addAgreement, addSignatory } from '../../support/registry';
import { createRegion, PERSONA_NAMES, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let serving: Client;
let region: Region;
let admin: Viewer;
let second: Viewer;
let third: Viewer;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  region = await createRegion(owner);
  [admin, second, third] = (await addAdministrators(owner)) as [Viewer, Viewer, Viewer];
});
afterAll(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

const PROPOSE = 'select propose_registry_change($1, $2, $3) as id';
const APPROVE = 'select approve_registry_change($1)';
const WITHDRAW = 'select withdraw_registry_change($1)';

const tried = (viewer: Viewer, text: string, ...values: unknown[]): Promise<string> =>
  triedBy(serving, viewer, text, values);
const propose = async (kind: string, target: string | null, patch: object, by = admin): Promise<string> => {
  const [row] = await doneBy<{ id: string }>(serving, by, PROPOSE, [kind, target, JSON.stringify(patch)]);
  return row!.id;
};
const approve = (id: string, by = second): Promise<unknown> => doneBy(serving, by, APPROVE, [id]);
const rowOf = async (table: string, id: string): Promise<Record<string, unknown>> =>
  (await owner.query<Record<string, unknown>>(`select * from ${table} where id = $1`, [id])).rows[0]!;
const changeOf = (id: string): Promise<Record<string, unknown>> => rowOf('registry_change', id);

/** Somebody new of the viewer's agency. */
const enter = async (of: Viewer, roles: readonly string[] = ['COMPETENT_OFFICER']): Promise<Viewer> => {
  const staffId = randomUUID();
  await owner.query(
    `insert into staff (id, agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, $3, 'New One', 'demo', $4, $5)`,
    [staffId, of.agencyId, of.unitId, staffId, roles],
  );
  return { ...of, staffId };
};

describe('who changes the registry', () => {
  const patch = JSON.stringify({ name: 'Renamed' });

  it('is an administrator by the own token, and nobody else', async () => {
    const target = region.viewers.police.agencyId;
    expect(await tried(admin, PROPOSE, 'AGENCY', target, patch)).toBe('ok');
    expect(await tried({ ...admin, proof: 'ASSERTED' }, PROPOSE, 'AGENCY', target, patch)).toBe('SP403');
    for (const persona of PERSONA_NAMES) {
      expect([persona, await tried(region.viewers[persona], PROPOSE, 'AGENCY', target, patch)]).toEqual([
        persona,
        'SP403',
      ]);
    }
  });

  it('is nobody who works on cases: by a further role, a tie, or a scope of the office', async () => {
    const target = region.viewers.police.agencyId;
    const caseId = await openCaseOf(owner, region.viewers.police);
    const outcome = (): Promise<string> => tried(admin, PROPOSE, 'AGENCY', target, patch);

    await owner.query(`update staff set roles = '{REGISTRY_ADMINISTRATOR,COORDINATOR}' where id = $1`, [
      admin.staffId,
    ]);
    expect(await outcome()).toBe('SP403');
    await owner.query(`update staff set roles = '{REGISTRY_ADMINISTRATOR}' where id = $1`, [admin.staffId]);

    const tie = await assign(owner, caseId, admin);
    expect(await outcome()).toBe('SP403');
    expect(await tried(second, PROPOSE, 'AGENCY', target, patch)).toBe('ok');
    await owner.query('delete from case_tie where id = $1', [tie]);

    const access = await giveAccess(owner, caseId, admin, {
      scope: 'LIAISON',
      givenBy: region.viewers.police,
    });
    expect(await outcome()).toBe('SP403');
    await owner.query('delete from case_access where id = $1', [access]);

    // Oversight of an area opens no content, and comes of itself to every office of coordination there.
    const oversight = await giveAccess(owner, caseId, admin, { scope: 'COORDINATION' });
    expect(await outcome()).toBe('ok');
    await owner.query('delete from case_access where id = $1', [oversight]);
  });

  it('is never one alone, nor whom it is about', async () => {
    const id = await propose('STAFF', third.staffId, { name: 'Third Name' });
    expect(await tried(admin, APPROVE, id)).toBe('SP403');
    expect(await tried(third, APPROVE, id)).toBe('SP403');
    expect(await tried(third, WITHDRAW, id)).toBe('SP403');
    expect(await tried({ ...second, proof: 'ASSERTED' }, APPROVE, id)).toBe('SP403');
    expect(await tried(region.viewers.coordinator, APPROVE, id)).toBe('SP403');
    expect(await tried(second, APPROVE, id)).toBe('ok');
    const own = await propose('STAFF', third.staffId, { name: 'My Own Name' }, third);
    expect(await tried(third, APPROVE, own)).toBe('SP403');
    await approve(own);
    expect((await rowOf('staff', third.staffId!)).name).toBe('My Own Name');
  });

  it('includes whom a client may name by it', async () => {
    const client = {
      agency_id: admin.agencyId,
      name: 'Tool',
      issuer: 'demo',
      client_id: 'tool',
      service_subject: null,
    };
    const id = await propose('CLIENT', null, {
      ...client,
      purposes: ['AUDIT'],
      active: true,
      staff: [second.staffId],
    });
    expect(await tried(second, APPROVE, id)).toBe('SP403');
    expect(await tried(third, APPROVE, id)).toBe('ok');
  });

  it('remain two at least', async () => {
    await approve(await propose('STAFF', third.staffId, { active: false }));
    const last = await propose('STAFF', admin.staffId, { active: false });
    expect(await tried(second, APPROVE, last)).toBe('SP403');
    expect((await changeOf(last)).status).toBe('PROPOSED');
    await approve(await propose('STAFF', third.staffId, { active: true }));
    expect(await tried(second, APPROVE, last)).toBe('ok');
  });
});

describe('a change', () => {
  it('changes nothing until it is approved, and keeps who, when, before and after', async () => {
    const { agencyId } = region.viewers.health;
    const id = await propose('AGENCY', agencyId, { name: 'New Health Centre' });
    expect((await rowOf('agency', agencyId)).name).toBe('Agency HC-1');
    await approve(id);
    expect((await rowOf('agency', agencyId)).name).toBe('New Health Centre');
    expect(await changeOf(id)).toMatchObject({
      status: 'APPLIED',
      proposed_by: admin.staffId,
      decided_by: second.staffId,
      before: { name: 'Agency HC-1', sector: 'HEALTH' },
      after: { name: 'New Health Centre', sector: 'HEALTH' },
    });
    expect(await tried(third, APPROVE, id)).toBe('SP404');
    expect(await tried(third, WITHDRAW, id)).toBe('SP404');
  });

  it('is overtaken by another of the same target', async () => {
    const { agencyId } = region.viewers.court;
    const first = await propose('AGENCY', agencyId, { name: 'First' });
    const later = await propose('AGENCY', agencyId, { duty_phone: '1' });
    await approve(later);
    expect(await tried(second, APPROVE, first)).toBe('SP409');
    expect((await changeOf(first)).status).toBe('PROPOSED');
    expect(await tried(third, WITHDRAW, first)).toBe('ok');
  });

  it('is overtaken where somebody else took its code, or its proposer lost the right', async () => {
    const unit = {
      agency_id: region.viewers.court.agencyId,
      code: 'NEW',
      name: 'New',
      intake: false,
      active: true,
    };
    const one = await propose('UNIT', null, unit);
    const other = await propose('UNIT', null, unit);
    await approve(one);
    expect(await tried(second, APPROVE, other)).toBe('SP409');
    const orphan = await propose('AGENCY', region.viewers.court.agencyId, { name: 'Orphan' }, third);
    await owner.query('update staff set active = false where id = $1', [third.staffId]);
    expect(await tried(second, APPROVE, orphan)).toBe('SP409');
    await owner.query('update staff set active = true where id = $1', [third.staffId]);
  });

  it('is read by administrators alone', async () => {
    const seen = async (viewer: Viewer): Promise<number> =>
      (await doneBy(serving, viewer, 'select id from registry_change')).length;
    expect(await seen(admin)).toBeGreaterThan(0);
    expect(await seen({ ...admin, proof: 'ASSERTED' })).toBe(0);
    for (const persona of PERSONA_NAMES) {
      expect([persona, await seen(region.viewers[persona])]).toEqual([persona, 0]);
    }
  });

  it('bumps the epoch that every answer is compared with', async () => {
    const epoch = async (): Promise<unknown> =>
      (await owner.query('select changed_by from policy_epoch')).rows;
    const id = await propose('AGENCY', region.viewers.ngo.agencyId, { name: 'Bumped' });
    const before = await epoch();
    await approve(id);
    expect(await epoch()).not.toEqual(before);
  });
});

describe('whoever leaves', () => {
  const open = async (staffId: string): Promise<number> =>
    (
      await owner.query(
        `select from case_tie where staff_id = $1 and ends_at > now()
         union all select from case_access where staff_id = $1 and ends_at > now()
         union all select from case_grant where staff_id = $1 and ends_at > now()`,
        [staffId],
      )
    ).rowCount ?? 0;

  /** Named on a case, with an emergency scope and what it opens, on the list of a client. */
  const working = async (): Promise<{
    readonly member: Viewer;
    readonly caseId: string;
    readonly clientId: string;
  }> => {
    const member = await enter(region.viewers.police);
    const caseId = await openCaseOf(owner, region.viewers.police);
    const clientId = randomUUID();
    await assign(owner, caseId, member);
    await giveAccess(owner, caseId, member, { scope: 'BREAK_GLASS' });
    await owner.query(
      `insert into case_grant (case_id, condition, source_id, agency_id, staff_id, categories)
       values ($1, 'breakGlass', gen_random_uuid(), $2, $3, '{risk.level}')`,
      [caseId, member.agencyId, member.staffId],
    );
    await owner.query(
      `insert into client (id, agency_id, name, issuer, client_id, purposes) values ($1::uuid, $2, 'System', 'demo', $1::text, '{PROTECTION}')`,
      [clientId, member.agencyId],
    );
    await owner.query('insert into client_staff values ($1, $2, $3)', [
      member.agencyId,
      clientId,
      member.staffId,
    ]);
    return { member, caseId, clientId };
  };

  it('for another agency leaves behind what was given by name', async () => {
    const { member, caseId, clientId } = await working();
    await lock(owner, caseId, member, region.viewers.policeSupervisor);
    expect(await open(member.staffId!)).toBe(3);
    const { agencyId, unitId } = region.viewers.otherPolice;
    await approve(await propose('STAFF', member.staffId, { agency_id: agencyId, unit_id: unitId }));
    expect(await open(member.staffId!)).toBe(0);
    expect(await rowOf('staff', member.staffId!)).toMatchObject({ agency_id: agencyId, unit_id: unitId });
    expect((await owner.query('select from client_staff where client_id = $1', [clientId])).rowCount).toBe(0);
    // The conflict of interest goes along, for the machines of the new agency too.
    const { rows } = await owner.query(
      'select agency_id, ends_at > now() as holds from case_lock where staff_id = $1',
      [member.staffId],
    );
    expect(rows).toEqual([{ agency_id: agencyId, holds: true }]);
  });

  it('altogether, too', async () => {
    const { member } = await working();
    await approve(await propose('STAFF', member.staffId, { active: false }));
    expect(await open(member.staffId!)).toBe(0);
  });

  it('for another unit keeps what was given by name', async () => {
    const { member } = await working();
    await approve(await propose('STAFF', member.staffId, { unit_id: null }));
    expect(await open(member.staffId!)).toBe(3);
  });

  it('leaves a unit that can be given up only when nobody is in it, and its assignments end', async () => {
    const { agencyId } = region.viewers.socialWork;
    const opening = await propose('UNIT', null, {
      agency_id: agencyId,
      code: 'GONE',
      name: 'Gone',
      intake: true,
      active: true,
    });
    await approve(opening);
    const unitId = String((await changeOf(opening)).target_id);
    const member = await enter({ ...region.viewers.socialWork, unitId }, ['CASE_MANAGER']);
    const caseId = await openCaseOf(owner, region.viewers.police);
    await assign(owner, caseId, member, 'unit');
    const closing = await propose('UNIT', unitId, { intake: false, active: false });
    expect(await tried(second, APPROVE, closing)).toBe('SP409');
    await approve(await propose('STAFF', member.staffId, { unit_id: null }));
    await approve(closing);
    const ties = await owner.query('select from case_tie where unit_id = $1 and ends_at > now()', [unitId]);
    expect(ties.rowCount).toBe(0);
    const back = await propose('STAFF', member.staffId, { unit_id: unitId });
    expect(await tried(second, APPROVE, back)).toBe('SP409');
  });
});

describe('an agreement', () => {
  const draft = (): object => ({
    reference: randomUUID(),
    title: 'Cooperation',
    categories: ['risk.level'],
    starts_at: '2026-01-01T00:00:00Z',
    ends_at: 'infinity',
    parties: [region.viewers.police.agencyId, region.viewers.ngo.agencyId].sort(),
  });

  it('is opened and altered unsigned, each time in a new version', async () => {
    const opening = await propose('AGREEMENT', null, draft());
    await approve(opening);
    const id = String((await changeOf(opening)).target_id);
    expect(await rowOf('agreement', id)).toMatchObject({
      version: 1,
      categories: ['risk.level'],
      revoked_at: null,
    });
    await approve(await propose('AGREEMENT', id, { categories: ['risk.danger'] }));
    expect(await rowOf('agreement', id)).toMatchObject({
      version: 2,
      categories: ['risk.danger'],
      title: 'Cooperation',
    });
  });

  it('is not altered once somebody has signed, not even by a change proposed before', async () => {
    const id = await addAgreement(owner, [region.viewers.police, region.viewers.ngo]);
    const alter = await propose('AGREEMENT', id, { categories: ['risk.danger'] });
    const signatory = await addSignatory(owner, region.viewers.police);
    await doneBy(serving, signatory, 'select sign_agreement($1, 1)', [id]);
    expect(await tried(second, APPROVE, alter)).toBe('SP409');
    const again = await propose('AGREEMENT', id, { categories: ['risk.danger'] });
    expect(await tried(second, APPROVE, again)).toBe('SP409');
    expect(await rowOf('agreement', id)).toMatchObject({ version: 1, categories: ['risk.level'] });
  });

  it('is not signed by a change', async () => {
    const opening = await propose('AGREEMENT', null, {
      ...draft(),
      signatures: 2,
      signed_at: '2026-01-01T00:00:00Z',
    });
    await approve(opening);
    const { rows } = await owner.query(
      'select from agreement_party where agreement_id = $1 and signed_at is not null',
      [(await changeOf(opening)).target_id],
    );
    expect(rows).toEqual([]);
  });
});

it('no door leads around the functions', async () => {
  for (const text of [
    `update staff set roles = '{REGISTRY_ADMINISTRATOR}' where id = viewer_staff()`,
    `insert into registry_change (kind, target_id, after, proposed_by) values ('STAFF', viewer_staff(), '{}', viewer_staff())`,
    `update registry_change set status = 'APPLIED'`,
    `select apply_staff_change(viewer_staff(), '{}', '{}', viewer_staff())`,
    `select registry_state('STAFF', viewer_staff())`,
  ]) {
    expect([text, await tried(admin, text)]).toEqual([text, '42501']);
  }
});

import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { addPerson, assign, giveAccess, openCaseOf } from '../support/facts';
import type { Answer, TestHub } from '../support/hub';
import type { Region } from '../support/region';
import { openStage, type Stage } from '../support/stage';

let stage: Stage;
let owner: Client;
let hub: TestHub;
let region: Region;

beforeAll(async () => {
  stage = await openStage();
  ({ owner, hub, region } = stage);
});
afterAll(() => stage.close());

const codes = (answer: Answer): string[] => (answer.errors ?? []).map(({ code }) => code);

const END = 'mutation ($c: ID!, $a: ID!) { ended: endScope(caseId: $c, id: $a) { id access { id } } }';

const inForce = async (access: string): Promise<boolean> => {
  const { rows } = await owner.query<{ open: boolean }>(
    'select ends_at > now() as open from case_access where id = $1',
    [access],
  );
  return rows[0]!.open;
};

describe('ending a scope', () => {
  it('ends it at once for who gave it', async () => {
    const { police, prosecution } = region.viewers;
    const c = await openCaseOf(owner, police);
    const a = await giveAccess(owner, c, prosecution, { scope: 'LIAISON', givenBy: police });
    await assign(owner, c, prosecution);
    const read = 'query ($c: ID!) { case(id: $c) { id } }';
    expect((await hub.ask(prosecution, read, { c })).data).toEqual({ case: { id: c } });
    const answer = await hub.ask(police, END, { c, a });
    expect(answer.data?.['ended'].id).toBe(c);
    expect((answer.data?.['ended'].access as { id: string }[]).map(({ id }) => id)).not.toContain(a);
    expect((await hub.ask(prosecution, read, { c })).data).toEqual({ case: null });
  });

  it('lets go of a case by who received it, though he then reads it no more', async () => {
    const { police, prosecution } = region.viewers;
    const c = await openCaseOf(owner, police);
    const a = await giveAccess(owner, c, prosecution, { scope: 'LIAISON', givenBy: police });
    await assign(owner, c, prosecution);
    expect(await hub.ask(prosecution, END, { c, a })).toEqual({ data: { ended: null } });
    expect(await inForce(a)).toBe(false);
  });

  it('is decided on the case that is named: the scope of another case is not found', async () => {
    const { police, prosecution } = region.viewers;
    const worked = await openCaseOf(owner, police);
    // A case of the same agency that this officer is not assigned to.
    const other = await openCaseOf(owner, { ...police, staffId: region.viewers.policeSupervisor.staffId });
    const a = await giveAccess(owner, other, prosecution, { scope: 'LIAISON', givenBy: police });
    expect(codes(await hub.ask(police, END, { c: other, a }))).toEqual(['SPONA_NOT_FOUND']);
    expect(codes(await hub.ask(police, END, { c: worked, a }))).toEqual(['SPONA_NOT_FOUND']);
    expect(await inForce(a)).toBe(true);
  });

  it('finds neither own scopes nor those of others nor unknown ones', async () => {
    const { police, otherPolice, prosecution, health } = region.viewers;
    const c = await openCaseOf(owner, police);
    const { rows } = await owner.query<{ id: string }>('select id from case_access where case_id = $1', [c]);
    await giveAccess(owner, c, prosecution, { scope: 'LIAISON', givenBy: police });
    await assign(owner, c, prosecution);
    const invited = await giveAccess(owner, c, health, { scope: 'CONFERENCE', givenBy: prosecution });
    expect(codes(await hub.ask(police, END, { c, a: rows[0]!.id }))).toEqual(['SPONA_NOT_FOUND']);
    expect(codes(await hub.ask(police, END, { c, a: randomUUID() }))).toEqual(['SPONA_NOT_FOUND']);
    expect(codes(await hub.ask(police, END, { c, a: invited }))).toEqual(['SPONA_NOT_FOUND']);
    expect(codes(await hub.ask(otherPolice, END, { c, a: invited }))).toEqual(['SPONA_NOT_FOUND']);
    expect(await inForce(invited)).toBe(true);
  });
});

describe('assigning', () => {
  const tied = async (c: string): Promise<number | null> =>
    (await owner.query('select from case_tie where case_id = $1 and ends_at > now()', [c])).rowCount;

  it('is for supervisors and liaison officers, and for cases that their agency reaches', async () => {
    const { police, policeSupervisor, otherPolice, health, prosecution } = region.viewers;
    const c = await openCaseOf(owner, police);
    const assignTo = (viewer: Viewer, variables: Record<string, unknown>): Promise<Answer> =>
      hub.ask(
        viewer,
        'mutation ($c: ID!, $u: ID, $s: ID) { assignCase(caseId: $c, unitId: $u, staffId: $s) }',
        { c, ...variables },
      );
    expect((await assignTo(policeSupervisor, { u: police.unitId })).data).toEqual({ assignCase: true });
    expect(codes(await assignTo({ ...police, roles: ['COMPETENT_OFFICER'] }, { u: police.unitId }))).toEqual([
      'SPONA_FORBIDDEN',
    ]);
    expect(codes(await assignTo(health, { u: health.unitId }))).toEqual(['SPONA_FORBIDDEN']);
    expect(codes(await assignTo(otherPolice, { u: otherPolice.unitId }))).toEqual(['SPONA_NOT_FOUND']);
    expect(codes(await assignTo(policeSupervisor, { s: prosecution.staffId }))).toEqual(['SPONA_FORBIDDEN']);
    expect(codes(await assignTo(policeSupervisor, {}))).toEqual(['SPONA_INVALID']);
    expect(codes(await assignTo(policeSupervisor, { u: police.unitId, s: police.staffId }))).toEqual([
      'SPONA_INVALID',
    ]);
    expect(codes(await assignTo(policeSupervisor, { u: 'x' }))).toEqual(['SPONA_INVALID']);
    expect(await tied(c)).toBe(2);
  });

  it('ends by the agency whose it is, told by the assignment alone', async () => {
    const { police, policeSupervisor, otherPolice } = region.viewers;
    const c = await openCaseOf(owner, police);
    const tie = await assign(owner, c, policeSupervisor);
    const end = (viewer: Viewer): Promise<Answer> =>
      hub.ask(viewer, 'mutation ($t: ID!) { endAssignment(id: $t) }', { t: tie });
    expect(codes(await end(otherPolice))).toEqual(['SPONA_NOT_FOUND']);
    expect(await tied(c)).toBe(2);
    expect((await end(policeSupervisor)).data).toEqual({ endAssignment: true });
    expect(await tied(c)).toBe(1);
  });
});

describe('locking', () => {
  it('hides the case from the locked person at once, the one who opened it included', async () => {
    const { police, coordinator, secondCoordinator } = region.viewers;
    const c = await openCaseOf(owner, police);
    await giveAccess(owner, c, coordinator, { scope: 'COORDINATION', givenBy: police });
    const read = 'query ($c: ID!) { case(id: $c) { id } cases { totalCount } }';
    const before = (await hub.ask(police, read, { c })).data?.['cases'].totalCount as number;
    const lock = 'mutation ($c: ID!, $s: ID!) { lockStaff(caseId: $c, staffId: $s, reason: "kin") }';
    const unlock = 'mutation ($c: ID!, $s: ID!) { unlockStaff(caseId: $c, staffId: $s) }';
    const variables = { c, s: police.staffId };
    expect((await hub.ask(coordinator, lock, variables)).data).toEqual({ lockStaff: true });
    expect((await hub.ask(police, read, { c })).data).toEqual({
      case: null,
      cases: { totalCount: before - 1 },
    });
    expect(codes(await hub.ask(coordinator, unlock, variables))).toEqual(['SPONA_FORBIDDEN']);
    expect(codes(await hub.ask({ ...police, roles: ['POLICE_SUPERVISOR'] }, unlock, variables))).toEqual([
      'SPONA_FORBIDDEN',
    ]);
    expect((await hub.ask(secondCoordinator, unlock, variables)).data).toEqual({ unlockStaff: true });
    expect((await hub.ask(police, read, { c })).data).toEqual({
      case: { id: c },
      cases: { totalCount: before },
    });
  });
});

describe('delivering', () => {
  it('knows the types of the schema alone', async () => {
    const { police, court } = region.viewers;
    const c = await openCaseOf(owner, police);
    const id = await addPerson(owner, c, police, ['VICTIM']);
    const deliver = (type: string, record = id): Promise<Answer> =>
      hub.ask(
        police,
        'mutation ($t: RecordType!, $id: ID!, $a: ID!) { deliverRecord(type: $t, id: $id, agencyId: $a, kind: FILED) }',
        {
          t: type,
          id: record,
          a: court.agencyId,
        },
      );
    for (const type of ['participant', 'Staff', 'Participant"', '', '__proto__']) {
      expect([type, (await deliver(type)).errors?.length]).toEqual([type, 1]);
    }
    expect(codes(await deliver('Incident'))).toEqual(['SPONA_NOT_FOUND']);
    expect((await deliver('Participant')).data).toEqual({ deliverRecord: true });
    expect((await deliver('Case', c)).data).toEqual({ deliverRecord: true });
  });
});

describe('correcting what the case itself holds', () => {
  it('replaces it as a whole', async () => {
    const { police } = region.viewers;
    const c = await openCaseOf(owner, police);
    const id = await addPerson(owner, c, police, ['VICTIM'], {
      family_name: 'Kovač',
      address: 'Old 1',
      phone: '1',
      note: 'n',
    });
    const corrected = await hub.ask(
      police,
      'mutation ($id: ID!) { made: correctParticipant(id: $id, version: 1, input: { roles: [VICTIM], familyName: "Nova" }) { version familyName address phone note } }',
      { id },
    );
    expect(corrected.data).toEqual({
      made: { version: 2, familyName: 'Nova', address: null, phone: null, note: null },
    });
    const incident = await hub.ask(
      police,
      `mutation ($c: ID!) { made: reportIncident(caseId: $c, input: { occurredAt: "2026-11-01T10:00:00Z", forms: [PHYSICAL], channel: VICTIM, weapon: KNIFE, description: "d" }) { id } }`,
      { c },
    );
    const again = await hub.ask(
      police,
      `mutation ($id: ID!) { made: correctIncident(id: $id, version: 1, input: { occurredAt: "2026-11-01T10:00:00Z", forms: [VERBAL], channel: VICTIM }) { forms weapon description } }`,
      { id: incident.data?.['made'].id as string },
    );
    expect(again.data).toEqual({ made: { forms: ['VERBAL'], weapon: null, description: null } });
  });
});

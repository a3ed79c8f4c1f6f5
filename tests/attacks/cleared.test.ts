import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../src/identity/viewer';
import { addPerson, assign, giveAccess, insertInto, makeOwn, openCaseOf } from '../support/facts';
import { openStage, type Stage } from '../support/stage';

/** Who was cleared is a suspect to nobody any more but to who entered him and to the prosecution, in the very next answer. */

let stage: Stage;
let caseId: string;
let victim: string;
let respondent: string;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

beforeEach(async () => {
  const { owner, viewers } = stage;
  const { police, otherPolice, prosecution, socialWork, ngo } = viewers;
  caseId = await openCaseOf(owner, police);
  victim = await addPerson(owner, caseId, police, ['VICTIM'], { family_name: 'Kovač' });
  respondent = await addPerson(owner, caseId, police, ['RESPONDENT'], {
    family_name: 'Marković',
    status: 'REPORTED',
  });
  const held = { case_id: caseId, custodian_id: police.agencyId, recorded_by: police.staffId };
  await insertInto(owner, 'relationship', { ...held, from_id: respondent, to_id: victim, code: 'SPOUSE' });
  await insertInto(owner, 'incident', {
    ...held,
    occurred_at: '2026-11-01T10:00:00Z',
    forms: ['PHYSICAL'],
    weapon: 'KNIFE',
    channel: 'VICTIM',
    children_present: true,
    description: 'Tajni opis.',
  });
  for (const viewer of [otherPolice, prosecution, socialWork]) {
    await giveAccess(owner, caseId, viewer, { scope: 'LIAISON', givenBy: police });
    await assign(owner, caseId, viewer);
  }
  await giveAccess(owner, caseId, ngo, { scope: 'REFERRAL', givenBy: police });
  await assign(owner, caseId, ngo);
  await makeOwn(owner, caseId, victim, ngo);
});

const correct = (id: string, status: string): Promise<unknown> =>
  stage.owner.query('update participant set status = $2, version = version + 1 where id = $1', [id, status]);

const READ = `query File($id: ID!) { case(id: $id) {
  participants { id familyName history { familyName } } relationships { code }
  incidents { description weaponInvolved childrenPresent } urgentMeasures { number } } }`;

interface File {
  readonly participants: readonly { readonly id: string; readonly familyName: string | null }[];
  readonly relationships: readonly { readonly code: string | null }[];
  readonly incidents: readonly Readonly<Record<string, unknown>>[];
  readonly urgentMeasures: readonly { readonly number: string | null }[];
}

const fileOf = async (viewer: Viewer): Promise<File> => {
  const { data } = await stage.hub.ask(viewer, READ, { id: caseId });
  return (data as unknown as { readonly case: File }).case;
};

/** Whether the viewer knows of the respondent, of what he is to the victim, and of what happened. */
const knows = async (viewer: Viewer): Promise<readonly boolean[]> => {
  const { participants, relationships, incidents } = await fileOf(viewer);
  return [
    participants.some(({ id }) => id === respondent),
    relationships.length > 0,
    incidents.some(({ description, weaponInvolved }) => description !== null || weaponInvolved !== null),
  ];
};

const ALL = [true, true, true];
const NOTHING = [false, false, false];

describe('of a respondent who was cleared', () => {
  test('nobody reads any more but who entered him and the prosecution', async () => {
    const { police, otherPolice, prosecution, socialWork, ngo } = stage.viewers;
    for (const viewer of [police, otherPolice, prosecution, socialWork, ngo])
      expect([viewer.sector, (await knows(viewer))[2]]).toEqual([viewer.sector, true]);
    await correct(respondent, 'CLEARED');
    expect([await knows(police), await knows(prosecution)]).toEqual([ALL, ALL]);
    expect([await knows(otherPolice), await knows(socialWork), await knows(ngo)]).toEqual([
      NOTHING,
      NOTHING,
      NOTHING,
    ]);
  });

  test('what is of the victim and of children stays open', async () => {
    await correct(respondent, 'CLEARED');
    const { participants, incidents } = await fileOf(stage.viewers.socialWork);
    expect(participants).toEqual([expect.objectContaining({ id: victim, familyName: 'Kovač' })]);
    expect(incidents).toEqual([{ description: null, weaponInvolved: null, childrenPresent: true }]);
  });

  test('the former versions tell no more than the present one, and open again with it', async () => {
    const { socialWork } = stage.viewers;
    await correct(respondent, 'CLEARED');
    expect(JSON.stringify(await fileOf(socialWork))).not.toContain('Marković');
    await correct(respondent, 'CHARGED');
    const found = (await fileOf(socialWork)).participants.find(({ id }) => id === respondent);
    // The version in which he was cleared stays closed.
    expect(found).toEqual({ id: respondent, familyName: 'Marković', history: [{ familyName: 'Marković' }] });
  });

  test('the incidents stay open while somebody else is a respondent', async () => {
    const { owner, viewers } = stage;
    await addPerson(owner, caseId, viewers.police, ['RESPONDENT'], { status: 'CHARGED' });
    await correct(respondent, 'CLEARED');
    expect(await knows(viewers.socialWork)).toEqual([false, false, true]);
  });

  test('all stays open while an order is in force that can be against nobody else', async () => {
    const { owner, viewers } = stage;
    const { otherPolice } = viewers;
    const serve = (ago: string): Promise<unknown> =>
      owner.query(
        `update police_urgent_measure set served_at = date_trunc('minute', now() - $2::interval),
        ordered_at = now() - $2::interval - interval '1 hour', version = version + 1 where case_id = $1`,
        [caseId, ago],
      );
    await insertInto(owner, 'police_urgent_measure', {
      case_id: caseId,
      custodian_id: viewers.police.agencyId,
      subject_id: respondent,
      number: randomUUID(),
      kinds: ['REMOVAL_FROM_DWELLING'],
      ordered_at: '2026-01-01T00:00:00Z',
    });
    await serve('2 hours');
    await correct(respondent, 'CLEARED');
    expect([await knows(otherPolice), (await fileOf(otherPolice)).urgentMeasures.length]).toEqual([ALL, 1]);
    const other = await addPerson(owner, caseId, viewers.police, ['RESPONDENT'], { status: 'REPORTED' });
    expect(await knows(otherPolice)).toEqual([false, false, true]);
    await correct(other, 'CLEARED');
    expect(await knows(otherPolice)).toEqual(ALL);
    await serve('49 hours');
    expect([await knows(otherPolice), (await fileOf(otherPolice)).urgentMeasures.length]).toEqual([
      NOTHING,
      0,
    ]);
  });
});

test('a case whose only respondent was cleared before he was entered is one in which nobody stands accused', async () => {
  const { owner, viewers } = stage;
  await owner.query('delete from relationship where case_id = $1', [caseId]);
  await owner.query('delete from participant where id = $1', [respondent]);
  const epoch = async (): Promise<unknown> =>
    (await owner.query('select changed_by from case_epoch where case_id = $1', [caseId])).rows;
  expect((await knows(viewers.socialWork))[2]).toBe(true);
  const before = await epoch();
  await addPerson(owner, caseId, viewers.police, ['RESPONDENT'], { status: 'CLEARED' });
  expect(await epoch()).not.toEqual(before);
  expect((await knows(viewers.socialWork))[2]).toBe(false);
});

test('whoever is added as a respondent or a victim lets no answer leave that was made before', async () => {
  const { owner, viewers } = stage;
  const epoch = async (): Promise<unknown> =>
    (await owner.query('select changed_by from case_epoch where case_id = $1', [caseId])).rows;
  for (const [role, columns] of [
    ['RESPONDENT', { status: 'REPORTED' }],
    ['RESPONDENT', { status: 'CLEARED' }],
    ['VICTIM', {}],
  ] as const) {
    const before = await epoch();
    await addPerson(owner, caseId, viewers.police, [role], columns);
    expect(await epoch()).not.toEqual(before);
  }
  const before = await epoch();
  await addPerson(owner, caseId, viewers.police, ['WITNESS']);
  expect(await epoch()).toEqual(before);
});

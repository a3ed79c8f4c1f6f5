import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { openCaseOf } from '../support/facts';
import type { TestHub } from '../support/hub';
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

const GIVE_TWICE = `mutation ($first: GiveScopeInput!, $second: GiveScopeInput!) {
  first: giveScope(input: $first) { id } second: giveScope(input: $second) { id }
}`;

test('a mutation is made as a whole or not at all', async () => {
  const { police, prosecution, court } = region.viewers;
  const id = await openCaseOf(owner, police);
  const scope = (agencyId: string, caseId = id): Record<string, unknown> => ({
    caseId,
    agencyId,
    scope: 'LIAISON',
    purposes: ['PROTECTION'],
    days: 1,
  });
  const given = async (): Promise<number | null> =>
    (await owner.query(`select from case_access where case_id = $1 and scope = 'LIAISON'`, [id])).rowCount;
  const unknown = { first: scope(prosecution.agencyId), second: scope(court.agencyId, randomUUID()) };
  const refused = await hub.ask(police, GIVE_TWICE, unknown);
  expect(refused).toMatchObject({ data: null, errors: [{ code: 'SPONA_NOT_FOUND' }] });
  expect(await given()).toBe(0);
  const whole = { first: scope(prosecution.agencyId), second: scope(court.agencyId) };
  expect((await hub.ask(police, GIVE_TWICE, whole)).data).toEqual({ first: { id }, second: { id } });
  expect(await given()).toBe(2);
});

test('what follows a failure in the same mutation fails with it and is told by no error of its own', async () => {
  const { coordinator } = region.viewers;
  const END_TWICE = `mutation ($id: ID!) { first: endLock(id: $id) second: endLock(id: $id) }`;
  const refused = await hub.ask(coordinator, END_TWICE, { id: randomUUID() });
  expect(refused.data).toBeNull();
  expect(refused.errors?.map(({ code }) => code)).toEqual(['SPONA_NOT_FOUND']);
});

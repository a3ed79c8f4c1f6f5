import type { Client } from 'pg';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { addPerson, assign, giveAccess, insertInto, openCaseOf } from '../../support/facts';
import { asViewer } from '../../support/records-raw';
import { createRegion, type Region } from '../../support/region';

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

/** A case with three persons and an assessment about one of them, which a prosecutor files with the court. Answers what the court got. */
const filedAbout = async (whom: 'victim' | 'reporter'): Promise<string[]> => {
  const { police, prosecution, court } = region.viewers;
  const id = await openCaseOf(owner, police);
  await giveAccess(owner, id, prosecution, { scope: 'LIAISON' });
  await assign(owner, id, prosecution);
  const persons = new Map([
    [await addPerson(owner, id, police, ['VICTIM']), 'victim'],
    [await addPerson(owner, id, police, ['RESPONDENT']), 'respondent'],
    [await addPerson(owner, id, police, ['PROTECTED_REPORTER']), 'reporter'],
    [await addPerson(owner, id, police, ['CHILD']), 'child'],
  ]);
  const subject = [...persons].find(([, who]) => who === whom)![0];
  await insertInto(owner, 'police_risk_assessment', {
    case_id: id,
    custodian_id: police.agencyId,
    subject_id: subject,
    assessed_at: '2026-11-01T10:00:00Z',
    level: 'HIGH',
    answers: '{}',
  });
  await asViewer(
    serving,
    prosecution,
    () =>
      serving.query(
        `select deliver_record('police_risk_assessment', r.id, $2, 'FILED') from police_risk_assessment r where r.case_id = $1`,
        [id, court.agencyId],
      ),
    'commit',
  );
  const { rows } = await owner.query<{ record: string }>(
    'select record_id as record from record_delivery where case_id = $1 and agency_id = $2',
    [id, court.agencyId],
  );
  return rows.map(({ record }) => persons.get(record) ?? 'the record').sort();
};

describe('what a prosecutor files', () => {
  it('names its parties to the court, and no protected reporter', async () => {
    expect(await filedAbout('victim')).toEqual(['respondent', 'the record', 'victim']);
    expect(await filedAbout('reporter')).toEqual(['respondent', 'the record']);
  });
});

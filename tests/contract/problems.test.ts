import { randomUUID } from 'node:crypto';
import { getOperationAST, parse } from 'graphql';
import type { Client } from 'pg';
import { SponaError } from '../../src/errors/spona-error';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { addPerson, openCaseOf } from '../support/facts';
import { startTestHub, type TestHub } from '../support/hub';
import { createRegion, type Region } from '../support/region';

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
let region: Region;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  region = await createRegion(owner);
  hub = await startTestHub(database);
});
afterAll(async () => {
  await hub.close();
  await owner.end();
  await dropDatabase(database);
});

/** `extensions.problems` of what the police officer asks wrongly. */
const problemsOf = async (source: string, variables: Record<string, unknown>): Promise<unknown> => {
  const document = parse(source);
  const { errors = [] } = await hub.execute({
    requestId: randomUUID(),
    viewer: region.viewers.police,
    signal: new AbortController().signal,
    idempotencyKey: null,
    document,
    definition: getOperationAST(document)!,
    operationName: null,
    variables,
  });
  return errors.flatMap(({ originalError }) =>
    originalError instanceof SponaError ? originalError.extensions['problems'] : [],
  );
};

const NOWHERE = 'No municipality of the registry has this code.';
const PERSON = { roles: ['VICTIM'], municipalityCode: 'M-9' };
const INCIDENT = {
  occurredAt: '2026-11-01T10:00:00Z',
  forms: ['PHYSICAL'],
  channel: 'VICTIM',
  municipalityCode: 'M-9',
};

describe('a problem names the place where the client wrote it', () => {
  it('in a new case', async () => {
    const open = 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { id } }';
    const input = {
      reference: 'K-1',
      openedAt: '2026-11-01T10:00:00Z',
      participants: [{ roles: ['CHILD'] }],
    };
    expect(
      await problemsOf(open, { input: { ...input, participants: [...input.participants, PERSON] } }),
    ).toEqual([{ path: 'input.participants.1.municipalityCode', message: NOWHERE }]);
    expect(await problemsOf(open, { input: { ...input, incidents: [INCIDENT] } })).toEqual([
      { path: 'input.incidents.0.municipalityCode', message: NOWHERE },
    ]);
  });

  it('in one person or incident that is added to a case', async () => {
    const caseId = await openCaseOf(owner, region.viewers.police);
    const add = `mutation ($caseId: ID!, $input: ParticipantInput!) { addParticipant(caseId: $caseId, input: $input) { id } }`;
    expect(await problemsOf(add, { caseId, input: PERSON })).toEqual([
      { path: 'input.municipalityCode', message: NOWHERE },
    ]);
    const report = `mutation ($caseId: ID!, $input: IncidentInput!) { reportIncident(caseId: $caseId, input: $input) { id } }`;
    expect(await problemsOf(report, { caseId, input: INCIDENT })).toEqual([
      { path: 'input.municipalityCode', message: NOWHERE },
    ]);
  });
});

it('two answers to one risk factor are refused where the second stands', async () => {
  const { police } = region.viewers;
  const id = await openCaseOf(owner, police);
  const victim = await addPerson(owner, id, police, ['VICTIM']);
  const add =
    'mutation ($c: ID!, $i: RiskAssessmentInput!) { addRiskAssessment(caseId: $c, input: $i) { id } }';
  const answers = ['YES', 'NO'].map((answer) => ({ factor: 'POSSESSES_WEAPON', answer }));
  const input = { subjectId: victim, assessedAt: '2026-11-01T10:00:00Z', level: 'LOW', answers };
  expect(await problemsOf(add, { c: id, i: input })).toEqual([
    { path: 'input.answers.1.factor', message: 'Answer each factor once.' },
  ]);
});

import { randomUUID } from 'node:crypto';
import { getOperationAST, parse } from 'graphql';
import type { Client } from 'pg';
import { CONSTRAINT_FIELDS } from '../../src/db/constraint-fields';
import { SponaError } from '../../src/errors/spona-error';
import type { Viewer } from '../../src/identity/viewer';
import { addPerson, assign, giveAccess, openCaseOf } from '../support/facts';
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

/** `extensions.problems` of what somebody, the police officer if nobody else, asks wrongly. */
const problemsOf = async (
  source: string,
  variables: Record<string, unknown>,
  viewer: Viewer = region.viewers.police,
): Promise<unknown> => {
  const document = parse(source);
  const { errors = [] } = await hub.execute({
    requestId: randomUUID(),
    viewer,
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

/** Rules between columns that no input can break, since the hub fills one of them. */
const GIVEN_BY_THE_HUB: readonly string[] = ['case_file_check', 'ngo_service_use_check1'];

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

describe('an input that cannot be true is refused where it stands', () => {
  const ADD = `mutation ($caseId: ID!, $input: ParticipantInput!) { addParticipant(caseId: $caseId, input: $input) { id } }`;
  const paths = async (
    document: string,
    variables: Record<string, unknown>,
    viewer?: Viewer,
  ): Promise<string[]> =>
    ((await problemsOf(document, variables, viewer)) as { path?: string }[]).map(
      ({ path }) => path ?? 'nowhere',
    );
  const tomorrow = (days = 1): string => new Date(Date.now() + days * 86_400_000).toISOString();
  let caseId: string;
  beforeAll(async () => {
    caseId = await openCaseOf(owner, region.viewers.police);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a blank name', { familyName: '  ' }, 'familyName'],
    ['a blank reference', { reference: '' }, 'reference'],
    ['a text that cannot be stored', { note: 'a\0b' }, 'note'],
    ['a birth before 1900', { birthDate: '1899-12-31' }, 'birthDate'],
    ['a birth to come', { birthDate: tomorrow(2).slice(0, 10) }, 'birthDate'],
    ['a role twice', { roles: ['VICTIM', 'VICTIM'] }, 'roles'],
    ['a protected reporter with another role', { roles: ['PROTECTED_REPORTER', 'WITNESS'] }, 'roles'],
    ['the status of who is no respondent', { status: 'CHARGED' }, 'status'],
    ['a JMBG of twelve digits', { identifierKind: 'JMBG', identifier: '010198571001' }, 'identifier'],
    [
      'a JMBG with a wrong check digit',
      { identifierKind: 'JMBG', identifier: '0101985710007' },
      'identifier',
    ],
    ['a CNP with a wrong check digit', { identifierKind: 'CNP', identifier: '1850101400011' }, 'identifier'],
    ['a passport in small letters', { identifierKind: 'PASSPORT', identifier: 'ab12345' }, 'identifier'],
    ['a number without its kind', { identifier: '123' }, 'identifier'],
    ['a kind without its number', { identifierKind: 'OTHER' }, 'identifierKind'],
    ['a language that is none', { language: 'Serbian language' }, 'language'],
    ['an age that nobody has', { ageReported: 131 }, 'ageReported'],
  ])('%s', async (_name, input, field) => {
    expect(await paths(ADD, { caseId, input: { roles: ['VICTIM'], ...input } })).toEqual([`input.${field}`]);
  });

  it('and what is true is taken', async () => {
    const input = {
      roles: ['VICTIM', 'WITNESS'],
      birthDate: '1985-01-01',
      identifierKind: 'JMBG',
      identifier: '0101985710008',
      language: 'sr-Cyrl',
    };
    expect(await paths(ADD, { caseId, input })).toEqual([]);
    const romanian = { roles: ['VICTIM'], identifierKind: 'CNP', identifier: '1850101400017' };
    expect(await paths(ADD, { caseId, input: romanian })).toEqual([]);
  });

  it('an incident to come, or long gone', async () => {
    const report = `mutation ($caseId: ID!, $input: IncidentInput!) { reportIncident(caseId: $caseId, input: $input) { id } }`;
    const { forms, channel } = INCIDENT;
    for (const occurredAt of [tomorrow(), '1899-12-31T00:00:00Z']) {
      expect(await paths(report, { caseId, input: { forms, channel, occurredAt } })).toEqual([
        'input.occurredAt',
      ]);
    }
  });

  it('in lists, by the index', async () => {
    const open = 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { id } }';
    const person = { reference: 'a', roles: ['VICTIM'] };
    const input = {
      reference: 'K-7',
      openedAt: '2026-11-01T10:00:00Z',
      participants: [person, { ...person, note: ' ' }],
    };
    expect(await paths(open, { input })).toEqual(['input.participants.1.note']);
    expect(await paths(open, { input: { ...input, participants: [person, person] } })).toEqual([
      'input.participants.1.reference',
    ]);
    const pair = { from: 'a', to: 'a', code: 'SIBLING' };
    expect(await paths(open, { input: { ...input, participants: [person], relationships: [pair] } })).toEqual(
      ['input.relationships.0.to'],
    );
  });

  it('what only the database can know', async () => {
    const { police } = region.viewers;
    const [one, other] = [
      await addPerson(owner, caseId, police, ['VICTIM']),
      await addPerson(owner, caseId, police, ['CHILD']),
    ];
    const relate = `mutation ($caseId: ID!, $input: RelationshipInput!) { addRelationship(caseId: $caseId, input: $input) { id } }`;
    const input = { fromId: one, toId: other, code: 'PARENT' };
    expect(await paths(relate, { caseId, input: { ...input, toId: one } })).toEqual(['input.toId']);
    expect(await paths(relate, { caseId, input })).toEqual([]);
    expect(await paths(relate, { caseId, input })).toEqual(['input.toId']);
    const key = { roles: ['WITNESS'], reference: 'key' };
    expect(await paths(ADD, { caseId, input: key })).toEqual([]);
    expect(await paths(ADD, { caseId, input: key })).toEqual(['input.reference']);
  });

  it('every unique number and every rule between columns of a record has a place in its input', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select c.conname as name from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attname = 'custodian_id'
       where c.connamespace = 'public'::regnamespace and (c.contype = 'u' or (c.contype = 'c' and cardinality(c.conkey) > 1))
         and c.conrelid::regclass::text not in ('record_history') order by 1`,
    );
    expect(rows.map(({ name }) => name).filter((name) => !CONSTRAINT_FIELDS.has(name))).toEqual(
      GIVEN_BY_THE_HUB,
    );
  });

  it('ids and reasons beside an input', async () => {
    const { police } = region.viewers;
    const lock =
      'mutation ($c: ID!, $s: ID!, $r: String!) { lockStaff(caseId: $c, staffId: $s, reason: $r) }';
    const { policeSupervisor } = region.viewers;
    expect(await paths(lock, { c: caseId, s: 'x', r: 'kin' }, policeSupervisor)).toEqual(['staffId']);
    expect(await paths(lock, { c: caseId, s: police.staffId, r: ' ' }, policeSupervisor)).toEqual(['reason']);
    const request = `mutation ($i: EmergencyRequestInput!) { requestEmergencyAccess(input: $i) { id } }`;
    const blank = { caseId: randomUUID(), reason: ' '.repeat(10), categories: ['risk.level'], hours: 1 };
    expect(await paths(request, { i: blank }, police)).toEqual(['input.reason']);
    const review =
      'mutation ($id: ID!, $n: String!) { reviewEmergencyAccess(id: $id, verdict: JUSTIFIED, note: $n) }';
    expect(await paths(review, { id: randomUUID(), n: ' ' }, region.viewers.coordinator)).toEqual(['note']);
  });
});

describe('a relationship', () => {
  it('is corrected by its holder, under the version that was read, and keeps what was', async () => {
    const { police, otherPolice } = region.viewers;
    const caseId = await openCaseOf(owner, police);
    const [fromId, toId] = [
      await addPerson(owner, caseId, police, ['VICTIM']),
      await addPerson(owner, caseId, police, ['RESPONDENT']),
    ];
    const input = { fromId, toId, code: 'SPOUSE' };
    const added = await hub.ask(
      police,
      `mutation ($caseId: ID!, $input: RelationshipInput!) { made: addRelationship(caseId: $caseId, input: $input) { id version } }`,
      { caseId, input },
    );
    const { id } = added.data?.['made'] as { id: string };
    const CORRECT = `mutation ($id: ID!, $version: Int!, $input: RelationshipInput!) {
      made: correctRelationship(id: $id, version: $version, input: $input) { version code coveredByLaw history { version code } } }`;
    const ended = { ...input, code: 'FORMER_SPOUSE' };
    const corrected = await hub.ask(police, CORRECT, { id, version: 1, input: ended });
    expect(corrected.data).toEqual({
      made: {
        version: 2,
        code: 'FORMER_SPOUSE',
        coveredByLaw: true,
        history: [{ version: 1, code: 'SPOUSE' }],
      },
    });
    const codes = async (viewer: typeof police, version: number): Promise<unknown> =>
      (await hub.ask(viewer, CORRECT, { id, version, input: ended })).errors?.map(({ code }) => code);
    expect(await codes(police, 1)).toEqual(['SPONA_CONFLICT']);
    expect(await codes(otherPolice, 2)).toEqual(['SPONA_NOT_FOUND']);
    const elsewhere = await addPerson(owner, await openCaseOf(owner, police), police, ['WITNESS']);
    const answer = await hub.ask(police, CORRECT, { id, version: 2, input: { ...ended, toId: elsewhere } });
    expect(answer.errors?.map(({ code }) => code)).toEqual(['SPONA_INVALID']);
  });
});

it('references come back to who gave them, and to nobody else', async () => {
  const { police, prosecution } = region.viewers;
  const caseId = await openCaseOf(owner, police);
  await addPerson(owner, caseId, police, ['VICTIM'], { reference: 'person-7' });
  await giveAccess(owner, caseId, prosecution, { scope: 'LIAISON', givenBy: police });
  await assign(owner, caseId, prosecution);
  const READ = 'query ($id: ID!) { case(id: $id) { participants { reference } } }';
  const read = async (viewer: typeof police): Promise<unknown> =>
    (await hub.ask(viewer, READ, { id: caseId })).data?.['case'].participants as unknown;
  expect(await read(police)).toEqual([{ reference: 'person-7' }]);
  expect(await read(prosecution)).toEqual([{ reference: null }]);
});

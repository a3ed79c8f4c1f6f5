import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../src/identity/viewer';
import { RECORD_TYPES } from '../../src/sectors';
import { ask, type Answered, type Json } from '../proof/ask';
import { fullSelection } from '../proof/full-selection';
import { insertInto, lock, openCaseOf } from '../support/facts';
import { ask as askHttp, codes, type HttpAnswer } from '../support/http';
import {
  addRecord,
  inputFor,
  recorderOf,
  shareCase,
  type Referred,
  type SharedCase,
} from '../support/records';
import { by, openHttpStage, type HttpStage } from './support/http-stage';

/** What is written, by two at once, by who may not read it, and what of it is on record. */

let stage: HttpStage;
let caseId: string;
beforeAll(async () => {
  stage = await openHttpStage();
  caseId = await openCaseOf(stage.owner, stage.viewers.police);
});
afterAll(() => stage.close());

const asked = (viewer: Viewer, source: string, variables: Json = {}): Promise<Answered> =>
  ask(stage.hub, viewer, source, variables);

test('of corrections at once of the same version one is made and the others are told; none is lost in silence', async () => {
  const { owner, viewers } = stage;
  const id = randomUUID();
  await insertInto(owner, 'incident', {
    id,
    case_id: caseId,
    custodian_id: viewers.police.agencyId,
    occurred_at: '2026-11-01T10:00:00Z',
    forms: ['VERBAL'],
    channel: 'VICTIM',
    description: 'first',
  });
  const correct = (description: string): Promise<Answered> =>
    asked(
      viewers.police,
      `mutation Correct($id: ID!, $i: IncidentInput!) { correctIncident(id: $id, version: 1, input: $i) { version description } }`,
      {
        id,
        i: { occurredAt: '2026-11-01T10:00:00Z', forms: ['VERBAL'], channel: 'VICTIM', description },
      },
    );
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map(correct));
  const made = answers.filter(({ errors }) => errors === undefined);
  expect(made).toHaveLength(1);
  for (const { errors } of answers.filter((answer) => answer !== made[0]))
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['SPONA_CONFLICT']);
  const { rows } = await owner.query('select version, description from incident where id = $1', [id]);
  expect(rows).toEqual([made[0]!.data?.['correctIncident']]);
});

describe('the result of a mutation', () => {
  let shared: SharedCase;
  const referred: Referred = new Map();
  beforeAll(async () => {
    shared = await shareCase(stage.owner, stage.region);
    await stage.owner.query(
      `update participant set family_name = 'Kovač', phone = '+381 60 1', address = 'Skrivena 1' where case_id = $1`,
      [shared.id],
    );
  });
  const entriesOf = async (requestId: string): Promise<unknown> => {
    const { rows } = await stage.owner.query<{ entries: unknown }>(
      'select disclosure_entries(entries) as entries from disclosure where request_id = $1',
      [requestId],
    );
    expect(rows).toHaveLength(1);
    return rows[0]?.entries;
  };

  test.each(RECORD_TYPES.map((type) => [type.type, type] as const))(
    'of %s is what a reading answers, to its full depth, and is recorded as that',
    async (_name, type) => {
      const { hub } = stage;
      const recorder = recorderOf(stage, type);
      const selection = fullSelection(hub.schema, type.type);
      const name = type.field.charAt(0).toUpperCase() + type.field.slice(1);
      const [writing, reading] = [randomUUID(), randomUUID()];
      const made = await hub.ask(
        recorder,
        `mutation Add($c: ID!, $i: ${type.input.name}!) { record: add${name}(caseId: $c, input: $i) ${selection} }`,
        { c: shared.id, i: inputFor(hub, type, shared, referred) },
        { requestId: writing },
      );
      expect(made.errors).toBeUndefined();
      const id = String(made.data?.['record'].id);
      const read = await hub.ask(
        recorder,
        `query Read($id: ID!) { record: ${type.field}(id: $id) ${selection} }`,
        { id },
        { requestId: reading },
      );
      expect(made).toEqual(read);
      expect(await entriesOf(writing)).toEqual(await entriesOf(reading));
      await addRecord(stage, type, shared, referred);
    },
  );
});

describe('every refusal, whatever refuses it, is one record with its code and no value', () => {
  const police = (): { token: string; purpose: string } => by(stage, 'police');
  const MARK = 'quokka';
  const INCIDENT = `mutation Report($id: ID!, $d: String) { reportIncident(caseId: $id, input: { occurredAt: "2026-11-01T10:00:00Z", forms: [VERBAL], channel: VICTIM, description: $d }) { id } }`;
  const refusals: readonly (readonly [string, () => Promise<HttpAnswer>])[] = [
    ['SPONA_UNAUTHENTICATED', () => askHttp(stage, { token: '%' }, '{ viewer { sector } }')],
    ['SPONA_UNKNOWN_VIEWER', () => askHttp(stage, { token: 'nobody' }, '{ viewer { sector } }')],
    ['SPONA_PURPOSE', () => askHttp(stage, { ...police(), purpose: MARK }, '{ viewer { sector } }')],
    ['SPONA_STAFF', () => askHttp(stage, { ...police(), staff: MARK }, '{ viewer { sector } }')],
    ['SPONA_SYNTAX', () => askHttp(stage, police(), `{ ${MARK}`)],
    ['SPONA_VALIDATION', () => askHttp(stage, police(), `{ viewer { ${MARK} } }`)],
    ['SPONA_LIMIT', () => askHttp(stage, police(), `{ ${`viewer { sector } `.repeat(3_000)} }`)],
    ['SPONA_INVALID', () => askHttp(stage, police(), INCIDENT, { id: caseId, d: MARK.repeat(5_000) })],
    ['SPONA_NOT_FOUND', () => askHttp(stage, police(), INCIDENT, { id: randomUUID(), d: MARK })],
    ['SPONA_FORBIDDEN', () => askHttp(stage, by(stage, 'coordinator'), INCIDENT, { id: caseId, d: MARK })],
    [
      'SPONA_ARGUMENT',
      () => askHttp(stage, by(stage, 'education'), '{ cases(filter: { riskLevel: HIGH }) { totalCount } }'),
    ],
    ['SPONA_CURSOR', () => askHttp(stage, police(), `{ cases(after: "${MARK}") { totalCount } }`)],
  ];

  test.each(refusals)('%s', async (code, refused) => {
    const answer = await refused();
    expect(codes(answer)).toEqual([code]);
    const { rows } = await stage.owner.query<{ outcome: string; error_code: string; all: string }>(
      `select outcome, error_code, row_to_json(d)::text || coalesce((select document from operation_document o where o.hash = d.operation_hash), '') as all
       from disclosure d where request_id = $1`,
      [answer.headers.get('x-request-id')],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.error_code).toBe(code);
    expect(['REFUSED', 'FAILED']).toContain(rows[0]?.outcome);
    // A name of the document that is none of the schema's stands in it; a value never does.
    if (code !== 'SPONA_VALIDATION') expect(rows[0]?.all).not.toContain(MARK);
  });
});

test('a locked colleague who repeats the key of what he did before the lock is told what nobody is told', async () => {
  const { owner, viewers } = stage;
  const { police, coordinator } = viewers;
  const shared = await openCaseOf(owner, police);
  const key = { 'idempotency-key': randomUUID() };
  const report = (id: string): Promise<HttpAnswer> =>
    askHttp(
      stage,
      { ...by(stage, 'police'), headers: key },
      `mutation Report($id: ID!) { reportIncident(caseId: $id, input: { occurredAt: "2026-11-01T10:00:00Z", forms: [VERBAL], channel: VICTIM }) { id } }`,
      { id },
    );
  expect((await report(shared)).body.errors).toBeUndefined();
  await lock(owner, shared, police, coordinator);
  expect(codes(await report(shared))).toEqual(['SPONA_NOT_FOUND']);
});

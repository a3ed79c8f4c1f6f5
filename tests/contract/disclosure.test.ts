import { randomUUID } from 'node:crypto';
import { isObjectType } from 'graphql';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { verdictOf } from '../../src/errors/verdict';
import type { RecordType } from '../../src/casework/record-type';
import { RECORD_TYPES } from '../../src/sectors';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { startTestHub, type Answer, type TestHub } from '../support/hub';
import {
  addDocument,
  addRecord,
  correctDocument,
  inputFor,
  readDocument,
  recorderOf,
  shareCase,
  WORKERS,
  type Referred,
  type SharedCase,
  type Stage,
} from '../support/records';
import { literal, MARKS, selectAll } from '../support/records-input';
import { createRegion, type Region } from '../support/region';

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
let region: Region;
let stage: Stage;
let shared: SharedCase;
const referred: Referred = new Map();

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  region = await createRegion(owner);
  hub = await startTestHub(database);
  stage = { owner, hub, region };
  shared = await shareCase(owner, region);
  for (const type of RECORD_TYPES) await addRecord(stage, type, shared, referred);
});
afterAll(async () => {
  await hub.close();
  await owner.end();
  await dropDatabase(database);
});

interface Written {
  readonly outcome: string;
  readonly error_code: string | null;
  readonly staff_id: string | null;
  readonly purpose: string;
  readonly case_ids: string[];
  readonly entries: { type: string; ids: string[]; disclosed: string[][]; withheld: string[][] }[];
}

/** What an operation wrote into the disclosure records, and what it answered or threw. */
const recordsOf = async (
  operation: () => Promise<unknown>,
): Promise<{ written: Written[]; code: string | null }> => {
  await owner.query('create temporary table if not exists known (id uuid primary key)');
  await owner.query('insert into known select id from disclosure on conflict do nothing');
  let code: string | null = null;
  try {
    const answer = (await operation()) as { errors?: readonly { code: string }[] };
    code = answer.errors?.[0]?.code ?? null;
  } catch (error) {
    ({ code } = verdictOf(error));
  }
  const { rows } = await owner.query<Written>(
    `select outcome, error_code, staff_id, purpose, case_ids, disclosure_entries(entries) as entries from disclosure where id not in (select id from known)`,
  );
  return { written: rows, code };
};

/** All that the audit keeps, as one text. */
const kept = async (): Promise<string> => {
  const { rows } = await owner.query<{ text: string }>(
    `select (select coalesce(string_agg(to_jsonb(d)::text, e'\\n'), '') from disclosure d)
       || (select coalesce(string_agg(to_jsonb(o)::text, e'\\n'), '') from operation_document o)
       || (select coalesce(string_agg(g.content::text, e'\\n'), '') from disclosure_grounds g) as text`,
  );
  return rows[0]!.text;
};

describe.each(RECORD_TYPES.map((type) => [type.type, type] as const))('operations on %s', (_name, type) => {
  const holder = (): Viewer => recorderOf(stage, type);
  const input = (variant = 0): Record<string, unknown> => inputFor(hub, type, shared, referred, variant);
  const table = (): string => hub.dataSource.getMetadata(type.entity).tableName;
  const rowsNow = async (): Promise<string> => {
    const { rows } = await owner.query<{ text: string }>(
      `select coalesce(json_agg(t order by t.id), '[]')::text || (select count(*) from record_history)::text as text from ${table()} t`,
    );
    return rows[0]!.text;
  };

  it('leave exactly one disclosure record each, whatever comes of them', async () => {
    const { id } = await addRecord(stage, type, shared, referred);
    const other = region.viewers.otherPolice;
    const attempts: readonly (readonly [Viewer, string, Record<string, unknown>, string, string | null])[] = [
      [holder(), addDocument(hub, type), { case: shared.id, input: input() }, 'done', null],
      [holder(), correctDocument(hub, type), { id, version: 1, input: input(1) }, 'done', null],
      [holder(), correctDocument(hub, type), { id, version: 1, input: input(1) }, 'FAILED', 'SPONA_CONFLICT'],
      [
        holder(),
        correctDocument(hub, type),
        { id, version: 2, input: { ...input(1), subjectId: randomUUID() } },
        'FAILED',
        'SPONA_INVALID',
      ],
      [
        other,
        addDocument(hub, type),
        { case: shared.id, input: input() },
        'REFUSED',
        type.sector === 'POLICE' ? 'SPONA_NOT_FOUND' : 'SPONA_FORBIDDEN',
      ],
      [holder(), readDocument(hub, type), { id }, 'done', null],
      [other, readDocument(hub, type), { id }, 'done', null],
      [region.viewers.coordinator, readDocument(hub, type), { id }, 'REFUSED', 'SPONA_FORBIDDEN'],
    ];
    for (const [viewer, document, variables, outcome, code] of attempts) {
      const { written, code: answered } = await recordsOf(() => hub.ask(viewer, document, variables));
      expect(answered).toBe(code);
      expect(written).toHaveLength(1);
      const [record] = written;
      expect(record).toMatchObject({ error_code: code, staff_id: viewer.staffId, purpose: viewer.purpose });
      if (outcome === 'done') expect(['ALLOWED', 'PARTIAL']).toContain(record!.outcome);
      else expect(record!.outcome).toBe(outcome);
      // What was refused or undone keeps the case that it aimed at, as far as the viewer may know of it.
      expect(record!.case_ids).toEqual(viewer.agencyId === holder().agencyId ? [shared.id] : []);
    }
  });

  it('say of each record which categories were disclosed and which withheld, with rule and basis', async () => {
    const { id } = await addRecord(stage, type, shared, referred);
    const fields = hub.schema.getType(type.type);
    if (!isObjectType(fields)) throw new Error('no object type');
    for (const persona of Object.values(WORKERS)) {
      const viewer = region.viewers[persona];
      const answers: Answer[] = [];
      const { written } = await recordsOf(async () => {
        const answer = await hub.ask(viewer, readDocument(hub, type), { id });
        answers.push(answer);
        return answer;
      });
      const { record } = answers[0]!.data as { record: Record<string, unknown> | null };
      const entry = written[0]!.entries.find(
        (candidate) => candidate.type === type.type && candidate.ids.includes(id),
      );
      if (record === null) {
        expect(entry).toBeUndefined();
        continue;
      }
      const categories = new Map<string, string>();
      for (const { name, extensions } of Object.values(fields.getFields())) {
        if (extensions.rows !== true && extensions.category !== 'public')
          categories.set(name, String(extensions.category));
      }
      const disclosed = entry!.disclosed.map(([category]) => category!);
      const withheld = entry!.withheld.map(([category]) => category!);
      expect([...disclosed, ...withheld].sort()).toEqual([...new Set(categories.values())].sort());
      for (const [field, category] of categories) {
        if (record[field] !== null)
          expect([persona, field, disclosed.includes(category)]).toEqual([persona, field, true]);
      }
      for (const [category, rule, ...basis] of entry!.disclosed) {
        expect(rule).toMatch(/^[a-z.-]+\/(holder|\d+)$/);
        if (rule?.endsWith('/holder') === false)
          expect([category, basis.length > 0]).toEqual([category, true]);
      }
      for (const [category, code] of entry!.withheld)
        expect([category, code]).toEqual([category, expect.stringMatching(/^[A-Z_]+$/)]);
    }
  });

  it('leave no value of the record and no variable in the audit, sent as variables or as literals', async () => {
    const mutation = hub.schema.getMutationType()!.getFields();
    const [add] = Object.keys(mutation).filter(
      (name) => name.toLowerCase() === `add${type.field}`.toLowerCase(),
    );
    const { args } = mutation[add!]!;
    const inputType = args.find(({ name }) => name === 'input')!.type;
    const written = literal(hub.schema, inputType, input());
    const answer = await hub.ask(
      holder(),
      `mutation Literally { made: ${add!}(caseId: ${JSON.stringify(shared.id)}, input: ${written}) { ${selectAll(hub.schema, type.type)} } }`,
    );
    expect(answer.errors).toBeUndefined();
    const id = String(answer.data?.['made'].id);
    await hub.ask(holder(), correctDocument(hub, type), { id, version: 1, input: input(1) });
    await hub.ask(
      holder(),
      `query { record: ${type.field}(id: "${id}") { ${selectAll(hub.schema, type.type)} history { ${selectAll(hub.schema, type.type)} } } }`,
    );
    const text = await kept();
    for (const mark of MARKS) expect([mark, text.includes(mark)]).toEqual([mark, false]);
    const { rows } = await owner.query<{ text: string }>(
      `select to_jsonb(t)::text as text from ${table()} t where id = $1`,
      [id],
    );
    expect(MARKS.some((mark) => rows[0]!.text.includes(mark))).toBe(true);
  });

  it('answer and change nothing where the disclosure record cannot be written', async () => {
    const { id } = await addRecord(stage, type, shared, referred);
    const before = await rowsNow();
    await owner.query('revoke execute on function record_disclosures from spona_serving');
    try {
      const operations = [
        () => hub.ask(holder(), readDocument(hub, type), { id }),
        () => hub.ask(holder(), addDocument(hub, type), { case: shared.id, input: input() }),
        () => hub.ask(holder(), correctDocument(hub, type), { id, version: 1, input: input(1) }),
        () =>
          hub.ask(region.viewers.otherPolice, correctDocument(hub, type), {
            id,
            version: 1,
            input: input(1),
          }),
      ];
      for (const operation of operations) {
        const outcome = await operation().catch((error: unknown) => verdictOf(error).code);
        expect(outcome).toBe('SPONA_AUDIT');
      }
    } finally {
      await owner.query('grant execute on function record_disclosures to spona_serving');
    }
    expect(await rowsNow()).toBe(before);
    expect((await hub.ask(holder(), readDocument(hub, type), { id })).errors).toBeUndefined();
  });
});

describe('the number of statements', () => {
  it('is the same for one record of each type as for fifty, with subject and history', async () => {
    const small = await shareCase(owner, region);
    const large = await shareCase(owner, region);
    const named: Referred = new Map();
    for (const type of RECORD_TYPES) await addRecord(stage, type, small, named);
    for (const type of RECORD_TYPES) {
      const { tableName } = hub.dataSource.getMetadata(type.entity);
      await owner.query(
        `insert into ${tableName} select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'case_id', $2::text, 'subject_id', $3::text)
           || case when to_jsonb(r) ? 'number' then jsonb_build_object('number', gen_random_uuid()) else '{}' end)).*
         from ${tableName} r, generate_series(1, 50) where r.case_id = $1`,
        [small.id, large.id, large.victim],
      );
      await owner.query(`update ${tableName} set version = version where case_id = any ($1)`, [
        [small.id, large.id],
      ]);
    }
    const listOf = (type: RecordType): string =>
      `${type.collection} { ${selectAll(hub.schema, type.type)} subject { id } history { ${selectAll(hub.schema, type.type)} subject { id } } }`;
    const ask = async (viewer: Viewer, types: readonly RecordType[], caseId: string) => {
      hub.statements();
      const { data } = await hub.ask(
        viewer,
        `query File($id: ID!) { case(id: $id) { ${types.map(listOf).join(' ')} } }`,
        { id: caseId },
      );
      const records = Object.values(data?.['case'] as Record<string, { history: unknown[] }[]>).flat();
      return {
        statements: hub.statements().length,
        records: records.length,
        histories: records.reduce((sum, { history }) => sum + history.length, 0),
      };
    };
    // Each reads what its sector holds; the police, who opened the case, all that they may know of.
    for (const [sector, persona] of Object.entries(WORKERS)) {
      const held = RECORD_TYPES.filter((type) => type.sector === sector);
      for (const types of persona === 'police' ? [held, RECORD_TYPES] : [held]) {
        const one = await ask(region.viewers[persona], types, small.id);
        const fifty = await ask(region.viewers[persona], types, large.id);
        expect(one.records).toBeGreaterThanOrEqual(held.length);
        expect([persona, fifty]).toEqual([
          persona,
          { ...one, records: one.records * 50, histories: one.histories * 50 },
        ]);
      }
    }
  });
});

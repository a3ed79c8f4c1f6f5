import { randomUUID } from 'node:crypto';
import { getNamedType, isEnumType, isInputObjectType, isRequiredInputField } from 'graphql';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { RECORD_TYPES } from '../../src/sectors';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { addPerson, assign, giveAccess, makeOwn, openCaseOf } from '../support/facts';
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
  type Made,
  type Referred,
  type SharedCase,
  type Stage,
} from '../support/records';
import { dataFields, objectType, selectAll } from '../support/records-input';
import { createRegion, type Region } from '../support/region';

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
let region: Region;
let stage: Stage;
let shared: SharedCase;
const referred: Referred = new Map();
/** Of some kinds of records nobody but the holder reads anything, or whoever does reads all: over all kinds it must occur. */
let withheld = 0;

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

const codes = (answer: Answer): string[] => (answer.errors ?? []).map(({ code }) => code);

interface Stored {
  readonly rows: string;
  readonly history: number;
}

describe.each(RECORD_TYPES.map((type) => [type.type, type] as const))('%s', (_name, type) => {
  const holder = (): Viewer => recorderOf(stage, type);
  const holds = (viewer: Viewer): boolean => viewer.agencyId === holder().agencyId;
  const table = (): string => hub.dataSource.getMetadata(type.entity).tableName;
  const input = (variant = 0, of: SharedCase = shared): Record<string, unknown> =>
    inputFor(hub, type, of, referred, variant);
  const add = (): Promise<Made> => addRecord(stage, type, shared, referred);
  const read = (viewer: Viewer, id: string): Promise<Answer> =>
    hub.ask(viewer, readDocument(hub, type), { id });

  /** All rows of the table and the number of their former versions, to tell that nothing has changed. */
  const stored = async (): Promise<Stored> => {
    const { rows } = await owner.query<Stored>(
      `select (select coalesce(json_agg(t order by t.id), '[]')::text from ${table()} t) as rows,
        (select count(*)::int from record_history where record_type = $1) as history`,
      [table()],
    );
    return rows[0]!;
  };

  describe('its table, class and policy', () => {
    it('has the columns of its class, and no others', async () => {
      const { rows } = await owner.query<{ name: string; nullable: boolean }>(
        `select attname as name, not attnotnull as nullable from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by 1`,
        [table()],
      );
      const columns = hub.dataSource
        .getMetadata(type.entity)
        .columns.map(({ databaseName, isNullable }) => ({ name: databaseName, nullable: isNullable }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      expect(columns).toEqual(rows);
    });

    it('names for every field a category of the vocabulary, and decides on all content', () => {
      const { categories } = hub.policies;
      const fields = Object.values(objectType(hub.schema, type.type).getFields());
      const named = fields.map(({ name, extensions }) => ({ name, category: String(extensions.category) }));
      expect(named.filter(({ category }) => !categories.has(category))).toEqual([]);
      expect(
        named
          .filter(({ category }) => category === 'public')
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['id']);
      for (const name of [type.existence, type.write, `${type.write}.correct`]) {
        expect([name, categories.has(name)]).toEqual([name, true]);
      }
      expect(categories.get(type.existence)?.kind).toBe('existence');
    });

    it('offers as values of its enums what the table accepts', async () => {
      const fields = Object.values(objectType(hub.schema, type.type).getFields());
      for (const field of fields) {
        const inner = getNamedType(field.type);
        if (!isEnumType(inner)) continue;
        const column = hub.dataSource.getMetadata(type.entity).findColumnWithPropertyName(field.name);
        if (column === undefined) continue;
        const { rows } = await owner.query<{ definition: string }>(
          `select pg_get_constraintdef(c.oid) as definition from pg_constraint c
           where c.conrelid = $1::regclass and c.contype = 'c' and c.conkey = array[(select attnum from pg_attribute
             where attrelid = c.conrelid and attname = $2)]`,
          [table(), column.databaseName],
        );
        const accepted = [
          ...rows
            .map(({ definition }) => definition)
            .join()
            .matchAll(/'([^']+)'::text/g),
        ].map(([, value]) => value);
        expect([...new Set(accepted)].sort()).toEqual(
          inner
            .getValues()
            .map(({ value }) => String(value))
            .sort(),
        );
      }
    });
  });

  describe('adding and reading', () => {
    /** What was put in stands in the answer, lists of objects among others. */
    const expectContains = (record: Record<string, unknown>, given: Record<string, unknown>): void => {
      const fields = new Set(dataFields(hub.schema, type.type));
      for (const [field, value] of Object.entries(given)) {
        if (!fields.has(field)) continue;
        const objects = Array.isArray(value) && typeof value[0] === 'object';
        expect([field, record[field]]).toEqual([field, objects ? expect.arrayContaining(value) : value]);
      }
    };

    it('answers the holder what he put in, at once and when it is read by its id or through the case', async () => {
      for (const variant of [0, 1]) {
        const made = await addRecord(stage, type, shared, referred, variant);
        const record = made.answer.data?.['made'] as Record<string, unknown>;
        expectContains(record, made.input);
        expect(record).toMatchObject({ version: 1, custodian: { id: holder().agencyId, concealed: false } });
        const again = await read(holder(), made.id);
        expect(again.errors).toBeUndefined();
        expect(again.data?.['record']).toEqual(record);
        const through = await hub.ask(
          holder(),
          `query Case($id: ID!) { case(id: $id) { list: ${type.collection} { ${selectAll(hub.schema, type.type)} subject { id } } } }`,
          { id: shared.id },
        );
        const [found] = (through.data?.['case'].list as Record<string, unknown>[]).filter(
          ({ id }) => id === made.id,
        );
        expect(found).toEqual({ ...record, subject: { id: shared.victim } });
      }
    });

    it('records who and when by itself', async () => {
      const { id } = await add();
      const { rows } = await owner.query<Record<string, unknown>>(
        `select custodian_id, recorded_by, version, recorded_at > now() - interval '1 minute' as fresh, case_id from ${table()} where id = $1`,
        [id],
      );
      const { agencyId, staffId } = holder();
      expect(rows).toEqual([
        { custodian_id: agencyId, recorded_by: staffId, version: 1, fresh: true, case_id: shared.id },
      ]);
    });
  });

  describe('absence', () => {
    it('is answered alike for a record of others and for one that does not exist', async () => {
      const { id } = await add();
      const before = await stored();
      for (const viewer of [
        region.viewers.otherPolice,
        region.viewers.shelter,
        region.viewers.policeSupervisor,
        region.viewers.coordinator,
      ]) {
        const unknown = randomUUID();
        expect(await read(viewer, id)).toEqual(await read(viewer, unknown));
        for (const version of [1, 99]) {
          const variables = { version, input: input() };
          const foreign = await hub.ask(viewer, correctDocument(hub, type), { ...variables, id });
          expect(foreign).toEqual(
            await hub.ask(viewer, correctDocument(hub, type), { ...variables, id: unknown }),
          );
          expect(codes(foreign).length).toBe(1);
        }
        const toCase = await hub.ask(viewer, addDocument(hub, type), { case: shared.id, input: input() });
        expect(toCase).toEqual(
          await hub.ask(viewer, addDocument(hub, type), { case: unknown, input: input() }),
        );
        expect(codes(toCase).length).toBe(1);
      }
      expect(await stored()).toEqual(before);
    });

    it('is what a staff member of the same agency finds who is not assigned', async () => {
      const untied: Viewer = { ...holder(), staffId: await colleagueOf(holder()), unitId: null };
      const { id } = await add();
      expect((await read(untied, id)).data).toEqual({ record: null });
      const answer = await hub.ask(untied, addDocument(hub, type), { case: shared.id, input: input() });
      expect(codes(answer)).toEqual(['SPONA_NOT_FOUND']);
      const correction = await hub.ask(untied, correctDocument(hub, type), {
        id,
        version: 1,
        input: input(),
      });
      expect(codes(correction)).toEqual(['SPONA_NOT_FOUND']);
    });

    it('is what an ended scope leaves of others’ cases', async () => {
      const { id } = await add();
      const reader = region.viewers[type.sector === 'PROSECUTION' ? 'police' : 'prosecution'];
      await owner.query('update case_access set ends_at = now() where case_id = $1 and agency_id = $2', [
        shared.id,
        reader.agencyId,
      ]);
      expect((await read(reader, id)).data).toEqual({ record: null });
      await owner.query(`update case_access set ends_at = 'infinity' where case_id = $1 and agency_id = $2`, [
        shared.id,
        reader.agencyId,
      ]);
    });
  });

  describe('refusals', () => {
    it('refuse every other sector, and change nothing', async () => {
      const { id } = await add();
      const before = await stored();
      for (const [sector, persona] of Object.entries(WORKERS)) {
        if (sector === type.sector) continue;
        const viewer = region.viewers[persona];
        const added = await hub.ask(viewer, addDocument(hub, type), { case: shared.id, input: input() });
        expect([persona, codes(added)]).toEqual([persona, ['SPONA_FORBIDDEN']]);
        const corrected = await hub.ask(viewer, correctDocument(hub, type), {
          id,
          version: 1,
          input: input(),
        });
        const seen = (await read(viewer, id)).data?.['record'] !== null;
        expect([persona, seen, codes(corrected)]).toEqual([
          persona,
          seen,
          [
            seen || hub.policies.profile(viewer).classify(`${type.write}.correct`) === 'never'
              ? 'SPONA_FORBIDDEN'
              : 'SPONA_NOT_FOUND',
          ],
        ]);
      }
      expect(await stored()).toEqual(before);
    });

    it('refuse a machine client that names nobody, even where its agency reaches the case', async () => {
      const { id } = await add();
      const before = await stored();
      const machine: Viewer = {
        ...holder(),
        staffId: null,
        unitId: null,
        roles: [],
        clientId: await clientOf(holder()),
        proof: 'ASSERTED',
      };
      const added = await hub.ask(machine, addDocument(hub, type), { case: shared.id, input: input() });
      const corrected = await hub.ask(machine, correctDocument(hub, type), {
        id,
        version: 1,
        input: input(),
      });
      for (const answer of [added, corrected]) {
        expect(answer.data).toBeNull();
        expect(['SPONA_FORBIDDEN', 'SPONA_NOT_FOUND', 'SPONA_STAFF']).toContain(codes(answer)[0]);
      }
      expect((await read(machine, id)).data).toEqual({ record: null });
      expect(await stored()).toEqual(before);
    });

    it('refuse a subject or another record of a different case as invalid, whoever may reach that case', async () => {
      const other = await shareCase(owner, region);
      const { id } = await add();
      const before = await stored();
      const wrong: Record<string, unknown>[] = [
        { ...input(), subjectId: other.victim },
        { ...input(), subjectId: randomUUID() },
        { ...input(), subjectId: 'x' },
      ];
      const elsewhere: Referred = new Map();
      for (const named of Object.values(type.refersTo)) {
        const definition = RECORD_TYPES.find((candidate) => candidate.type === named)!;
        await addRecord(stage, definition, other, elsewhere);
      }
      for (const [field, named] of Object.entries(type.refersTo)) {
        wrong.push({ ...input(), [field]: elsewhere.get(named) }, { ...input(), [field]: shared.victim });
      }
      for (const invalid of wrong) {
        const added = await hub.ask(holder(), addDocument(hub, type), { case: shared.id, input: invalid });
        expect([added.data, codes(added)]).toEqual([null, ['SPONA_INVALID']]);
        const corrected = await hub.ask(holder(), correctDocument(hub, type), {
          id,
          version: 1,
          input: invalid,
        });
        expect([corrected.data, codes(corrected)]).toEqual([null, ['SPONA_INVALID']]);
      }
      const after = await stored();
      const table_ = JSON.parse(after.rows) as { case_id: string }[];
      expect(JSON.stringify(table_.filter((row) => row.case_id !== other.id))).toBe(
        JSON.stringify(
          (JSON.parse(before.rows) as { case_id: string }[]).filter((row) => row.case_id !== other.id),
        ),
      );
      expect(after.history).toBe(before.history);
    });

    it('refuse a number that the agency has used, and let it stand for another agency', async () => {
      const { rows } = await owner.query<{ columns: string[] }>(
        `select array(select attname::text from pg_attribute where attrelid = c.conrelid and attnum = any (c.conkey)) as columns
         from pg_constraint c where c.conrelid = $1::regclass and c.contype = 'u'`,
        [table()],
      );
      // A key that did not begin with the custodian would tell one agency of another's records.
      for (const { columns } of rows) expect(columns).toContain('custodian_id');
      if (rows.length === 0) return;
      const { input: used } = await add();
      const before = await stored();
      const answer = await hub.ask(holder(), addDocument(hub, type), { case: shared.id, input: used });
      expect([answer.data, codes(answer)]).toEqual([null, ['SPONA_INVALID']]);
      const { id } = await add();
      const corrected = await hub.ask(holder(), correctDocument(hub, type), { id, version: 1, input: used });
      expect([corrected.data, codes(corrected)]).toEqual([null, ['SPONA_INVALID']]);
      await owner.query(`delete from ${table()} where id = $1`, [id]);
      expect(await stored()).toEqual(before);
    });

    it('refuse texts without end', async () => {
      const before = await stored();
      const texts = Object.entries(input()).filter(
        ([, value]) => typeof value === 'string' && value.includes(' '),
      );
      for (const [field] of texts) {
        const answer = await hub.ask(holder(), addDocument(hub, type), {
          case: shared.id,
          input: { ...input(), [field]: 'x'.repeat(100_000) },
        });
        expect([field, codes(answer)]).toEqual([field, ['SPONA_INVALID']]);
      }
      expect(await stored()).toEqual(before);
    });
  });

  describe('correcting', () => {
    it('in a stale version is a conflict, and changes nothing', async () => {
      const { id } = await add();
      const current = await hub.ask(holder(), correctDocument(hub, type), {
        id,
        version: 1,
        input: input(1),
      });
      expect(current.errors).toBeUndefined();
      const before = await stored();
      for (const version of [1, 0, -1, 3, 99]) {
        const answer = await hub.ask(holder(), correctDocument(hub, type), { id, version, input: input() });
        expect([answer.data, codes(answer)]).toEqual([null, ['SPONA_CONFLICT']]);
      }
      expect(await stored()).toEqual(before);
    });

    it('counts the version on and keeps what was there for the holder to read', async () => {
      const made = await add();
      const first = made.answer.data?.['made'];
      const corrected = await hub.ask(holder(), correctDocument(hub, type), {
        id: made.id,
        version: 1,
        input: input(1),
      });
      const second = corrected.data?.['made'];
      expect(second).toMatchObject({ id: made.id, version: 2 });
      await hub.ask(holder(), correctDocument(hub, type), { id: made.id, version: 2, input: input() });
      const history = await hub.ask(
        holder(),
        `query History($id: ID!) { record: ${type.field}(id: $id) { version history { ${selectAll(hub.schema, type.type)} history { id } } } }`,
        { id: made.id },
      );
      expect(history.data?.['record']).toEqual({
        version: 3,
        history: [
          { ...second, history: [] },
          { ...first, history: [] },
        ],
      });
    });

    it('replaces the whole content: what the input leaves out is empty', async () => {
      const { id } = await add();
      const shown = new Set(dataFields(hub.schema, type.type));
      const inputType = hub.schema.getType(type.input.name);
      if (!isInputObjectType(inputType)) throw new Error('no input type');
      const optional = Object.values(inputType.getFields()).filter((field) => !isRequiredInputField(field));
      const emptied: string[] = [];
      for (const { name, defaultValue } of optional) {
        const { data } = await read(holder(), id);
        const { version } = data?.['record'] as { version: number };
        const rest = Object.fromEntries(Object.entries(input()).filter(([field]) => field !== name));
        const answer = await hub.ask(holder(), correctDocument(hub, type), { id, version, input: rest });
        // A rule between fields may ask for this one, as the end of what a court extends.
        if (codes(answer)[0] === 'SPONA_INVALID') continue;
        expect(answer.errors).toBeUndefined();
        const record = answer.data?.['made'] as Record<string, unknown>;
        if (shown.has(name)) expect([name, record[name]]).toEqual([name, defaultValue ?? null]);
        emptied.push(name);
      }
      expect(emptied.length).toBeGreaterThanOrEqual(Math.min(optional.length, 1));
    });

    it('shows nobody in the history what is withheld from him in the record', async () => {
      const made = await add();
      await hub.ask(holder(), correctDocument(hub, type), { id: made.id, version: 1, input: input(1) });
      const document = `query History($id: ID!) { record: ${type.field}(id: $id) { ${selectAll(hub.schema, type.type)} history { ${selectAll(hub.schema, type.type)} } } }`;
      for (const persona of Object.values(WORKERS)) {
        const { record } = (await hub.ask(region.viewers[persona], document, { id: made.id })).data as {
          record: null | Record<string, unknown>;
        };
        if (record === null) continue;
        const { history, ...now } = record as { history: Record<string, unknown>[] } & Record<
          string,
          unknown
        >;
        expect(history).toHaveLength(1);
        const empty = (row: Record<string, unknown>): string[] =>
          Object.keys(row)
            .filter((field) => row[field] === null)
            .sort();
        expect([persona, empty(history[0]!)]).toEqual([persona, empty(now)]);
        withheld += empty(now).length;
      }
    });

    it('shows in the history only what was disclosed under the facts of that version as well', async () => {
      // Recorded of the respondent first, then of the victim: whom the facts of the first version bar does not read it now.
      const made = await hub.ask(holder(), addDocument(hub, type), {
        case: shared.id,
        input: { ...input(), subjectId: shared.respondent },
      });
      const id = String(made.data?.['made'].id);
      const document = `query History($id: ID!) { record: ${type.field}(id: $id) { ${selectAll(hub.schema, type.type)} history { ${selectAll(hub.schema, type.type)} } } }`;
      const readers = Object.values(WORKERS).map((persona) => region.viewers[persona]);
      const then = new Map<Viewer, Record<string, unknown> | null>();
      for (const viewer of readers) {
        const { record } = (await read(viewer, id)).data as { record: Record<string, unknown> | null };
        then.set(viewer, record);
      }
      await hub.ask(holder(), correctDocument(hub, type), { id, version: 1, input: input(1) });
      for (const viewer of readers) {
        const { record } = (await hub.ask(viewer, document, { id })).data as {
          record: null | { history: Record<string, unknown>[] };
        };
        const before = then.get(viewer);
        if (record === null) continue;
        if (before === null || before === undefined) {
          expect([viewer.agencyCode, record.history]).toEqual([viewer.agencyCode, []]);
          continue;
        }
        for (const field of Object.keys(before)) {
          if (before[field] === null)
            expect([viewer.agencyCode, field, record.history[0]?.[field] ?? null]).toEqual([
              viewer.agencyCode,
              field,
              null,
            ]);
        }
      }
    });
  });

  describe('its list on the case', () => {
    it('holds for each viewer exactly the records that he reads by their ids, whose existence and whose person’s is his to know', async () => {
      const other = await openCaseOf(owner, region.viewers.police);
      const persons = {
        own: await addPerson(owner, other, region.viewers.police, ['VICTIM']),
        foreign: await addPerson(owner, other, region.viewers.police, ['CHILD']),
      };
      const scopes = {
        POLICE: [],
        SOCIAL_WORK: ['LIAISON'],
        PROSECUTION: ['LIAISON'],
        COURT: ['LIAISON'],
        HEALTH: ['REFERRAL'],
        NGO: ['REFERRAL'],
        EDUCATION: ['CONFERENCE'],
      } as const;
      for (const [sector, persona] of Object.entries(WORKERS) as [
        keyof typeof scopes,
        keyof typeof region.viewers,
      ][]) {
        const viewer = region.viewers[persona];
        await makeOwn(owner, other, persons.own, viewer);
        if (sector === 'POLICE') continue;
        for (const scope of scopes[sector]) await giveAccess(owner, other, viewer, { scope });
        await assign(owner, other, viewer);
      }
      const ids: { id: string; subject: keyof typeof persons }[] = [];
      for (const subject of ['own', 'foreign'] as const)
        ids.push({ subject, id: await insertCopy(other, persons[subject]) });
      for (const [sector, persona] of Object.entries(WORKERS) as [
        keyof typeof scopes,
        keyof typeof region.viewers,
      ][]) {
        const viewer = region.viewers[persona];
        const listed = await hub.ask(
          viewer,
          `query List($id: ID!) { case(id: $id) { list: ${type.collection} { id } } }`,
          { id: other },
        );
        const found = ((listed.data?.['case']?.list ?? []) as { id: string }[]).map(({ id }) => id).sort();
        const policy = hub.policies.profile(viewer);
        const exists = (category: string, subject: keyof typeof persons, held: boolean): boolean =>
          policy.decide(category, {
            scopes: sector === 'POLICE' ? ['OWN'] : [...scopes[sector]],
            tie: 'NAMED',
            conflict: false,
            subjects: [subject === 'own' ? 'VICTIM' : 'CHILD'],
            own: subject === 'own' ? 'SELF' : 'KIN',
            record: held ? 'HOLDER' : 'NONE',
            order: 'NONE',
            allegation: 'NONE',
            consent: new Set(),
            agreement: new Set(),
            mandate: new Set(),
            breakGlass: new Set(),
            release: new Set(),
          }).disclose;
        // A record about a person exists for who may know of the person, and for its holder. The police hold the persons.
        const expected = ids.filter(
          ({ subject }) =>
            exists(type.existence, subject, holds(viewer)) &&
            (holds(viewer) || exists('existence', subject, sector === 'POLICE')),
        );
        expect([persona, found]).toEqual([persona, expected.map(({ id }) => id).sort()]);
        for (const { id } of ids) {
          expect([persona, (await read(viewer, id)).data?.['record'] !== null]).toEqual([
            persona,
            found.includes(id),
          ]);
        }
      }
    });

    /** A copy of a record of the type in another case; nothing of it is in force. */
    const insertCopy = async (caseId: string, subject: string): Promise<string> => {
      const id = randomUUID();
      await owner.query(
        `insert into ${table()} select (jsonb_populate_record(r, jsonb_build_object('id', $2::text, 'case_id', $3::text, 'subject_id', $4::text)
           || case when to_jsonb(r) ? 'number' then jsonb_build_object('number', $2::text) else '{}' end
           || case when to_jsonb(r) ? 'served_at' then '{"served_at": null}'::jsonb else '{}' end)).*
         from ${table()} r where r.case_id = $1 limit 1`,
        [shared.id, id, caseId, subject],
      );
      return id;
    };
  });
});

it('some field of some record was withheld from somebody who read the record', () => {
  expect(withheld).toBeGreaterThan(0);
});

const colleagueOf = async ({ agencyId }: Viewer): Promise<string> => {
  const { rows } = await owner.query<{ id: string }>(
    `insert into staff (agency_id, name, issuer, subject, roles) values ($1, 'Colleague', 'demo', gen_random_uuid()::text,
      array['COMPETENT_OFFICER', 'CASE_MANAGER', 'PHYSICIAN', 'PROSECUTOR', 'JUDGE', 'ADVOCATE', 'CHILD_PROTECTION_TEACHER']) returning id`,
    [agencyId],
  );
  return rows[0]!.id;
};

const clientOf = async ({ agencyId }: Viewer): Promise<string> => {
  const { rows } = await owner.query<{ id: string }>(
    `insert into client (agency_id, name, issuer, client_id, purposes) values ($1, 'System', 'demo', gen_random_uuid()::text, '{CARE}') returning id`,
    [agencyId],
  );
  return rows[0]!.id;
};

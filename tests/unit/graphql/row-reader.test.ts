import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Statement } from '../../../src/db/transaction';
import { createAgencyPresenters } from '../../../src/graphql/agency-reference';
import { FactGroups } from '../../../src/graphql/fact-group';
import { RowReader, traceOf } from '../../../src/graphql/row-reader';
import { StatementCache } from '../../../src/graphql/statement-cache';
import { PERSON_EXISTENCE } from '../../../src/graphql/fact-sql';
import type { RowSources } from '../../../src/graphql/sources';
import { Trace } from '../../../src/graphql/trace';
import type { ProfilePolicy } from '../../../src/policy';
import type { RowFacts } from '../../../src/policy/facts';
import { answering } from './support/transaction';

class Letter {
  readonly id!: string;
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

const CASE = randomUUID();
const FACTS = { $scopes: 1, $tie: 1, $order: 0, $record: 0, $own: 0, $subjects: 1, $allegation: 0 };

const rowOf = (changes: Readonly<Record<string, unknown>> = {}): Row => ({
  ...FACTS,
  $since: null,
  $delivered: null,
  $grants: null,
  $granted: null,
  $case: CASE,
  $agency: 'police',
  $agencyName: 'Station',
  $agencySector: 'POLICE',
  $agencyConcealed: false,
  $staffName: null,
  $cleared: 0,
  id: randomUUID(),
  recordedAt: new Date(0),
  ...changes,
});

/** What decides whether rows are there and in which order; each test closes what it is about. */
const ROWS = ['letter.existence', PERSON_EXISTENCE, 'provenance.time'];
const closed = new Set<string>();

/** Discloses fields to nobody but a named person, and tells on which facts it was asked about them, and about persons. */
const asked: RowFacts[] = [];
const persons: RowFacts[] = [];
const policy = {
  key: 'k',
  reads: { own: true, order: true, allegation: true, addressee: true, grants: new Set() },
  classify: () => 'row',
  clauses: () => [],
  familyOf: () => undefined,
  decide: (category: string, facts: RowFacts) => {
    if (category === PERSON_EXISTENCE) persons.push(facts);
    const isField = !ROWS.includes(category);
    if (isField) asked.push(facts);
    const disclose = isField ? facts.tie === 'NAMED' : !closed.has(category);
    return { disclose, rule: 'x/1', basis: [], handling: [] };
  },
} as unknown as ProfilePolicy;

/** A reader whose statements answer the given rows: those of the past where rows of the past are read. */
const readerOver = (rows: readonly Row[], past: readonly Row[] = []): RowReader => {
  const transaction = answering(<R>({ text }: Statement) =>
    Promise.resolve((text.includes('record_history') ? past : rows) as R[]),
  );
  const sources = {
    of: () => ({ type: 'Letter', entity: Letter, existence: 'letter.existence', subject: null }),
  };
  return new RowReader(
    transaction,
    policy,
    new Trace(policy),
    sources as unknown as RowSources,
    new StatementCache(),
    new FactGroups(policy, new Map()),
    createAgencyPresenters(Buffer.alloc(32, 1))('viewer'),
  );
};

const read = async (rows: readonly Row[]) => {
  const { page } = await readerOver(rows).page('Letter', { text: 'select' }, [], rows.length);
  return page;
};

describe('rows of a reader', () => {
  beforeEach(() => {
    closed.clear();
    asked.length = 0;
    persons.length = 0;
  });

  it('share a decision only where all facts are equal', async () => {
    const different: Readonly<Record<string, unknown>>[] = [
      {},
      { $scopes: 2 },
      { $scopes: 3 },
      { $tie: 2 },
      { $order: 1 },
      { $record: 1 },
      { $record: 2 },
      { $own: 1 },
      { $own: 2 },
      { $subjects: 2 },
      { $subjects: 16 },
      { $scopes: 11 },
      { $agencyConcealed: true },
      { $granted: { consent: ['risk.level'] } },
      { $granted: { consent: ['risk.record'] } },
      { $granted: { mandate: ['risk.level'] } },
      { $allegation: 1 },
    ];
    const page = await read([...different, ...different].map(rowOf));
    const groups = page.map((row) => traceOf(row).group);
    expect(new Set(groups).size).toBe(different.length);
    different.forEach((_, n) => expect(groups[n + different.length]).toBe(groups[n]));
    expect(traceOf(page[7]).group.facts).toMatchObject({ own: 'SELF', tie: 'UNIT', subjects: ['VICTIM'] });
    expect(traceOf(page[10]).group.facts.subjects).toEqual(['PROTECTED_REPORTER']);
    expect([...traceOf(page[13]).group.facts.consent]).toEqual(['risk.level']);
    expect([...traceOf(page[13]).group.facts.mandate]).toEqual([]);
  });

  it('have no facts beyond the closed lists', async () => {
    await expect(read([rowOf({ $tie: 3 })])).rejects.toThrow('closed list');
    await expect(read([rowOf({ $own: -1 })])).rejects.toThrow('closed list');
  });

  it('of the past are decided on the facts of now and then', async () => {
    const named = rowOf({ $tie: 2 });
    const unit = { ...named, $tie: 1, $replacedAt: new Date(0) };
    const reader = readerOver([named], [unit, { ...unit, $tie: 2 }]);
    const { page } = await reader.page('Letter', { text: 'select' }, [], 1);
    const former = await reader.historyOf('Letter', page[0]);
    expect(former.map((row) => traceOf(row).group.decide('field').disclose)).toEqual([false, true]);
    expect(asked.map(({ tie }) => tie)).toEqual(['NAMED', 'UNIT', 'NAMED', 'NAMED']);
    expect(await reader.historyOf('Letter', former[0])).toEqual([]);
  });

  it('are not read by what is no id', async () => {
    const reader = readerOver([rowOf()]);
    expect(await reader.find('Letter', "' or true --")).toBeNull();
    expect(await reader.find('Letter', randomUUID())).not.toBeNull();
  });

  it('are those of the page alone: one more only tells that there is one', async () => {
    const rows = [rowOf(), rowOf(), rowOf()];
    const { page, next } = await readerOver(rows).page('Letter', { text: 'select' }, [], 2);
    expect(page.map(({ id }) => id)).toEqual(rows.slice(0, 2).map(({ id }) => id));
    expect(next).toBe(rows[2]!.id);
  });

  it('by case, by id and of former versions are none whose existence is withheld', async () => {
    const all = async (): Promise<number[]> => {
      const reader = readerOver([rowOf()], [rowOf({ id: parent!.id, $replacedAt: new Date(0) })]);
      const found = await reader.find('Letter', randomUUID());
      const ofCase = await reader.ofCase('Letter', parent);
      const former = await reader.historyOf('Letter', parent);
      return [found === null ? 0 : 1, ofCase.length, former.length];
    };
    const [parent] = await read([rowOf()]);
    const shown = await all();
    closed.add('letter.existence');
    expect([shown, await all()]).toEqual([
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });

  it('about a person are there for nobody but their holder who may not know of that person', async () => {
    const about = (record: number, person: number): Row =>
      rowOf({ $record: record, $personRecord: person, $personGranted: null });
    const rows = [about(0, 2), about(1, 0), about(2, 1), rowOf()];
    expect((await read(rows)).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(persons.map(({ record }) => record)).toEqual(['ADDRESSEE', 'HOLDER']);
    closed.add(PERSON_EXISTENCE);
    expect((await read(rows)).map(({ id }) => id)).toEqual([rows[1]!.id, rows[3]!.id]);
  });

  it('of a case come by the time of recording only where that is disclosed', async () => {
    const [parent] = await read([rowOf()]);
    const byId = [rowOf(), rowOf(), rowOf()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const rows = byId.map((row, n) => ({ ...row, recordedAt: new Date([5, 7, 5][n]!) }));
    const order = async (): Promise<number[]> => {
      const read = await readerOver([rows[1]!, rows[2]!, rows[0]!]).ofCase('Letter', parent);
      return read.map(({ id }) => rows.findIndex((row) => row.id === id));
    };
    expect(await order()).toEqual([0, 2, 1]);
    closed.add('provenance.time');
    expect(await order()).toEqual([0, 1, 2]);
  });
});

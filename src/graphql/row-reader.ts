import DataLoader from 'dataloader';
import type { Statement, Transaction } from '../db/transaction';
import { isUuid } from '../lib/uuid';
import type { ProfilePolicy } from '../policy';
import {
  ALLEGATION,
  GRANTS,
  ORDER,
  OWN,
  RECORD,
  SCOPES,
  SUBJECT_ROLES,
  TIES,
  type Grant,
  type RowFacts,
} from '../policy/facts';
import type { FactGroup, FactGroups } from './fact-group';
import { ROW, isGuarded, type Guarded, type RowTrace } from './row';
import {
  byCaseStatement,
  byIdStatement,
  historyStatement,
  PERSON_EXISTENCE,
  type RowSource,
} from './row-source';
import type { RowSources } from './sources';
import type { Trace } from './trace';
import type { AgencyPresenter, AgencyReference } from './agency-reference';

type Granted = Readonly<Partial<Record<Grant, readonly string[]>>>;

/** Facts that a statement answers as numbers: whatever is decided on stands here, so that it tells rows apart. */
const FACT_COLUMNS = ['$scopes', '$tie', '$order', '$record', '$own', '$subjects', '$allegation'] as const;

/** What a row is decided on. */
interface RowDecidedOn extends Readonly<Record<(typeof FACT_COLUMNS)[number], number>> {
  /** What of the grants on the case holds for this row. */
  readonly $granted: Granted | null;
}

/** The columns that every reading selects beside the row's own. */
interface FactRow extends RowDecidedOn {
  readonly $case: string;
  /** Whether every respondent of the case was cleared, for the statements that read its rows. */
  readonly $cleared: number;
  /** As text: a Date keeps milliseconds, and what began in the same instant would be later. */
  readonly $since: string | null;
  /** Records of the case that were delivered to the viewer's agency, as text, for the statements that read its rows. */
  readonly $delivered: string | null;
  /** Grants on the case, for the statements that read its rows. */
  readonly $grants: readonly unknown[] | null;
  /** Of a row about a person: who holds or was given that person, and what holds for him. */
  readonly $personRecord?: number;
  readonly $personGranted?: Granted | null;
  readonly $agency: string;
  readonly $agencyName: string;
  readonly $agencySector: string;
  readonly $agencyConcealed: boolean;
  readonly $staffName: string | null;
  readonly $replacedAt?: Date;
  /** The sort key's text, on a page. */
  readonly $sort?: string | null;
  readonly id: string;
  readonly recordedAt: Date;
}

/** A row as resolvers see it: its columns, who holds it, who recorded it, and its trace. */
export interface ReadRow extends Guarded, FactRow {
  readonly custodian: AgencyReference;
  readonly recordedByName: string | null;
}

type Grants = Pick<RowFacts, Grant>;

const grantSets = (granted: Granted): Grants =>
  Object.fromEntries(GRANTS.map((grant) => [grant, new Set(granted[grant])])) as unknown as Grants;
const NO_GRANTS: Grants = Object.freeze(grantSets({}));

const setOf = <T>(list: readonly T[], bits: number): T[] =>
  list.filter((_value, position) => (bits & (1 << position)) !== 0);

const at = <T>(list: readonly T[], position: number): T => {
  const value = list[position];
  if (value === undefined) throw new Error('a fact lies outside its closed list');
  return value;
};

const factsOf = (row: RowDecidedOn): RowFacts => ({
  scopes: setOf(SCOPES, row.$scopes),
  tie: at(TIES, row.$tie),
  conflict: false, // a locked case is not among the rows: row security has removed it
  subjects: setOf(SUBJECT_ROLES, row.$subjects),
  own: at(OWN, row.$own),
  record: at(RECORD, row.$record),
  order: at(ORDER, row.$order),
  allegation: at(ALLEGATION, row.$allegation),
  ...(row.$granted === null ? NO_GRANTS : grantSets(row.$granted)),
});

/** Equal keys: equal facts, and so equal decisions. */
const factKey = (row: RowDecidedOn): string => {
  const numbers = FACT_COLUMNS.map((column) => row[column]).join('.');
  return row.$granted === null ? numbers : `${numbers} ${JSON.stringify(row.$granted)}`;
};

const HOLDER = RECORD.indexOf('HOLDER');

/** The person whom a row is about, with what his existence is decided on: all is the row's but who holds or was given him. */
const personOf = (row: FactRow, record: number): RowDecidedOn => ({
  $scopes: row.$scopes,
  $tie: row.$tie,
  $order: row.$order,
  $record: record,
  $own: row.$own,
  $subjects: row.$subjects,
  $allegation: row.$allegation,
  $granted: row.$personGranted ?? null,
});

/** By the time of recording, where the viewer may know it: the order of a list would tell it otherwise. */
const byTimeOfRecording = (a: ReadRow, b: ReadRow): number => {
  const [timeOfA, timeOfB] = [toldTime(a), toldTime(b)];
  if (timeOfA !== timeOfB) return timeOfA < timeOfB ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};

const toldTime = (row: ReadRow): number =>
  row[ROW].group.decide('provenance.time').disclose ? row.recordedAt.getTime() : Infinity;

const isReadRow = (value: unknown): value is ReadRow => isGuarded(value) && '$case' in value;

/** The trace of a row that `read` returned. */
export const traceOf = (value: unknown): RowTrace => {
  if (!isGuarded(value)) throw new Error('not a row of this request');
  return value[ROW];
};

/**
 * The only way to read rows of cases: named statements under row security, each row with the facts that its fields are decided on; of
 * those that do not exist for the viewer nothing is kept. One reader an operation.
 */
export class RowReader {
  private readonly byCase = new Map<string, DataLoader<ReadRow, ReadRow[]>>();
  private readonly histories = new Map<string, DataLoader<ReadRow, ReadRow[]>>();

  constructor(
    private readonly transaction: Transaction,
    private readonly policy: ProfilePolicy,
    private readonly trace: Trace,
    private readonly viewerAgency: string,
    private readonly sources: RowSources,
    private readonly statements: StatementCache,
    private readonly groups: FactGroups,
    private readonly presentAgency: AgencyPresenter,
  ) {}

  /** The rows of a type that belong to the case of `parent`. */
  async ofCase(type: string, parent: unknown): Promise<ReadRow[]> {
    return this.answer(await this.readOfCase(type, parent));
  }

  /** One of those rows. */
  async oneOfCase(type: string, parent: unknown, id: string): Promise<ReadRow | null> {
    const rows = await this.readOfCase(type, parent);
    return this.answer(rows.filter((row) => row.id === id))[0] ?? null;
  }

  private async readOfCase(type: string, parent: unknown): Promise<ReadRow[]> {
    if (!isReadRow(parent)) throw new Error('not a row of this request');
    const source = this.sources.of(type);
    let loader = this.byCase.get(type);
    if (loader === undefined) {
      loader = new DataLoader((parents) => this.loadByCase(source, parents), {
        cacheKeyFn: (row: ReadRow) => row.$case as unknown as ReadRow,
      });
      this.byCase.set(type, loader);
    }
    return loader.load(parent);
  }

  async byId(type: string, id: string): Promise<ReadRow | null> {
    const row = await this.find(type, id);
    return row === null ? null : (this.answer([row])[0] ?? null);
  }

  /** A row that a decision or a check needs; it is not disclosed by that. */
  async find(type: string, id: string): Promise<ReadRow | null> {
    if (!isUuid(id)) return null;
    const source = this.sources.of(type);
    const statement = this.statements.get(source, this.policy, 'id', byIdStatement);
    const rows = await this.transaction.query<FactRow>(statement, [[id]]);
    return this.existing(source, rows)[0] ?? null;
  }

  /** Former versions of a record, newest first; those of a former version are none. */
  async historyOf(type: string, current: unknown): Promise<ReadRow[]> {
    if (!isReadRow(current)) throw new Error('not a row of this request');
    if (current.$replacedAt !== undefined) return [];
    const source = this.sources.of(type);
    let loader = this.histories.get(type);
    if (loader === undefined) {
      loader = new DataLoader((rows) => this.loadHistory(source, rows), {
        cacheKeyFn: (row: ReadRow) => row.id as unknown as ReadRow,
      });
      this.histories.set(type, loader);
    }
    return this.answer(await loader.load(current));
  }

  /** After a change in the same operation nothing read before is true any more. */
  forget(): void {
    this.byCase.clear();
    this.histories.clear();
  }

  source(type: string): RowSource {
    return this.sources.of(type);
  }

  /**
   * One page of a statement that the caller composed with `pageStatement`, asking for one row more than `first`: of that one only its
   * being there is told, in that a page follows.
   */
  async page(
    type: string,
    statement: Statement,
    values: readonly unknown[],
    first: number,
  ): Promise<{ readonly page: ReadRow[]; readonly next: string | null }> {
    const source = this.sources.of(type);
    const rows = await this.transaction.query<FactRow>(statement, values);
    const page = this.existing(source, rows.slice(0, first));
    return { page: this.answer(page), next: rows[first]?.id ?? null };
  }

  private async loadByCase(source: RowSource, parents: readonly ReadRow[]): Promise<ReadRow[][]> {
    const statement = this.statements.get(source, this.policy, 'case', byCaseStatement);
    const rows = await this.transaction.query<FactRow>(statement, caseArrays(parents));
    const found = new Map<string, ReadRow[]>(parents.map((parent) => [parent.$case, []]));
    for (const row of this.existing(source, rows).sort(byTimeOfRecording)) found.get(row.$case)?.push(row);
    return parents.map((parent) => found.get(parent.$case) ?? []);
  }

  private async loadHistory(source: RowSource, currents: readonly ReadRow[]): Promise<ReadRow[][]> {
    const statement = this.statements.get(source, this.policy, 'history', historyStatement);
    const cases = [...new Map(currents.map((row) => [row.$case, row])).values()];
    const rows = await this.transaction.query<FactRow>(statement, [
      ...caseArrays(cases),
      currents.map((row) => row.id),
    ]);
    const now = new Map(currents.map((row) => [row.id, row]));
    const found = new Map<string, ReadRow[]>(currents.map((row) => [row.id, []]));
    for (const row of this.existing(source, rows, now)) found.get(row.id)?.push(row);
    return currents.map((row) => found.get(row.id) ?? []);
  }

  /** Enters the rows of an answer in the trace. */
  private answer(rows: ReadRow[]): ReadRow[] {
    for (const row of rows) this.trace.add(row[ROW]);
    return rows;
  }

  /**
   * The rows that exist for the viewer, each bound to its facts. `now`: of former versions, the records as they are; such a version must
   * be disclosed under its facts then and now.
   */
  private existing(
    source: RowSource,
    rows: readonly FactRow[],
    now?: ReadonlyMap<string, FactRow>,
  ): ReadRow[] {
    return rows.flatMap((row) => {
      const custodian = this.presentAgency(
        {
          id: row.$agency,
          name: row.$agencyName,
          sector: row.$agencySector,
          concealed: row.$agencyConcealed,
        },
        this.viewerAgency,
        row.$case,
      );
      const group = this.groupOf(row, custodian.concealed, now?.get(row.id));
      return this.exists(source, row, group) ? [this.bind(source, row, custodian, group)] : [];
    });
  }

  /** Its holder knows whom he recorded; for anybody else a row about a person is there only where he may know of that person. */
  private exists(source: RowSource, row: FactRow, group: FactGroup): boolean {
    if (!group.decide(source.existence).disclose) return false;
    if (row.$personRecord === undefined || row.$record === HOLDER) return true;
    return this.groupOf(personOf(row, row.$personRecord)).decide(PERSON_EXISTENCE).disclose;
  }

  private bind(source: RowSource, row: FactRow, custodian: AgencyReference, group: FactGroup): ReadRow {
    const trace: RowTrace = {
      type: source.type,
      id: row.id,
      caseId: row.$case,
      group,
      asked: 0,
      answered: false,
    };
    return Object.assign(Object.create(source.entity.prototype as object) as object, row, {
      [ROW]: trace,
      readAt: this.transaction.instant,
      recordedByName: row.$staffName,
      custodian,
    });
  }

  private groupOf(row: RowDecidedOn, concealed = false, current?: RowDecidedOn): FactGroup {
    const key = `${current === undefined ? '' : `${factKey(current)}<`}${factKey(row)}${concealed ? ' concealed' : ''}`;
    return this.groups.get(key, () => ({
      now: factsOf(current ?? row),
      then: current === undefined ? undefined : factsOf(row),
      concealed,
    }));
  }
}

const caseArrays = (rows: readonly FactRow[]): unknown[] => [
  rows.map((row) => row.$case),
  rows.map((row) => row.$scopes),
  rows.map((row) => row.$tie),
  rows.map((row) => row.$order),
  rows.map((row) => row.$cleared),
  rows.map((row) => row.$since),
  rows.map((row) => row.$delivered),
  rows.map((row) => (row.$grants === null ? null : JSON.stringify(row.$grants))),
];

type Kind = 'case' | 'id' | 'history';

/** Statements are composed once a source and profile, and go with the profile: a hub that outlives its policies keeps none of theirs. */
export class StatementCache {
  private readonly statements = new WeakMap<ProfilePolicy, Map<string, Statement>>();

  get(
    source: RowSource,
    policy: ProfilePolicy,
    kind: Kind,
    compose: (source: RowSource, policy: ProfilePolicy) => Statement,
  ): Statement {
    let ofProfile = this.statements.get(policy);
    if (ofProfile === undefined) this.statements.set(policy, (ofProfile = new Map<string, Statement>()));
    const key = `${source.type} ${kind}`;
    let statement = ofProfile.get(key);
    if (statement === undefined) ofProfile.set(key, (statement = compose(source, policy)));
    return statement;
  }
}

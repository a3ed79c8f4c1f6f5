import DataLoader from 'dataloader';
import type { Statement, Transaction } from '../db/transaction';
import { isUuid } from '../lib/uuid';
import type { ProfilePolicy } from '../policy';
import type { FactGroup, FactGroups } from './fact-group';
import { caseArrays, factKey, factsOf, HOLDER, personOf, type FactRow, type RowDecidedOn } from './row-facts';
import { ROW, isGuarded, type Guarded, type RowTrace } from './row';
import { PERSON_EXISTENCE } from './fact-sql';
import type { RowSource } from './row-source';
import { byCaseStatement, byIdStatement, countStatement, FEW, historyStatement } from './row-statements';
import type { RowSources } from './sources';
import type { StatementCache } from './statement-cache';
import type { Trace } from './trace';
import type { AgencyPresenter, AgencyReference } from './agency-reference';

/** A row as resolvers see it: its columns, who holds it, who recorded it, and its trace. */
export interface ReadRow extends Guarded, FactRow {
  readonly custodian: AgencyReference;
  readonly recordedByName: string | null;
}

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
    const rows = await this.transaction.query<FactRow>(
      this.statements.recurring(this.policy, statement),
      values,
    );
    const page = this.existing(source, rows.slice(0, first));
    return { page: this.answer(page), next: rows[first]?.id ?? null };
  }

  /** How many rows meet a condition, and which, as long as they are few. */
  async count(
    type: string,
    where: string,
    values: readonly unknown[],
  ): Promise<{ readonly count: number; readonly ids: readonly string[] }> {
    const statement = countStatement(this.sources.of(type), this.policy, where);
    const [met] = await this.transaction.query<{ count: number; ids: string[] }>(
      this.statements.recurring(this.policy, statement),
      values,
    );
    const { count, ids } = met ?? { count: 0, ids: [] };
    return { count, ids: count > FEW ? [] : ids };
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

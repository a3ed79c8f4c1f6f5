import type { Table, TableRow } from '../csv/table';
import type { Row } from '../mapping/items';
import type { RowMapper } from '../mapping/map-row';
import type { RowProblem } from '../mapping/value';
import { Batch } from './batch';
import { ReportDraft } from './draft';
import type { Rejects } from './rejects';
import { caseKey, type Survey } from './survey';

export interface LoadOptions {
  readonly mapper: RowMapper;
  readonly survey: Survey;
  readonly rejects: Rejects;
  /** Reports of one batch. */
  readonly batch: number;
  /** Why rows of an agency cannot be sent; null where they can. */
  readonly obstacle: (agency: string) => string | null;
  readonly send: (batch: Batch) => Promise<void>;
  /** Told how many rows are settled: loaded or rejected. */
  readonly settled: (rows: number) => void;
  readonly signal: AbortSignal;
}

/** Batches on their way at once: while the database writes one, the next is made ready. */
const PARALLEL = 2;

/** The second reading of a file: rows become reports, and reports batches of one agency each. */
class Loading {
  private readonly drafts = new Map<string, ReportDraft>();
  private readonly batches = new Map<string, Batch>();
  private readonly running = new Set<Promise<void>>();
  private failure: Error | undefined;

  constructor(private readonly options: LoadOptions) {}

  async take(one: TableRow): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if ('problem' in one) this.reject(one.line, one.problem, '');
    else await this.takeRow(one.row);
  }

  /** Sends what is left, and waits for all that is on its way. */
  async end(): Promise<void> {
    for (const draft of this.drafts.values()) await this.queue(draft);
    for (const batch of this.batches.values()) await this.dispatch(batch);
    await Promise.all(this.running);
    if (this.failure !== undefined) throw this.failure;
  }

  async rest(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  private async takeRow(row: Row): Promise<void> {
    const { mapper, obstacle } = this.options;
    const key = mapper.key(row);
    const barrier = key === null ? null : obstacle(key.agency.code);
    if (barrier === null) this.mapRow(row);
    else this.reject(row.line, barrier, 'agency.code');
    if (key !== null) await this.countDown(caseKey(key));
  }

  private mapRow(row: Row): void {
    const mapped = this.options.mapper.map(row);
    if (!('agency' in mapped)) {
      this.rejectFor(row.line, mapped);
      return;
    }
    const key = caseKey(mapped);
    const draft = this.drafts.get(key) ?? new ReportDraft(mapped.agency.code, mapped.reference);
    this.drafts.set(key, draft);
    const problem = draft.add(row.line, mapped);
    if (problem !== null) this.rejectFor(row.line, [problem]);
  }

  /** With its last row a case is complete. */
  private async countDown(key: string): Promise<void> {
    const { rowsOfCase } = this.options.survey;
    const left = (rowsOfCase.get(key) ?? 1) - 1;
    rowsOfCase.set(key, left);
    const draft = this.drafts.get(key);
    if (left > 0 || draft === undefined) return;
    this.drafts.delete(key);
    await this.queue(draft);
  }

  private async queue(draft: ReportDraft): Promise<void> {
    if (draft.lines.length === 0) return;
    const batch = this.batches.get(draft.agency) ?? new Batch(draft.agency);
    this.batches.set(draft.agency, batch);
    batch.add(draft);
    if (!batch.isFull(this.options.batch)) return;
    this.batches.delete(draft.agency);
    await this.dispatch(batch);
  }

  private async dispatch(batch: Batch): Promise<void> {
    while (this.running.size >= PARALLEL) await Promise.race(this.running);
    const sending = this.options
      .send(batch)
      .then(
        () => this.options.settled(batch.rows),
        (error: unknown) => {
          this.failure ??= error instanceof Error ? error : new Error(String(error));
        },
      )
      .finally(() => this.running.delete(sending));
    this.running.add(sending);
  }

  private reject(line: number, reason: string, field: string): void {
    this.options.rejects.add(line, reason, field);
    this.options.settled(1);
  }

  private rejectFor(line: number, problems: readonly RowProblem[]): void {
    for (const { code, field } of problems) this.options.rejects.add(line, code, field);
    this.options.settled(1);
  }
}

/**
 * Reads the file a second time and loads it. Stops at a signal, after what is on its way.
 * @throws HubUnreachable
 */
export const load = async ({ rows }: Table, options: LoadOptions): Promise<void> => {
  const loading = new Loading(options);
  try {
    for await (const one of rows) {
      if (options.signal.aborted) return;
      await loading.take(one);
    }
    await loading.end();
  } finally {
    await loading.rest();
  }
};

import type { PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { Viewer } from '../identity/viewer';
import { translateDatabaseError } from './database-error';

/** A statement; with a name, which is a function of the text, the server prepares it once a connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
}

/** What a request reads through: one snapshot, one clock, and the viewer that row security sees. */
export interface Transaction {
  /** The time of every fact of the request; set as soon as the first statement has answered. */
  readonly instant: Date;
  /** The snapshot in which the facts were read, as PostgreSQL names it: what a disclosure record is compared with. */
  readonly snapshot: string;
  /** The version of the policies in force at the instant; null if none ever was activated. */
  readonly policyVersion: string | null;
  query<R>(statement: Statement, values: readonly unknown[]): Promise<R[]>;
}

/** A read that can end with a statement of another kind. */
export interface ReadTransaction extends Transaction {
  /** Ends the read and runs a statement after it, in a transaction of its own: both in one round trip. Nothing is read any more. */
  endWith<R>(statement: Statement, values: readonly unknown[]): Promise<R[]>;
}

export interface WriteTransaction extends Transaction {
  readonly manager: EntityManager;
}

/** Told each statement that a request issues; query tests keep them beside the answer. */
export type StatementObserver = (text: string) => void;

const SET_VIEWER: Statement = {
  name: 'set-viewer',
  text: `select set_config('spona.agency', $1, true), set_config('spona.staff', $2, true), set_config('spona.unit', $3, true),
    set_config('spona.client', $4, true), set_config('spona.purpose', $5, true), set_config('spona.proof', $6, true),
    now() as instant, pg_current_snapshot()::text as snapshot, (select * from policy_version_at(now())) as "policyVersion"`,
};

const viewerValues = (viewer: Viewer): string[] => [
  viewer.agencyId,
  viewer.staffId ?? '',
  viewer.unitId ?? '',
  viewer.clientId ?? '',
  viewer.purpose,
  viewer.proof,
];

/** What the opening statement answers. */
type Beginning = Omit<Transaction, 'query'>;

class ViewerTransaction implements ReadTransaction {
  private begun: Beginning | undefined;
  private ended: Promise<unknown> | undefined;
  private isOver = false;

  constructor(
    private readonly client: PoolClient,
    private readonly observe: StatementObserver | undefined,
  ) {}

  get instant(): Date {
    return this.start.instant;
  }

  get snapshot(): string {
    return this.start.snapshot;
  }

  get policyVersion(): string | null {
    return this.start.policyVersion;
  }

  private get start(): Beginning {
    if (this.begun === undefined) throw new Error('the transaction has not begun');
    return this.begun;
  }

  async setViewer(viewer: Viewer): Promise<void> {
    const { rows } = await this.client.query<Beginning>({ ...SET_VIEWER, values: viewerValues(viewer) });
    [this.begun] = rows;
  }

  async query<R>(statement: Statement, values: readonly unknown[]): Promise<R[]> {
    // The connection may be another viewer's by now: what an abandoned field still asks for is not read.
    if (this.isOver) throw new Error('the transaction has ended');
    this.observe?.(statement.text);
    try {
      const { rows } = await this.client.query({ ...statement, values: [...values] });
      return rows as R[];
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  /** Nothing is asked through it any more. */
  close(): void {
    this.isOver = true;
  }

  /** Once, however often it is asked for. */
  end(): Promise<unknown> {
    this.close();
    return (this.ended ??= this.client.query('commit'));
  }

  async endWith<R>(statement: Statement, values: readonly unknown[]): Promise<R[]> {
    // Sent without waiting for the end, and after it.
    const [, { rows }] = await Promise.all([
      this.end(),
      this.client.query({ ...statement, values: [...values] }),
    ]);
    return rows as R[];
  }
}

/**
 * Runs `work` in one read-only snapshot as the viewer. The opening statements are pipelined with the first reads; nothing is kept
 * open when this returns, whether `work` ended it or not.
 */
export const readAs = async <T>(
  dataSource: DataSource,
  viewer: Viewer,
  work: (transaction: ReadTransaction) => Promise<T>,
  observe?: StatementObserver,
): Promise<T> => {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    const transaction = new ViewerTransaction(client, observe);
    const begun = client.query('begin isolation level repeatable read read only');
    try {
      await Promise.all([begun, transaction.setViewer(viewer)]);
      return await work(transaction);
    } finally {
      await transaction.end();
    }
  } finally {
    await runner.release();
  }
};

/** Runs `work` in one transaction as the viewer and commits it; any failure leaves nothing behind. */
export const writeAs = async <T>(
  dataSource: DataSource,
  viewer: Viewer,
  work: (transaction: WriteTransaction) => Promise<T>,
  observe?: StatementObserver,
): Promise<T> => {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    await runner.startTransaction();
    try {
      const transaction = Object.assign(new ViewerTransaction(client, observe), { manager: runner.manager });
      await transaction.setViewer(viewer);
      const result = await work(transaction).finally(() => {
        transaction.close();
      });
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      throw translateDatabaseError(error);
    }
  } finally {
    await runner.release();
  }
};

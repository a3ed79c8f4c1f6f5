import { types, type Pool } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { quietLogger } from './quiet-logger';
import { SnakeCaseStrategy } from './snake-case';

export interface ConnectionOptions {
  /** Address as the serving role. */
  readonly url: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  /** Connections that are held at most. */
  readonly poolSize?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** Milliseconds after which PostgreSQL ends a statement. */
  readonly statementTimeoutMs?: number;
}

/** Milliseconds that a request waits for a free connection. */
const ACQUIRE_TIMEOUT = 5_000;
/** Milliseconds after which PostgreSQL ends a transaction whose hub went silent. */
const IDLE_TIMEOUT = 60_000;

/** A day is a day wherever the hub runs: the driver would make it midnight of the machine's own time zone. */
types.setTypeParser(types.builtins.DATE, (day) => day);

/**
 * Named statements are planned once a connection: their row conditions are many, and planning them anew takes several times as long as
 * running them. Compiling plans to machine code never pays for statements this short.
 */
const SESSION = '-c timezone=UTC -c plan_cache_mode=force_generic_plan -c jit=off';

/**
 * The hub's connections, not yet open. Numbers of 64 bits stay strings, since they exceed what a JavaScript number holds; times are UTC; nothing is logged; a condition on a missing value is an error
 * instead of no condition. Statements are pipelined: they may be sent without waiting for the one before.
 */
export const createDataSource = (options: ConnectionOptions): DataSource =>
  new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities,
    applicationName: options.applicationName ?? 'spona',
    namingStrategy: new SnakeCaseStrategy(),
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    logger: quietLogger,
    poolSize: options.poolSize ?? 10,
    extra: {
      pipeline: true,
      connectionTimeoutMillis: ACQUIRE_TIMEOUT,
      statement_timeout: options.statementTimeoutMs ?? 10_000,
      idle_in_transaction_session_timeout: IDLE_TIMEOUT,
      options: SESSION,
    },
  });

/** How many connections there are, how many of them rest, and how many requests wait for one. */
export const poolCounts = ({ driver }: DataSource): { total: number; idle: number; waiting: number } => {
  const { master } = driver as unknown as { readonly master: Pool };
  return { total: master.totalCount, idle: master.idleCount, waiting: master.waitingCount };
};

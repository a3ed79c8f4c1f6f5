import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EmergencyCount } from '../casework/grants/emergency-counts';
import type { ErrorCode } from '../errors/catalogue';

export interface PoolCounts {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

/** The hub's measures. No label names an agency, an area, a category or an operation: who works on what is case knowledge. */
export interface HubMetrics {
  readonly registry: Registry;
  readonly http: (method: string, route: string, status: number, seconds: number) => void;
  readonly operation: (kind: string, code: ErrorCode | null, seconds: number) => void;
  readonly auditWrite: (seconds: number, written: boolean) => void;
  /** Reads the database pool's counts at every scrape. */
  readonly watchPool: (read: () => PoolCounts) => void;
  /** Reads at every scrape how many emergency accesses are open and how many reviews are due; where it fails, nothing is told. */
  readonly watchEmergencies: (read: () => Promise<readonly EmergencyCount[]>) => void;
  /** Reads the number of running and waiting operations at every scrape. */
  readonly watchOperations: (read: () => { running: number; waiting: number }) => void;
}

const DURATIONS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const createMetrics = (): HubMetrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const http = new Histogram({
    name: 'spona_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: DURATIONS,
    registers,
  });
  const operation = new Histogram({
    name: 'spona_graphql_operation_duration_seconds',
    help: 'Time of a GraphQL operation, by its kind',
    labelNames: ['kind'] as const,
    buckets: DURATIONS,
    registers,
  });
  const outcomes = new Counter({
    name: 'spona_graphql_operations_total',
    help: 'GraphQL operations by outcome: ok, or the code of the first error',
    labelNames: ['outcome'] as const,
    registers,
  });
  const audit = new Histogram({
    name: 'spona_audit_write_duration_seconds',
    help: 'Time to make a disclosure record durable',
    labelNames: ['result'] as const,
    buckets: DURATIONS,
    registers,
  });
  return {
    registry,
    http: (method, route, status, seconds) => http.observe({ method, route, status }, seconds),
    operation: (kind, code, seconds) => {
      operation.observe({ kind }, seconds);
      outcomes.inc({ outcome: code ?? 'ok' });
    },
    auditWrite: (seconds, written) => audit.observe({ result: written ? 'written' : 'failed' }, seconds),
    watchPool: (read) => {
      new Gauge({
        name: 'spona_pool_connections',
        help: 'Connections to the database by state, and requests that wait for one',
        labelNames: ['state'] as const,
        registers,
        collect() {
          const { total, idle, waiting } = read();
          this.set({ state: 'busy' }, total - idle);
          this.set({ state: 'idle' }, idle);
          this.set({ state: 'waiting' }, waiting);
        },
      });
    },
    watchEmergencies: (read) => {
      new Gauge({
        name: 'spona_emergency_accesses',
        help: 'Emergency accesses without a verdict: open, to be reviewed, overdue',
        labelNames: ['state'] as const,
        registers,
        async collect() {
          this.reset();
          const counts = await read().catch(() => []);
          for (const { state, number } of counts) this.set({ state }, number);
        },
      });
    },
    watchOperations: (read) => {
      new Gauge({
        name: 'spona_graphql_operations',
        help: 'Operations that run, and that wait for a place',
        labelNames: ['state'] as const,
        registers,
        collect() {
          const { running, waiting } = read();
          this.set({ state: 'running' }, running);
          this.set({ state: 'waiting' }, waiting);
        },
      });
    },
  };
};

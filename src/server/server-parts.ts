import type { Express } from 'express';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { ErrorCode } from '../errors/catalogue';
import type { ViewerHeaders } from '../identity/resolve-viewer';
import type { Viewer } from '../identity/viewer';
import type { HubMetrics } from './metrics';
import type { Operation, Refusal } from '../graphql/operation';
import type { ServerConfig } from './server-config';

/** Executes an operation as its viewer and writes its disclosure record, whatever the outcome. */
export type OperationExecutor = (operation: Operation) => Promise<ExecutionResult>;

/** The built console: its folder, what `config.json` answers, and the issuers' origins that its page may call. */
export interface ConsoleParts {
  readonly dir: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly origins: readonly string[];
}

/** All that the server needs and does not make itself. */
export interface ServerParts {
  readonly config: ServerConfig;
  /** For validation only; execution uses the executor's own guarded copies. */
  readonly schema: GraphQLSchema;
  readonly executor: OperationExecutor;
  /** Authorization, Spona-Purpose and Spona-Staff → Viewer; rejects with a SponaError of the catalogue. */
  readonly resolveViewer: (headers: ViewerHeaders) => Promise<Viewer>;
  /** Writes the record of an operation that the executor never saw; if it rejects, the answer becomes SPONA_AUDIT. */
  readonly recordRefusal: (refusal: Refusal, code: ErrorCode) => Promise<void>;
  /** What the hub cannot serve without, by public names; a check resolves if it is there, and is waited for no longer than a probe. */
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>;
  readonly console?: ConsoleParts;
  /** Mounts the demo identity provider under `/oidc`. */
  readonly mountDemoProvider?: (app: Express) => void | Promise<void>;
  readonly logger: Logger;
  readonly metrics: HubMetrics;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Where the metrics are: beside the API, on their own port, or nowhere. */
  readonly metricsUrl: string | null;
  /** Answers "not ready" from now on, while requests are still served. */
  readonly beginDrain: () => void;
  /** Takes no more connections, waits for running requests at most `graceMs`, then cuts what is left. */
  readonly stop: (graceMs?: number) => Promise<void>;
}

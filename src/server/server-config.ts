/** What one operation, one connection and one sender may ask of the hub. */
export interface ServerLimits {
  /** Largest request body, bytes. */
  readonly bodyBytes: number;
  /** Time for a whole request to arrive, milliseconds. */
  readonly bodyTimeoutMs: number;
  /** Time for an operation, its wait for a place included, milliseconds. */
  readonly operationTimeoutMs: number;
  /** Deepest selection; introspection is counted apart by GraphQL's own rule. */
  readonly depth: number;
  /** Estimated number of fields in the answer (see `operation-cost.ts`). */
  readonly cost: number;
  readonly aliases: number;
  readonly directives: number;
  /** Lexical tokens of a document. */
  readonly tokens: number;
  /** Operations that run at once; the next ones wait. */
  readonly running: number;
  /** Operations that wait; any more are refused at once. */
  readonly waiting: number;
  /** Operations a minute of one staff member without a machine client. */
  readonly staffPerMinute: number;
  /** Operations a minute of one machine client, for each staff member whom it names. */
  readonly clientPerMinute: number;
  /** Refused tokens a minute of one remote address; any more are refused unread. */
  readonly failuresPerMinute: number;
}

/** The part of the configuration that the server reads. */
export interface ServerConfig {
  readonly mode: 'demo' | 'production';
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Values of `Host` that are answered: `name` on every port, `name:port` on one; IPv6 in brackets. */
  readonly allowedHosts: readonly string[];
  /** Where `/metrics` listens; null serves it beside the API, as the demo does. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Reverse proxies in front of the hub whose X-Forwarded-For is believed. */
  readonly trustedProxies: number;
  readonly limits: ServerLimits;
}

export const DEFAULT_LIMITS: ServerLimits = {
  bodyBytes: 1_048_576,
  bodyTimeoutMs: 15_000,
  operationTimeoutMs: 10_000,
  depth: 14,
  cost: 50_000,
  aliases: 50,
  directives: 50,
  tokens: 10_000,
  running: 32,
  waiting: 256,
  staffPerMinute: 600,
  clientPerMinute: 60_000,
  failuresPerMinute: 60,
};

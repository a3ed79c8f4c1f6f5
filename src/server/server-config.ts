/** What the configuration says of the size and number of operations. */
export interface OperationLimits {
  /** Largest request body, bytes. */
  readonly bodyBytes: number;
  /** Time for an operation, its wait for a place included, milliseconds. */
  readonly operationTimeoutMs: number;
  /** Deepest selection; introspection is counted apart by GraphQL's own rule. */
  readonly depth: number;
  /** Estimated number of fields in the answer (see `operation-cost.ts`). */
  readonly cost: number;
  readonly aliases: number;
  /** Operations a minute of one staff member without a machine client. */
  readonly staffPerMinute: number;
  /** Operations a minute of one machine client, for each staff member whom it names. */
  readonly clientPerMinute: number;
}

/** Limits that no installation needs to know of; tests set them. */
export interface InnerLimits {
  /** Time for a whole request to arrive, milliseconds. */
  readonly bodyTimeoutMs: number;
  readonly directives: number;
  /** Lexical tokens of a document. */
  readonly tokens: number;
  /** Lists and objects inside each other, in the variables or written into the document. */
  readonly nesting: number;
  /** Operations that run at once; the next ones wait. */
  readonly running: number;
  /** Operations that wait; any more are refused at once. */
  readonly waiting: number;
  /** Refused tokens a minute of one remote address; any more are refused unread. */
  readonly failuresPerMinute: number;
}

export type ServerLimits = OperationLimits & InnerLimits;

const INNER_LIMITS: InnerLimits = {
  bodyTimeoutMs: 15_000,
  directives: 50,
  tokens: 10_000,
  nesting: 32,
  running: 32,
  waiting: 256,
  failuresPerMinute: 60,
};

/** The part of the configuration that the server reads. */
export interface ServerConfig {
  readonly mode: 'demo' | 'production';
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Values of `Host` that are answered: `name` on every port, `name:port` on one; IPv6 in brackets. */
  readonly allowedHosts: readonly string[];
  /** Where `/metrics` listens; null serves it beside the API in the demo, and nowhere in production. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Reverse proxies in front of the hub whose X-Forwarded-For is believed. */
  readonly trustedProxies: number;
  readonly limits: OperationLimits & Partial<InnerLimits>;
}

export const limitsOf = ({ limits }: Pick<ServerConfig, 'limits'>): ServerLimits => ({
  ...INNER_LIMITS,
  ...limits,
});

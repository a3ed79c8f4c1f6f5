import { buildSchema, execute, GraphQLError, type DocumentNode } from 'graphql';
import { SponaError } from '../../../src/errors/spona-error';
import type { ErrorCode } from '../../../src/errors/catalogue';
import type { ViewerHeaders } from '../../../src/identity/resolve-viewer';
import type { Viewer } from '../../../src/identity/viewer';
import { createServer } from '../../../src/server/create-server';
import { createLogger } from '../../../src/server/logger';
import { createMetrics, type HubMetrics } from '../../../src/server/metrics';
import type { Operation, Refusal } from '../../../src/graphql/operation';
import type { ServerConfig, ServerLimits } from '../../../src/server/server-config';
import type { OperationExecutor, RunningServer, ServerParts } from '../../../src/server/server-parts';

export const viewer: Viewer = {
  agencyId: 'a1',
  agencyCode: 'ps-test',
  sector: 'POLICE',
  areaId: 'area',
  concealed: false,
  staffId: 's1',
  unitId: 'u1',
  roles: ['LIAISON'],
  clientId: null,
  purpose: 'PROTECTION',
  proof: 'PROVEN',
};

const schema = buildSchema(`
  scalar Any
  enum Level { HIGH LOW }
  type Item { name: String level: Level items(first: Int): [Item] page(first: Int = 20): Page }
  type Page { edges: [Edge] totalCount: Int }
  type Edge { node: Item }
  type Query { hello(name: String): String any(value: Any): Int items(first: Int!): [Item] item(id: ID): Item fail: String leak: Level refuse: String sleep(ms: Int!): String who: String }
  type Mutation { change(value: Int!): Int }
`);

const OPERATION_LIMITS = {
  bodyBytes: 65_536,
  operationTimeoutMs: 5_000,
  depth: 8,
  cost: 5_000,
  aliases: 10,
  staffPerMinute: 1_000,
  clientPerMinute: 1_000,
};

interface SleepArgs {
  readonly ms: number;
}

const sleep = (ms: number): Promise<string> =>
  new Promise((resolve) => {
    setTimeout(() => {
      resolve('slept');
    }, ms);
  });

/** What the resolvers of the toy schema answer; two of them fail as resolvers of a database do. */
const rootValue = {
  hello: ({ name }: { name?: string }) => `Hello ${name ?? 'world'}`,
  item: () => ({ name: 'one' }),
  items: ({ first }: { first: number }) => Array.from({ length: first }, () => ({ name: 'one' })),
  fail: () => {
    throw new Error('invalid input syntax for type uuid: "Secret Person"');
  },
  leak: () => 'Secret Person',
  refuse: () => {
    throw new SponaError('SPONA_INVALID', {
      detail: 'for the log',
      extensions: { problems: [{ path: 'x', message: 'too long' }] },
    });
  },
  sleep: ({ ms }: SleepArgs) => sleep(ms),
  who: (_args: unknown, context: Operation) =>
    `${context.viewer.agencyCode} ${context.requestId} ${context.idempotencyKey ?? '-'}`,
  change: ({ value }: { value: number }) => value,
};

export interface Toy {
  readonly server: RunningServer;
  readonly metrics: HubMetrics;
  readonly log: () => Record<string, unknown>[];
  readonly refusals: { refusal: Refusal; code: ErrorCode }[];
  readonly executed: DocumentNode[];
}

export interface ToyOptions extends Omit<Partial<ServerParts>, 'config'> {
  readonly config?: Partial<Omit<ServerConfig, 'limits'>>;
  readonly limits?: Partial<ServerLimits>;
}

/** Knows one token for each outcome that the registry can have. */
const resolveViewer = (headers: ViewerHeaders): Promise<Viewer> => {
  switch (headers.authorization ?? '') {
    case 'Bearer good':
      return Promise.resolve(viewer);
    case 'Bearer machine':
      return Promise.resolve({ ...viewer, clientId: 'c1', proof: 'ASSERTED' });
    case 'Bearer expired':
      return Promise.reject(new SponaError('SPONA_TOKEN_EXPIRED'));
    case 'Bearer purpose':
      return Promise.reject(new SponaError('SPONA_PURPOSE'));
    case 'Bearer crash':
      return Promise.reject(new Error('connection to "Secret Person" refused'));
    default:
      return Promise.reject(new SponaError('SPONA_UNAUTHENTICATED'));
  }
};

/** A hub with everything but what other rooms make: real HTTP on a free port, a toy schema behind it. */
export const startToy = async ({ config, limits, ...parts }: ToyOptions = {}): Promise<Toy> => {
  const lines: string[] = [];
  const refusals: Toy['refusals'] = [];
  const executed: DocumentNode[] = [];
  const metrics = createMetrics();
  const executor: OperationExecutor = async (operation) => {
    executed.push(operation.document);
    if (operation.operationName === 'Unaudited') throw new SponaError('SPONA_AUDIT');
    if (operation.operationName === 'Crash') throw new GraphQLError('Secret Person');
    return execute({
      schema,
      document: operation.document,
      rootValue,
      contextValue: operation,
      variableValues: operation.variables,
      operationName: operation.operationName,
    });
  };
  const server = await createServer({
    schema,
    executor,
    resolveViewer,
    recordRefusal: (refusal, code) => {
      refusals.push({ refusal, code });
      return Promise.resolve();
    },
    checks: { database: () => Promise.resolve() },
    logger: createLogger({
      level: 'trace',
      errorMessages: false,
      stream: { write: (line: string) => lines.push(line) },
    }),
    metrics,
    ...parts,
    config: {
      mode: 'demo',
      host: '127.0.0.1',
      port: 0,
      allowedHosts: ['localhost', '127.0.0.1'],
      metrics: null,
      trustedProxies: 0,
      ...config,
      limits: { ...OPERATION_LIMITS, ...limits },
    },
  });
  return {
    server,
    metrics,
    log: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    refusals,
    executed,
  };
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      message: string;
      path?: unknown;
      locations?: unknown;
      extensions: Record<string, unknown>;
    }[];
    readonly extensions?: Record<string, unknown>;
  };
}

const RESPONSE = 'application/graphql-response+json';

/** Sends one operation as the toy's viewer, unless the headers say otherwise. */
export const ask = async (toy: Toy, body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
  const response = await fetch(`${toy.server.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: RESPONSE,
      authorization: 'Bearer good',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: JSON.parse(text) as Answer['body'],
  };
};

/** The code of the first error. */
export const codeOf = (answer: Answer): unknown => answer.body.errors?.[0]?.extensions['code'];

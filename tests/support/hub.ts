import { createSecretKey, randomUUID } from 'node:crypto';
import { getOperationAST, GraphQLError, parse, validate, type ExecutionResult } from 'graphql';
import { SponaError } from '../../src/errors/spona-error';
import { createHub, type Hub, type HubOptions } from '../../src/gateway/hub';
import type { Viewer } from '../../src/identity/viewer';
import type { Country } from '../../src/lib/country';
import type { TestDatabase } from './database';

/** What a test hub adds: operations asked in one line, and the statements they issued. */
export interface TestHub extends Hub {
  /** Parses, validates and executes as the viewer; the answer as plain JSON. */
  ask(
    viewer: Viewer,
    document: string,
    variables?: Record<string, unknown>,
    options?: AskOptions,
  ): Promise<Answer>;
  /** Statements since the last call. */
  statements(): string[];
}

export interface AskOptions {
  readonly idempotencyKey?: string;
  readonly operationName?: string;
  /** By which the disclosure record is found. */
  readonly requestId?: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are whatever the document asked for
type Data = Record<string, any>;

export interface Answer {
  readonly data: Data | null;
  readonly errors?: readonly { readonly message: string; readonly code: string }[];
  readonly extensions?: Data;
}

const LIMITS: HubOptions['config']['limits'] = {
  depth: 20,
  cost: 1_000_000,
  aliases: 100,
  page: 100,
  bodyBytes: 1_000_000,
  staffPerMinute: 100_000,
  clientPerMinute: 100_000,
  operationTimeoutMs: 30_000,
};

const answerOf = (result: ExecutionResult): Answer => ({
  data: JSON.parse(JSON.stringify(result.data ?? null)) as Data | null,
  ...(result.errors === undefined
    ? {}
    : {
        errors: result.errors.map(({ message, originalError }) => ({
          message,
          code: originalError instanceof SponaError ? originalError.code : 'none',
        })),
      }),
  ...(result.extensions === undefined || Object.keys(result.extensions).length === 0
    ? {}
    : { extensions: JSON.parse(JSON.stringify(result.extensions)) as Data }),
});

/** The gateway over a test's database: everything but HTTP and tokens. The key is fixed, so that pseudonyms are. */
export const startTestHub = async (
  database: Pick<TestDatabase, 'servingUrl'>,
  options: Partial<HubOptions> & { readonly country?: Country } = {},
): Promise<TestHub> => {
  let issued: string[] = [];
  const { country = 'RS', ...rest } = options;
  const hub = await createHub({
    servingUrl: database.servingUrl,
    config: { country, mode: 'demo', cursorKey: createSecretKey(Buffer.alloc(32, 7)), limits: LIMITS },
    identifierKey: createSecretKey(Buffer.alloc(32, 5)),
    logger: { error: () => undefined },
    poolSize: 4,
    observe: (text) => issued.push(text),
    ...rest,
  });
  return {
    ...hub,
    statements: () => {
      const taken = issued;
      issued = [];
      return taken;
    },
    ask: async (viewer, source, variables = {}, options = {}) => {
      const { idempotencyKey = null, operationName = null, requestId = randomUUID() } = options;
      const document = parse(source);
      const problems = validate(hub.schema, document);
      if (problems.length > 0) throw new GraphQLError(problems.map(({ message }) => message).join('; '));
      const definition = getOperationAST(document, operationName);
      if (!definition) throw new Error('name the operation');
      return answerOf(
        await hub.execute({
          requestId,
          viewer,
          signal: new AbortController().signal,
          idempotencyKey,
          document,
          definition,
          operationName: definition.name?.value ?? null,
          variables,
        }),
      );
    },
  };
};

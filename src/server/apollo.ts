import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { formatError } from './format-error';
import type { OperationContext } from './operation-context';
import { operationLimits } from './operation-limits';
import type { operationPlugin } from './operation-plugin';
import type { ServerLimits } from './server-config';
import type { ApolloExecutor } from './run-operation';

/** Apollo would write texts of errors; the hub's own log tells what may be told. */
const SILENT = {
  debug: (): void => undefined,
  info: (): void => undefined,
  warn: (): void => undefined,
  error: (): void => undefined,
};

/** Errors told per document; a malicious one has any number. */
const VALIDATION_ERRORS = 20;

/**
 * Apollo parses, validates and speaks HTTP; it executes nothing: the gateway's executor does. Whatever Apollo would switch on
 * by environment variables (reporting to its makers, a landing page, traces) is off. Introspection is a matter of the
 * executor, since nobody unknown comes as far as this.
 */
export const startApollo = async (
  schema: GraphQLSchema,
  executor: ApolloExecutor,
  limits: ServerLimits,
  plugin: ReturnType<typeof operationPlugin>,
): Promise<ApolloServer<OperationContext>> => {
  const apollo = new ApolloServer<OperationContext>({
    gateway: {
      load: () => Promise.resolve({ executor }),
      onSchemaLoadOrUpdate: (loaded) => {
        loaded({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      stop: () => Promise.resolve(),
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      plugin,
    ],
    parseOptions: { maxLexicalTokens: limits.tokens },
    validationRules: operationLimits(limits),
    validationOptions: { maxErrors: VALIDATION_ERRORS },
    formatError: (_formatted, error) => formatError(error, null, () => undefined),
    nodeEnv: 'production',
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    logger: SILENT,
  });
  await apollo.start();
  return apollo;
};

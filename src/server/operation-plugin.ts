import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { SponaError } from '../errors/spona-error';
import { stripLiterals } from '../lib/strip-literals';
import { describeError } from '../errors/describe';
import { secondsSince } from './exchange';
import { formatError, type AnswerError } from './format-error';
import { literalsNestDeeper, nestsDeeper } from './nesting';
import { operationCost } from './operation-cost';
import type { OperationContext } from './operation-context';
import type { RefusalRecorder } from './refusals';
import { responseStatus } from './response-status';
import { answerExtensions } from './send-error';
import { limitsOf, type ServerLimits } from './server-config';
import type { ServerParts } from './server-parts';

type Run = GraphQLRequestContext<OperationContext>;

const wrongDocument = (message: string): SponaError =>
  new SponaError('SPONA_VALIDATION', { extensions: { problems: [{ message }] } });

const wrongSize = (limit: string, allowed: number): SponaError =>
  new SponaError('SPONA_LIMIT', { extensions: { limit, allowed } });

const checkOperation = (
  { schema, document, operation, request }: Run,
  { cost, nesting }: ServerLimits,
): void => {
  if (document === undefined) return;
  if (operation === undefined) throw wrongDocument('Name the one operation to run in operationName.');
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    throw wrongDocument('There are no subscriptions here.');
  const variables = request.variables ?? {};
  if (nestsDeeper(variables, nesting) || literalsNestDeeper(document, nesting))
    throw wrongSize('nesting', nesting);
  if (operationCost({ schema, document, operation, variables }, cost) > cost) throw wrongSize('cost', cost);
};

/** Between Apollo and the hub: names the operation, weighs it, records its refusal, and gives the answer its last form. */
export const operationPlugin = (
  { config, logger, metrics }: Pick<ServerParts, 'config' | 'logger' | 'metrics'>,
  record: RefusalRecorder,
): ApolloServerPlugin<OperationContext> => {
  const limits = limitsOf(config);
  const format = ({ errors, contextValue }: Run): AnswerError[] =>
    (errors ?? []).map((error) =>
      formatError(error, contextValue.requestId, (err) => {
        logger.error({ err, requestId: contextValue.requestId }, 'operation failed');
      }),
    );

  const recorded = async (run: Run, errors: readonly AnswerError[]): Promise<readonly AnswerError[]> => {
    const { exchange, progress, requestId, viewer } = run.contextValue;
    const [first] = errors;
    if (first === undefined || progress.executing) return errors;
    const { operationName } = exchange;
    const refusal = { requestId, viewer, operationName, document: run.document ?? null };
    const failure = await record(refusal, first.extensions.code);
    return failure === null ? errors : [formatError(failure, requestId, () => undefined)];
  };

  return {
    unexpectedErrorProcessingRequest: async ({ error, requestContext }) => {
      const { requestId } = requestContext.contextValue;
      logger.error({ err: describeError(error), requestId }, 'the GraphQL server failed');
      return Promise.resolve();
    },
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: (run) => {
          const { exchange } = run.contextValue;
          exchange.operationKind = run.operation?.operation ?? null;
          exchange.operationName = run.operationName;
          exchange.operationHash = stripLiterals(run.document).hash;
          checkOperation(run, limits);
          return Promise.resolve();
        },
        willSendResponse: async (run) => {
          const { response, contextValue } = run;
          if (response.body.kind !== 'single') return;
          const { exchange, media, progress } = contextValue;
          const errors = await recorded(run, format(run));
          const code = errors[0]?.extensions.code ?? null;
          const result = response.body.singleResult;
          const hasData = progress.executing && result.data !== undefined;
          const extensions = { ...result.extensions, ...answerExtensions(config.mode).extensions };
          response.body.singleResult = {
            ...(errors.length > 0 ? { errors } : {}),
            ...(hasData ? { data: result.data ?? null } : {}),
            ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
          };
          response.http.status = responseStatus(code, hasData, media);
          response.http.headers.set('content-type', `${media}; charset=utf-8`);
          exchange.code = code;
          metrics.operation(exchange.operationKind ?? 'none', code, secondsSince(exchange.startedAt));
        },
      }),
  };
};

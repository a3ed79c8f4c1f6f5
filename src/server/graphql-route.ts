import { expressMiddleware } from '@as-integrations/express5';
import { Router, type ErrorRequestHandler, type Request } from 'express';
import { SponaError } from '../errors/spona-error';
import type { Viewer } from '../identity/viewer';
import { startApollo } from './apollo';
import { authenticate, headersOf, viewerOf } from './authenticate';
import { deadline } from './deadline';
import { exchangeOf, secondsSince } from './exchange';
import { formatError } from './format-error';
import { Gate } from './gate';
import { responseMedia } from './media-type';
import type { OperationContext } from './operation-context';
import { operationPlugin } from './operation-plugin';
import { createRates, RateError } from './rate';
import { createRefusalRecorder, type RefusalRecorder } from './refusals';
import { checkBody, readBody } from './request-body';
import { checkAccept, checkLength, checkMediaType, checkMethod } from './request-checks';
import { runOperation } from './run-operation';
import type { ErrorSender } from './send-error';
import { limitsOf } from './server-config';
import type { ServerParts } from './server-parts';

const contextOf = (
  request: Request,
  signal: AbortSignal,
  resolveViewer: ServerParts['resolveViewer'],
): OperationContext => {
  const exchange = exchangeOf(request);
  const viewer = viewerOf(request);
  const media = responseMedia(request);
  if (viewer === null || media === null) throw new SponaError('SPONA_UNAUTHENTICATED');
  const idempotencyKey = request.get('Idempotency-Key') ?? null;
  const { requestId } = exchange;
  const renewViewer = (): Promise<Viewer> => resolveViewer(headersOf(request));
  return {
    requestId,
    viewer,
    renewViewer,
    signal,
    idempotencyKey,
    exchange,
    media,
    progress: { executing: false },
  };
};

/** Refusals of an operation before it reaches Apollo leave their record too. */
const refuse =
  ({ metrics }: ServerParts, record: RefusalRecorder, send: ErrorSender): ErrorRequestHandler =>
  async (error: unknown, request, response, next) => {
    const exchange = exchangeOf(request);
    if (!exchange.attempted) {
      next(error);
      return;
    }
    const { requestId } = exchange;
    const { code } = formatError(error, requestId, () => undefined).extensions;
    const flood = error instanceof RateError && !error.first;
    const refusal = {
      requestId,
      viewer: viewerOf(request),
      operationName: null,
      document: null,
    };
    const failure = flood ? null : await record(refusal, code);
    metrics.operation('none', failure?.code ?? code, secondsSince(exchange.startedAt));
    send(request, response, failure ?? error);
  };

/** `/graphql`: each check in its order, from the cheapest and least telling on. */
export const graphqlRoute = async (parts: ServerParts, send: ErrorSender): Promise<Router> => {
  const { config, metrics } = parts;
  const limits = limitsOf(config);
  const gate = new Gate(limits.running, limits.waiting);
  metrics.watchOperations(() => gate.counts);
  const record = createRefusalRecorder(parts);
  const executor = runOperation(parts.executor, gate);
  const apollo = await startApollo(parts.schema, executor, limits, operationPlugin(parts, record));

  const router = Router();
  // One address: a longer one is a slip.
  router.use((request, _response, next) => {
    next(request.path === '/' ? undefined : 'router');
  });
  router.use(checkMethod, checkMediaType, checkAccept);
  router.use(authenticate(parts.resolveViewer, createRates(limits)));
  router.use(checkLength(limits.bodyBytes), readBody(limits.bodyBytes), checkBody);
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(
    expressMiddleware(apollo, {
      context: ({ req, res }) =>
        Promise.resolve(contextOf(req, deadline(res, limits.operationTimeoutMs), parts.resolveViewer)),
    }),
  );
  router.use(refuse(parts, record, send));
  return router;
};

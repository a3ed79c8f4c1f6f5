import type { RequestHandler } from 'express';
import { exchangeOf, secondsSince } from './exchange';
import type { ServerParts } from './server-parts';

const ROUTES: readonly string[] = ['graphql', 'graphiql', 'oidc', 'health', 'metrics'];
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'];
const NAME = 64;

/** The first part of the path, if it is one of ours: an address may hold anything that somebody typed. */
const routeOf = (path: string): string => ROUTES.find((route) => path.split('/')[1] === route) ?? 'other';

/** Gives the request its id, and tells log and metrics how it ended: never an address, a header, a variable or a document. */
export const accessLog = ({ logger, metrics }: Pick<ServerParts, 'logger' | 'metrics'>): RequestHandler => {
  return (request, response, next) => {
    const exchange = exchangeOf(request);
    const route = routeOf(request.path);
    const method = METHODS.includes(request.method) ? request.method : 'OTHER';
    response.set('X-Request-Id', exchange.requestId);
    response.once('close', () => {
      const seconds = secondsSince(exchange.startedAt);
      const finished = response.writableFinished;
      metrics.http(method, route, response.statusCode, seconds);
      const quiet = route === 'health' || route === 'metrics';
      logger[quiet ? 'debug' : 'info'](
        {
          requestId: exchange.requestId,
          method,
          route,
          status: response.statusCode,
          ms: Math.round(seconds * 1000),
          ...(exchange.operationName === null ? {} : { operation: exchange.operationName.slice(0, NAME) }),
          ...(exchange.operationHash === null ? {} : { hash: exchange.operationHash }),
          ...(exchange.code === null ? {} : { code: exchange.code }),
          ...(finished ? {} : { cut: true }),
        },
        'request',
      );
    });
    next();
  };
};

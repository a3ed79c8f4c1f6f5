import express, { type Express } from 'express';
import { createServer as createHttpServer } from 'node:http';
import { SponaError } from '../errors/spona-error';
import { accessLog } from './access-log';
import { consoleRoute } from './console-route';
import { graphqlRoute } from './graphql-route';
import { healthRoutes } from './health';
import { checkHost } from './host';
import { Life } from './life';
import { close, GRACE, listen, origin } from './listen';
import { metricsRoute, metricsServer } from './metrics-server';
import { securityHeaders } from './security-headers';
import { createErrorSender } from './send-error';
import { limitsOf, type ServerConfig } from './server-config';
import type { RunningServer, ServerParts } from './server-parts';

/** Milliseconds an idle connection is kept. */
const KEEP_ALIVE = 5_000;

/** In production the metrics have a port of their own or none. */
const besideApi = ({ metrics, mode }: ServerConfig): boolean => metrics === null && mode === 'demo';

/** What a client may have meant; nothing of it is a secret. */
const endpointsOf = ({ config, console, mountDemoProvider }: ServerParts): readonly string[] => [
  'POST /graphql',
  ...(console === undefined ? [] : ['GET /graphiql/']),
  'GET /health/live',
  'GET /health/ready',
  ...(besideApi(config) ? ['GET /metrics'] : []),
  ...(mountDemoProvider === undefined ? [] : ['GET /oidc/.well-known/openid-configuration']),
];

const createApp = async (parts: ServerParts, life: Life): Promise<Express> => {
  const { config, metrics } = parts;
  const send = createErrorSender(parts);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.trustedProxies);
  app.set('query parser', 'simple');

  app.use(accessLog(parts));
  app.use((_request, response, next) => {
    life.track(response);
    if (config.mode === 'demo') response.set('Spona-Mode', 'demo');
    next();
  });
  app.use(securityHeaders(config.mode), checkHost(config.allowedHosts));
  app.use(
    '/health',
    healthRoutes(parts, () => life.draining),
  );
  if (besideApi(config)) app.get('/metrics', metricsRoute(metrics));
  if (parts.console !== undefined) {
    app.get('/', (_request, response) => response.redirect(302, '/graphiql/'));
    app.use('/graphiql', consoleRoute(parts.console));
  }
  await parts.mountDemoProvider?.(app);
  app.use('/graphql', await graphqlRoute(parts, send));
  const endpoints = endpointsOf(parts);
  app.use((_request, _response, next) => {
    next(new SponaError('SPONA_PATH', { extensions: { endpoints } }));
  });
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows an error handler by its four parameters.
  app.use(((error, request, response, _next) => {
    send(request, response, error);
  }) satisfies express.ErrorRequestHandler);
  return app;
};

/** Builds the whole HTTP side and listens. @throws StartError if a port cannot be taken */
export const createServer = async (parts: ServerParts): Promise<RunningServer> => {
  const { config, metrics } = parts;
  const { bodyTimeoutMs } = limitsOf(config);
  const life = new Life();
  const timeouts = {
    requestTimeout: bodyTimeoutMs,
    headersTimeout: bodyTimeoutMs,
    connectionsCheckingInterval: Math.max(50, Math.ceil(bodyTimeoutMs / 10)),
    keepAliveTimeout: KEEP_ALIVE,
  };
  const server = createHttpServer(timeouts, await createApp(parts, life));
  const port = await listen(server, config.host, config.port);
  const url = origin(config.host, port);

  const apart = config.metrics === null ? null : metricsServer(metrics, config.mode);
  let metricsUrl = besideApi(config) ? `${url}/metrics` : null;
  if (apart !== null && config.metrics !== null) {
    try {
      const metricsPort = await listen(apart, config.metrics.host, config.metrics.port, [
        'SPONA_METRICS_HOST',
        'SPONA_METRICS_PORT',
      ]);
      metricsUrl = `${origin(config.metrics.host, metricsPort)}/metrics`;
    } catch (error) {
      await close(server, 0);
      throw error;
    }
  }
  return {
    url,
    port,
    metricsUrl,
    beginDrain: () => life.drain(),
    stop: async (graceMs = GRACE) => {
      life.drain();
      await Promise.all([server, ...(apart === null ? [] : [apart])].map((each) => close(each, graceMs)));
    },
  };
};

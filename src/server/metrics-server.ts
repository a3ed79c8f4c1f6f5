import express, { type RequestHandler } from 'express';
import { createServer, type Server } from 'node:http';
import type { HubMetrics } from './metrics';
import { securityHeaders } from './security-headers';
import type { ServerConfig } from './server-config';

/** Prometheus text. */
export const metricsRoute =
  ({ registry }: HubMetrics): RequestHandler =>
  async (_request, response) => {
    const text = await registry.metrics();
    response.set('Cache-Control', 'no-store').set('Content-Type', registry.contentType).send(text);
  };

/** The metrics on a port of their own, which the world outside need not reach. */
export const metricsServer = (metrics: HubMetrics, mode: ServerConfig['mode']): Server => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(securityHeaders(mode));
  app.get('/metrics', metricsRoute(metrics));
  return createServer(app);
};

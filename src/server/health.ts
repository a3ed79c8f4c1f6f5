import { Router } from 'express';
import { within } from '../lib/within';
import type { ReadinessReport, ServerParts } from './server-parts';

/** Milliseconds a readiness check may take before it counts as failed. */
const PATIENCE = 2_000;

/** `/health/live`: the process answers. `/health/ready`: it can serve operations, and does not shut down. */
export const healthRoutes = (
  { readiness, logger }: Pick<ServerParts, 'readiness' | 'logger'>,
  draining: () => boolean,
): Router => {
  const report = async (): Promise<ReadinessReport> => {
    if (draining()) return { ready: false, checks: { serving: false } };
    try {
      return await within(readiness(), PATIENCE, () => new Error('readiness took too long'));
    } catch (err) {
      logger.error({ err }, 'readiness could not be checked');
      return { ready: false, checks: {} };
    }
  };
  const router = Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/live', (_request, response) => {
    response.json({ live: true });
  });
  router.get('/ready', async (_request, response) => {
    const { ready, checks } = await report();
    response.status(ready ? 200 : 503).json({ ready, checks });
  });
  return router;
};

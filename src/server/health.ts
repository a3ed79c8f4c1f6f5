import { Router } from 'express';
import { within } from '../lib/within';
import type { ServerParts } from './server-parts';

/** Milliseconds a readiness check may take before it counts as failed. */
const PATIENCE = 1_500;

type Outcomes = Readonly<Record<string, boolean>>;

/** `/health/live`: the process answers. `/health/ready`: it can serve operations, and does not shut down. */
export const healthRoutes = (
  { checks, logger }: Pick<ServerParts, 'checks' | 'logger'>,
  draining: () => boolean,
): Router => {
  const holds = async (check: string): Promise<boolean> => {
    try {
      await within(Promise.resolve(checks[check]?.()), PATIENCE, () => new Error('the check took too long'));
      return true;
    } catch (err) {
      logger.error({ err, check }, 'not ready');
      return false;
    }
  };
  const outcomes = async (): Promise<Outcomes> => {
    if (draining()) return { serving: false };
    const looked = Object.keys(checks).map(async (check) => [check, await holds(check)] as const);
    return Object.fromEntries(await Promise.all(looked));
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
    const found = await outcomes();
    const ready = Object.values(found).every(Boolean);
    response.status(ready ? 200 : 503).json({ ready, checks: found });
  });
  return router;
};

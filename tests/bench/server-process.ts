import 'reflect-metadata';
import { createSecretKey } from 'node:crypto';
import { createHub } from '../../src/gateway/hub';
import { loadConfig } from '../../src/config/config';
import type { Viewer } from '../../src/identity/viewer';
import { createLogger } from '../../src/server/logger';
import { createMetrics } from '../../src/server/metrics';
import { createServer } from '../../src/server/create-server';
import { createUngovernedExecutor } from './ungoverned';

/** What the benchmark tells its servers. */
export interface ServerOrder {
  readonly governed: boolean;
  readonly servingUrl: string;
  readonly viewer: Viewer;
}

const POOL = 8;

/** A hub for one fixed viewer: the token's check is not what is measured. */
const serve = async ({ governed, servingUrl, viewer }: ServerOrder): Promise<void> => {
  const config = { ...loadConfig({ SPONA_LOG_LEVEL: 'silent' }), port: 0 };
  const logger = createLogger({ level: 'silent', errorMessages: false });
  const gateway = governed
    ? await createHub({
        servingUrl,
        config,
        identifierKey: createSecretKey(Buffer.alloc(32, 5)),
        logger,
        poolSize: POOL,
      })
    : await createUngovernedExecutor(servingUrl, POOL);
  const server = await createServer({
    config: { ...config, limits: { ...config.limits, staffPerMinute: 1e9, cost: 1e9, depth: 30 } },
    schema: gateway.schema,
    executor: gateway.execute,
    resolveViewer: () => Promise.resolve(viewer),
    recordRefusal: () => Promise.resolve(),
    checks: {},
    logger,
    metrics: createMetrics(),
  });
  process.send?.({ url: `http://127.0.0.1:${String(server.port)}/graphql` });
};

process.on('message', (order: ServerOrder) => void serve(order));
process.on('disconnect', () => process.exit(0));

import type { Config } from '../config/config';
import { freePort } from '../db/embedded/port';
import { startHub } from '../main';
import { createLogger } from '../server/logger';
import { createShutdown } from '../server/shutdown';
import type { ReachedHub } from './reached-hub';

/** A hub in this process, on loopback and on a port of its own: nobody else needs to find it. */
export const startOwn = async (config: Config, say: (message: string) => void): Promise<ReachedHub> => {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const logger = createLogger({
    level: 'error',
    errorMessages: config.mode === 'demo',
    stream: process.stderr,
  });
  const { server, ownerUrl, parts } = await startHub(
    {
      ...config,
      host: '127.0.0.1',
      port,
      publicUrl,
      allowedHosts: ['localhost', '127.0.0.1'],
      metrics: null,
    },
    { logger, say },
  );
  const shutdown = createShutdown({ server, parts, logger });
  return {
    url: publicUrl,
    ownerUrl: ownerUrl ?? config.database?.ownerUrl ?? null,
    stop: async () => {
      if ((await shutdown()) !== 0) throw new Error('the hub did not end well');
    },
  };
};

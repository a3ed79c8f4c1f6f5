import type { Config } from '../config/config';
import { attachEmbedded } from '../db/embedded';
import { freePort } from '../db/embedded/port';
import { startHub } from '../main';
import { createLogger } from '../server/logger';
import { createShutdown } from '../server/shutdown';

/** The hub that a command goes to: one that runs, or one that was started for it. */
export interface ReachedHub {
  readonly url: string;
  /** The database's owner, where this machine has his address. */
  readonly ownerUrl: string | null;
  stop(): Promise<void>;
}

const PATIENCE = 1_500;

const isLive = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(`${url}/health/live`, {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    return ((await response.json()) as { live?: unknown }).live === true;
  } catch {
    return false;
  }
};

const ownerOf = ({ database, dataDir }: Config): string | null =>
  database === null ? (attachEmbedded(dataDir)?.ownerUrl ?? null) : (database.ownerUrl ?? null);

const running = (url: string, config: Config): ReachedHub => ({
  url,
  ownerUrl: ownerOf(config),
  stop: () => Promise.resolve(),
});

/** On loopback and on a port of its own: nobody else needs to find it. */
const startOwn = async (config: Config, say: (message: string) => void): Promise<ReachedHub> => {
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

/** The hub at the given address, which must run; else the configured one if it runs; else one in this process. */
export const reachHub = async (
  config: Config,
  url: string | undefined,
  say: (message: string) => void,
): Promise<ReachedHub> => {
  if (url !== undefined) {
    const { origin } = new URL(url);
    if (await isLive(origin)) return running(origin, config);
    throw new Error(`No hub answers at ${origin}`);
  }
  if (await isLive(config.publicUrl)) return running(config.publicUrl, config);
  say('No hub runs; starting one for this');
  return startOwn(config, say);
};

import type { Config } from '../config/config';
import { attachEmbedded } from '../db/embedded';
import type { ReachedHub } from './reached-hub';

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
  // A whole hub is loaded where one is needed, and only there.
  const { startOwn } = await import('./own-hub.js');
  return startOwn(config, say);
};

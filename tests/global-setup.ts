import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbedded, startEmbedded } from '../src/db/embedded';
import { publishCluster } from './support/cluster';
import { keepRunning } from './support/running-cluster';
import { cloneForWorkers, fillTemplate } from './support/template';

const PREFIX = 'spona-test-';
/** A younger directory may be another run's that has not locked it yet. */
const SWEEP_AFTER_MILLISECONDS = 60_000;

/** Removes what earlier runs left that were killed before their end. */
const sweep = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const directory = join(tmpdir(), name);
    try {
      if (Date.now() - statSync(directory).mtimeMs < SWEEP_AFTER_MILLISECONDS) continue;
      await removeEmbedded(directory);
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // Another test run uses it, or it belongs to another user.
    }
  }
};

/** One throwaway cluster for the whole run: migrated once, and a database cloned for each worker. */
export default async function setup({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  await sweep();
  const directory = mkdtempSync(join(tmpdir(), PREFIX));
  const remove = async (): Promise<void> => {
    await removeEmbedded(directory);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const embedded = await startEmbedded({ dataDir: directory, durable: false });
    keepRunning(async () => {
      await embedded.stop();
      await remove();
    });
    await fillTemplate(embedded);
    await cloneForWorkers(embedded, maxWorkers);
    publishCluster(embedded);
  } catch (error) {
    await remove();
    throw error;
  }
}

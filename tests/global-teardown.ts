import { stopRunning } from './support/running-cluster';

/** Runs after failures too. */
export default async function teardown(): Promise<void> {
  await stopRunning();
}

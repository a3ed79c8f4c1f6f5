import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbedded, startEmbedded, type Embedded } from '../../src/db/embedded';

/** The database server of one tree, from the first test that needs it until the end of the run. */
export class Server {
  // Named as that of any test run, so that the next one sweeps it away where this one is killed.
  private readonly directory = mkdtempSync(join(tmpdir(), 'spona-test-'));
  private started: Promise<Embedded> | null = null;

  start(): Promise<Embedded> {
    return (this.started ??= startEmbedded({ dataDir: this.directory, durable: false }));
  }

  async stop(): Promise<void> {
    const embedded = await this.started?.catch(() => null);
    await embedded?.stop();
    await removeEmbedded(this.directory);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

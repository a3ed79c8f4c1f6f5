import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../../../src/lib/root';

const SCRIPT = join(packageRoot, 'tests/unit/identity/support/demo-process.ts');

/** A demo provider in a process of its own, with a data directory that outlives its restarts. */
export class Demo {
  readonly directory = mkdtempSync(join(tmpdir(), 'spona-demo-'));
  issuer = '';
  /** What it wrote to its error output: nothing but the library's word on the runtime is expected. */
  errors: string[] = [];
  private child: ChildProcess | undefined;

  get dataDirectory(): string {
    return join(this.directory, 'data');
  }

  get origin(): string {
    return new URL(this.issuer).origin;
  }

  /** Starts it, on the same port if it has run before. */
  async start(): Promise<this> {
    const port = this.issuer === '' ? '0' : new URL(this.issuer).port;
    const child = spawn(
      process.execPath,
      ['--no-warnings', '--import', 'tsx', SCRIPT, this.dataDirectory, port],
      {
        cwd: packageRoot,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.child = child;
    createInterface(child.stderr).on('line', (line) => this.errors.push(line));
    for await (const line of createInterface(child.stdout)) {
      if (!line.startsWith('{')) continue;
      this.issuer = (JSON.parse(line) as { issuer: string }).issuer;
      child.stdout.resume();
      return this;
    }
    throw new Error(`the demo provider did not start:\n${this.errors.join('\n')}`);
  }

  async stop(): Promise<void> {
    const child = this.child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../src/db/embedded/port';
import { loadDemoRegion } from '../../src/demo';
import { obtainMachineToken, obtainToken } from '../../src/identity/demo-login';
import { loadDemoKeys } from '../../src/identity/demo/keys';
import { packageRoot } from '../../src/lib/root';
import { processSettings } from './command';
import { dropDatabase, freshDatabase, type TestDatabase } from './database';
import { PROGRAM } from './program';

type Environment = Readonly<Record<string, string>>;

/**
 * A whole hub as a user starts it, `spona serve` in a process of its own: in Jest's realm the demo's identity provider takes its keys
 * for invalid. It may be stopped and started again on its port and data.
 */
export class HubProcess {
  /** What it wrote: its word to the user, and its log. */
  readonly lines: string[] = [];
  private child: ChildProcess | undefined;
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    readonly port: number,
    private readonly settings: Environment,
  ) {}

  get origin(): string {
    return `http://localhost:${String(this.port)}`;
  }

  get issuer(): string {
    return `${this.origin}/oidc`;
  }

  /** The log's entries. */
  get log(): readonly Readonly<Record<string, unknown>>[] {
    return this.lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  }

  /** Resolves when it says that it is ready. Rejects with its output if it ends instead. */
  async start(): Promise<this> {
    const child = spawn(process.execPath, [...PROGRAM, 'serve'], {
      cwd: packageRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...processSettings(), ...this.settings },
    });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      const read = (line: string): void => {
        this.lines.push(line);
        if (line.startsWith('Spona is ready')) resolve();
      };
      createInterface(child.stdout).on('line', read);
      createInterface(child.stderr).on('line', read);
      child.once('close', () => {
        reject(new Error(`the hub did not start:\n${this.lines.join('\n')}`));
      });
    });
    return this;
  }

  /** A persona's token, obtained once. */
  token(persona: string): Promise<string> {
    return this.remember(persona, () => obtainToken({ issuer: this.issuer, persona }));
  }

  /** The token of a machine client for itself. */
  machineToken(clientId: string): Promise<string> {
    const { machine } = loadDemoKeys(this.settings['SPONA_DATA_DIR'] ?? '');
    return this.remember(clientId, () => obtainMachineToken({ issuer: this.issuer, clientId, key: machine }));
  }

  /** Asks it to end, and answers its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const { child } = this;
    if (child === undefined) return null;
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'close');
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  }

  private remember(name: string, obtain: () => Promise<{ readonly token: string }>): Promise<string> {
    const token = this.tokens.get(name) ?? obtain().then((obtained) => obtained.token);
    this.tokens.set(name, token);
    return token;
  }
}

/** A demo hub over a database of the tests' cluster with the demo region in it. */
export class DemoHub {
  private readonly processes: HubProcess[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly dataDirectory: string,
  ) {}

  static async create(): Promise<DemoHub> {
    const database = await freshDatabase();
    await loadDemoRegion(database.ownerUrl, { country: 'RS', now: new Date(), progress: () => undefined });
    return new DemoHub(database, mkdtempSync(join(tmpdir(), 'spona-hub-')));
  }

  /** One more hub on the same database and with the same demo keys. */
  async serve(settings: Environment = {}): Promise<HubProcess> {
    const port = await freePort();
    const started = new HubProcess(port, {
      PORT: String(port),
      DATABASE_URL: this.database.servingUrl,
      SPONA_DATA_DIR: this.dataDirectory,
      ...settings,
    });
    this.processes.push(started);
    return started.start();
  }

  async remove(): Promise<void> {
    await Promise.all(this.processes.map((started) => started.stop()));
    await dropDatabase(this.database);
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }
}

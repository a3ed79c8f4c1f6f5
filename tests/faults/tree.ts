import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import type { Fault } from './fault';
import { faulted } from './place';
import { Server } from './server';

const LEFT_OUT: ReadonlySet<string> = new Set(['.git', '.data', 'node_modules', 'dist', 'coverage']);

/** What a database is filled from before the first test. */
const FILLING = ['migrations', 'policies', 'src/db', 'src/lib', 'src/policy'].map((part) => join(part, '/'));

/** A copy of the project in which one fault at a time is made; it shares the installed packages. */
export class Tree {
  readonly server = new Server();
  private made: string | null = null;

  constructor(readonly root: string) {
    mkdirSync(root);
    cpSync(packageRoot, root, {
      recursive: true,
      filter: (path) => !LEFT_OUT.has(relative(packageRoot, path)),
    });
    symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
  }

  /** What a database is filled with now. */
  get filling(): string {
    return this.made ?? 'sound';
  }

  /** Runs `work` with the fault made, and takes it back. Throws LostFault. */
  async with<T>(fault: Fault, work: () => Promise<T>): Promise<T> {
    const { path, text } = faulted(this.root, fault);
    const sound = readFileSync(join(this.root, path));
    writeFileSync(join(this.root, path), text);
    if (FILLING.some((part) => path.startsWith(part))) this.made = fault.id;
    try {
      return await work();
    } finally {
      writeFileSync(join(this.root, path), sound);
      this.made = null;
    }
  }
}

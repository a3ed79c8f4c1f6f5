import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import type { Fault } from './fault';
import { faulted } from './place';

const LEFT_OUT: ReadonlySet<string> = new Set(['.git', '.data', 'node_modules', 'dist', 'coverage']);

/** A copy of the project in which one fault at a time is made; it shares the installed packages. */
export class Tree {
  constructor(readonly root: string) {
    mkdirSync(root);
    cpSync(packageRoot, root, {
      recursive: true,
      filter: (path) => !LEFT_OUT.has(relative(packageRoot, path)),
    });
    symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
  }

  /** Runs `work` with the fault made, and takes it back. Throws LostFault. */
  async with<T>(fault: Fault, work: () => Promise<T>): Promise<T> {
    const { path, text } = faulted(this.root, fault);
    const sound = readFileSync(join(this.root, path));
    writeFileSync(join(this.root, path), text);
    try {
      return await work();
    } finally {
      writeFileSync(join(this.root, path), sound);
    }
  }
}

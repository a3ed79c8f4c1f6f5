import { closeSync, existsSync, openSync, writeSync } from 'node:fs';

/** The rejects file is there already; it is never overwritten. */
export class RejectsError extends Error {
  override readonly name = 'RejectsError';
}

const MINE_ALONE = 0o600;

/**
 * Lines that were not loaded, each with the reason and the field, and with nothing that stands in them. Made at the first of them,
 * readable by its owner alone.
 */
export class Rejects {
  private readonly reasons = new Map<string, number>();
  private readonly lines = new Set<number>();
  private descriptor: number | undefined;

  /** @throws RejectsError */
  constructor(readonly file: string | null) {
    if (file !== null && existsSync(file))
      throw new RejectsError(
        `${file} exists and is not overwritten: remove it, or name another with --rejects`,
      );
  }

  add(line: number, reason: string, field = ''): void {
    if (!this.lines.has(line)) this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    this.lines.add(line);
    if (this.file === null) return;
    if (this.descriptor === undefined) {
      this.descriptor = openSync(this.file, 'wx', MINE_ALONE);
      writeSync(this.descriptor, 'line,reason,field\n');
    }
    writeSync(this.descriptor, `${String(line)},${reason},${field}\n`);
  }

  /** Rows that were rejected, each once whatever its reasons. */
  get count(): number {
    return this.lines.size;
  }

  /** Rows by the first reason of each, the most frequent first. */
  byReason(): readonly (readonly [reason: string, rows: number])[] {
    return [...this.reasons].sort(([, one], [, other]) => other - one);
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }
}

import { closeSync, writeSync } from 'node:fs';
import { REJECTS_HEADER, type RejectsFile } from './rejects-file';

/** A line that was not loaded, with the reason and the field, and with nothing that stands in it. */
export interface Reject {
  readonly line: number;
  readonly reason: string;
  readonly field: string;
}

/** So many are remembered, for who reads no file. */
const REMEMBERED = 10;

/** The lines that were not loaded: counted, and written to a file that is made at the first of them. */
export class Rejects {
  /** The first of them. */
  readonly first: Reject[] = [];
  private readonly reasons = new Map<string, number>();
  private readonly lines = new Set<number>();
  private opened: ReturnType<RejectsFile['open']> | undefined;

  /** Without a target nothing is written. */
  constructor(private readonly target: RejectsFile | null = null) {}

  /** From now on the file tells of this import, even if nothing is rejected. */
  begin(): void {
    if (this.target?.outdated === true) this.open(this.target);
  }

  add(line: number, reason: string, field = ''): void {
    if (!this.lines.has(line)) this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    this.lines.add(line);
    if (this.first.length < REMEMBERED) this.first.push({ line, reason, field });
    if (this.target === null) return;
    const { descriptor } = this.opened ?? this.open(this.target);
    writeSync(descriptor, `${String(line)},${reason},${field}\n`);
  }

  /** The file that was written; null while there is none. */
  get file(): string | null {
    return this.opened?.file ?? null;
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
    if (this.opened !== undefined) closeSync(this.opened.descriptor);
  }

  private open(target: RejectsFile): ReturnType<RejectsFile['open']> {
    this.opened = target.open();
    writeSync(this.opened.descriptor, REJECTS_HEADER);
    return this.opened;
  }
}

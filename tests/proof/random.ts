/** A small seeded generator, so that a failing run can be repeated: mulberry32. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A generator of its own for what has this name, so that nothing else that is made shifts what it makes: FNV-1a. */
  static named(seed: number, name: string): Random {
    const hash = Buffer.from(name).reduce(
      (mixed, byte) => Math.imul(mixed ^ byte, 16_777_619),
      2_166_136_261,
    );
    return new Random(seed ^ hash);
  }

  /** At least 0, below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  }

  sample<T>(values: readonly T[], share: number): T[] {
    return values.filter(() => this.chance(share));
  }

  uuid(): string {
    const hex = (digits: number): string =>
      Array.from({ length: digits }, () => this.below(16).toString(16)).join('');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-${this.pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`;
  }
}

/** The seed of this run; PROOF_SEED repeats one. */
export const SEED = Number(process.env['PROOF_SEED'] ?? 20_261_121);
/** How many times the usual number of operations: `PROOF_SCALE=20 npx jest tests/proof`. */
export const SCALE = Number(process.env['PROOF_SCALE'] ?? 1);

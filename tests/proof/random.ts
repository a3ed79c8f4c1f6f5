import { Choices } from './choices';

/** A seed of its own for what has this name: FNV-1a. */
export const seedOf = (seed: number, name: string): number =>
  seed ^ Buffer.from(name).reduce((mixed, byte) => Math.imul(mixed ^ byte, 16_777_619), 2_166_136_261);

/**
 * A small seeded generator, so that a failing run can be repeated: mulberry32. Worlds are dealt by it, which are made once before any
 * question is put and have nothing to shrink; see {@link Drawn} for what is asked of them.
 */
export class Random extends Choices {
  private state: number;

  constructor(seed: number) {
    super();
    this.state = seed >>> 0;
  }

  /** A generator of its own for what has this name, so that nothing else that is made shifts what it makes. */
  static named(seed: number, name: string): Random {
    return new Random(seedOf(seed, name));
  }

  /** At least 0, below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  override below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  override chance(share: number): boolean {
    return this.next() < share;
  }
}

/** The seed of this run; PROOF_SEED repeats one. */
export const SEED = Number(process.env['PROOF_SEED'] ?? 20_261_121);
/** How many times the usual number of operations: `PROOF_SCALE=20 npx jest tests/proof`. */
export const SCALE = Number(process.env['PROOF_SCALE'] ?? 1);

/** What a generator decides by, wherever the choices come from. */
export abstract class Choices {
  /** At least 0, below the bound. */
  abstract below(bound: number): number;

  abstract chance(share: number): boolean;

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

import type { Answered } from './ask';

interface Tally {
  asked: number;
  /** Answered with something. */
  answered: number;
  readonly codes: Set<string>;
}

/** What was asked of each root field, and what it came to. */
export class Tallies {
  private readonly byRoot = new Map<string, Tally>();

  /** `roots`: alias → name of the root field. */
  note(roots: ReadonlyMap<string, string>, { data, errors }: Answered): void {
    for (const [alias, name] of roots) {
      const tally = this.byRoot.get(name) ?? { asked: 0, answered: 0, codes: new Set() };
      tally.asked += 1;
      if (data?.[alias] !== null && data?.[alias] !== undefined) tally.answered += 1;
      for (const { extensions } of errors ?? []) tally.codes.add(String(extensions['code']));
      this.byRoot.set(name, tally);
    }
  }

  /** Those of the names that no operation used. */
  unasked(names: readonly string[]): string[] {
    return names.filter((name) => !this.byRoot.has(name));
  }

  /** Those of the names that never answered anything. */
  unanswered(names: readonly string[]): string[] {
    return names.filter((name) => (this.byRoot.get(name)?.answered ?? 0) === 0);
  }

  /** `name asked answered codes`, a line a root field. */
  lines(): string[] {
    return [...this.byRoot]
      .map(([name, { asked, answered, codes }]) => [name, asked, answered, ...[...codes].sort()].join(' '))
      .sort();
  }
}

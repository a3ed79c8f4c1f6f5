import type { PhysicalLine } from './physical-lines';

/** The physical lines of one record: several where a quoted cell holds line breaks. */
export interface LogicalLine {
  readonly lines: readonly PhysicalLine[];
  readonly text: string;
}

/** A quote that nobody closes must not swallow the rest of the file. */
const MOST_LINES = 200;
const MOST_CHARACTERS = 262_144;

const oddQuotes = (text: string, quote: string): boolean => text.split(quote).length % 2 === 0;

const joined = (lines: readonly PhysicalLine[]): LogicalLine => ({
  lines,
  text: lines.map(({ text }) => text).join('\n'),
});

/**
 * Puts the physical lines of records together, by the parity of their quotes. Where lines find no end, or make no record together,
 * the first is given out alone for the parser to find fault with, and the others begin anew. Blank lines are left out.
 */
export class LineJoiner {
  private held: PhysicalLine[] = [];
  private characters = 0;

  constructor(
    private readonly quote: string | null,
    private readonly isRecord: (text: string) => boolean,
  ) {}

  /** Records that are complete with this line. */
  add(line: PhysicalLine): LogicalLine[] {
    const { quote } = this;
    if (this.held.length === 0 && line.text.trim() === '') return [];
    this.held.push(line);
    this.characters += line.text.length;
    if (quote === null) return this.take();
    const odd = oddQuotes(line.text, quote);
    const open = this.held.length === 1 ? odd : !odd;
    if (!open) return this.take();
    return this.held.length >= MOST_LINES || this.characters > MOST_CHARACTERS ? this.giveUp() : [];
  }

  /** What is left at the end of the file. */
  end(): LogicalLine[] {
    const all: LogicalLine[] = [];
    while (this.held.length > 0) all.push(...this.giveUp());
    return all;
  }

  private take(): LogicalLine[] {
    const { held } = this;
    if (held.length > 1 && !this.isRecord(joined(held).text)) return this.giveUp();
    this.held = [];
    this.characters = 0;
    return [joined(held)];
  }

  /** The first held line stands alone, and the others are looked at anew. */
  private giveUp(): LogicalLine[] {
    const [first, ...others] = this.held;
    this.held = [];
    this.characters = 0;
    if (first === undefined) return [];
    return [joined([first]), ...others.flatMap((line) => this.add(line))];
  }
}

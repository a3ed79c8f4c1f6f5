import { parse } from 'csv-parse/sync';
import { LineJoiner, type LogicalLine } from './logical-lines';
import { readLines } from './physical-lines';

export interface CsvOptions {
  readonly delimiter: string;
  /** null where the file knows no quotes. */
  readonly quote: string | null;
  readonly encoding: string;
}

/** One record with the line that it begins in, or what is wrong with the line. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: 'QUOTES' };

/** Records that are parsed in one call. */
const BLOCK = 500;

const parseText = (text: string, { delimiter, quote }: CsvOptions): string[][] =>
  parse(text, {
    delimiter,
    quote: quote ?? false,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: false,
  });

const tryParse = (text: string, options: CsvOptions): string[][] | null => {
  try {
    return parseText(text, options);
  } catch {
    return null;
  }
};

const lineOf = ({ lines }: LogicalLine): number => lines[0]?.number ?? 0;

const parseAlone = (logical: LogicalLine, options: CsvOptions): CsvRecord => {
  const line = lineOf(logical);
  const [cells, ...others] = tryParse(logical.text, options) ?? [];
  return cells === undefined || others.length > 0 ? { line, problem: 'QUOTES' } : { line, cells };
};

const parseBlock = (block: readonly LogicalLine[], options: CsvOptions): CsvRecord[] => {
  const records = tryParse(block.map(({ text }) => text).join('\n'), options);
  if (records?.length !== block.length) return block.map((one) => parseAlone(one, options));
  return block.map((one, index) => ({ line: lineOf(one), cells: records[index] ?? [] }));
};

/**
 * The records of a CSV file (RFC 4180), read as it goes. A line with wrong quotes is told as such and takes no other with it.
 */
export async function* readRecords(file: string, options: CsvOptions): AsyncGenerator<CsvRecord> {
  const joiner = new LineJoiner(options.quote, (text) => tryParse(text, options)?.length === 1);
  let block: LogicalLine[] = [];
  for await (const line of readLines(file, options.encoding)) {
    block.push(...joiner.add(line));
    if (block.length < BLOCK) continue;
    yield* parseBlock(block, options);
    block = [];
  }
  yield* parseBlock([...block, ...joiner.end()], options);
}

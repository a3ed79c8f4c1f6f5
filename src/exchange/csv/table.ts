import { fileProblem } from '../../lib/file-problem';
import type { Row } from '../mapping/items';
import type { RowProblemCode } from '../mapping/value';
import { readRecords, type CsvOptions, type CsvRecord } from './read-records';

/** A row of a table, or why it is none. */
export type TableRow =
  { readonly line: number; readonly row: Row } | { readonly line: number; readonly problem: RowProblemCode };

export interface Table {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<TableRow>;
}

/** The file has no header to read its rows by. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

/** What the decoder puts for bytes that the encoding does not have. */
const UNDECODABLE = '\uFFFD';
const NUL = '\0';

const problemOf = (cells: readonly string[], columns: number): RowProblemCode | null => {
  if (cells.length !== columns) return 'COLUMNS';
  if (cells.some((cell) => cell.includes(UNDECODABLE))) return 'ENCODING';
  return cells.some((cell) => cell.includes(NUL)) ? 'CONTROL_CHARACTER' : null;
};

/** The first record's cells. @throws TableError */
const readHeader = async (
  file: string,
  records: AsyncGenerator<CsvRecord>,
  { encoding }: CsvOptions,
): Promise<readonly string[]> => {
  const refuse = (why: string): never => {
    throw new TableError(`${file}: ${why}`);
  };
  const first = await records
    .next()
    .catch((error: unknown) => refuse(fileProblem(error) ?? 'cannot be read'));
  if (first.done === true) return refuse('is empty; its first line must name the columns');
  if ('problem' in first.value) return refuse('line 1 does not name the columns: its quotes do not close');
  const header = first.value.cells.map((name) => name.trim());
  if (header.some((name) => name.includes(UNDECODABLE) || name.includes(NUL)))
    return refuse(
      `line 1 is not written in ${encoding}; the mapping names the file's encoding as csv.encoding`,
    );
  return header;
};

/** Opens a CSV file whose first record names the columns. @throws TableError */
export const openTable = async (file: string, options: CsvOptions): Promise<Table> => {
  const records = readRecords(file, options);
  const header = await readHeader(file, records, options);
  const position = new Map(header.map((name, index) => [name, index]));

  async function* rows(): AsyncGenerator<TableRow> {
    for await (const record of records) {
      const { line } = record;
      if ('problem' in record) {
        yield { line, problem: record.problem };
        continue;
      }
      const { cells } = record;
      const problem = problemOf(cells, header.length);
      if (problem !== null) yield { line, problem };
      else yield { line, row: { line, cell: (name) => cells[position.get(name) ?? -1] ?? '' } };
    }
  }
  return { header, rows: rows() };
};

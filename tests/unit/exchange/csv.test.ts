import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecords, type CsvOptions } from '../../../src/exchange/csv/read-records';
import { openTable, TableError } from '../../../src/exchange/csv/table';

const COMMA: CsvOptions = { delimiter: ',', quote: '"', encoding: 'utf-8' };

describe('CSV', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'spona-csv-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = (content: string | Buffer): string => {
    const file = join(folder, 'file.csv');
    writeFileSync(file, content);
    return file;
  };
  const read = async (content: string | Buffer, options: Partial<CsvOptions> = {}): Promise<unknown[]> => {
    const found: unknown[] = [];
    for await (const record of readRecords(write(content), { ...COMMA, ...options }))
      found.push([record.line, 'problem' in record ? record.problem : record.cells]);
    return found;
  };

  it('is read with the line that each record begins in', async () => {
    expect(await read('\uFEFFa,b\r\n1,"x\r\ny ""z"""\r\n\r\n  \r\n2,\r\n3,"",4')).toEqual([
      [1, ['a', 'b']],
      [2, ['1', 'x\ny "z"']],
      [6, ['2', '']],
      [7, ['3', '', '4']],
    ]);
  });

  it('may have another delimiter, another quote or none, and another encoding', async () => {
    expect(await read("a;'b;c'", { delimiter: ';', quote: "'" })).toEqual([[1, ['a', 'b;c']]]);
    expect(await read('a,5" tall', { quote: null })).toEqual([[1, ['a', '5" tall']]]);
    expect(await read(Buffer.from([0x8a, 0x2c, 0x9e]), { encoding: 'windows-1250' })).toEqual([
      [1, ['Š', 'ž']],
    ]);
  });

  it.each([
    ['a quote within a cell', '1,5" tall\n2,3'],
    ['text after a closing quote', '1,"4"x\n2,3'],
    ['a quote that is never closed', '1,"4\n2,3'],
  ])('loses one line to %s, and no other', async (_what, content) => {
    expect(await read(content)).toEqual([
      [1, 'QUOTES'],
      [2, ['2', '3']],
    ]);
  });

  it('finds back into a file after wrong quotes', async () => {
    expect(await read('1,"2\n3,4\n"q\nr",7\n8,6" x\n9,9')).toEqual([
      [1, 'QUOTES'],
      [2, ['3', '4']],
      [3, ['q\nr', '7']],
      [5, 'QUOTES'],
      [6, ['9', '9']],
    ]);
  });

  it('lets an open quote swallow no more than it may', async () => {
    const records = await read(`"\n${'1,2\n'.repeat(1_500)}`);
    expect(records).toHaveLength(1_501);
    expect(records[0]).toEqual([1, 'QUOTES']);
    expect(records.at(-1)).toEqual([1_501, ['1', '2']]);
  });

  it('is a table by its first line; rows that do not fit say why', async () => {
    const file = write(
      Buffer.concat([
        Buffer.from('a , b\n1,2\n1\n1,2,3\n1,"2"x\n1,'),
        Buffer.from([0xff]),
        Buffer.from('\n1,\0\n'),
      ]),
    );
    const table = await openTable(file, COMMA);
    expect(table.header).toEqual(['a', 'b']);
    const rows: unknown[] = [];
    for await (const one of table.rows)
      rows.push(
        'row' in one ? [one.row.cell('a'), one.row.cell('b'), one.row.cell('c')] : [one.line, one.problem],
      );
    expect(rows).toEqual([
      ['1', '2', ''],
      [3, 'COLUMNS'],
      [4, 'COLUMNS'],
      [5, 'QUOTES'],
      [6, 'ENCODING'],
      [7, 'CONTROL_CHARACTER'],
    ]);
  });

  it('is no table without a first line that can be read', async () => {
    const refusal = async (file: string): Promise<string> => {
      const error: unknown = await openTable(file, COMMA).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TableError);
      return (error as TableError).message.replace(`${file}: `, '');
    };
    expect(await refusal(write(''))).toBe('is empty; its first line must name the columns');
    expect(await refusal(write('"a'))).toBe('line 1 does not name the columns: its quotes do not close');
    expect(await refusal(folder)).toBe('is a folder, not a file');
    expect(await refusal(join(folder, 'nowhere.csv'))).toBe('there is no such file');
    for (const bytes of [Buffer.from('a,\u00e9\n', 'latin1'), Buffer.from('\ufeffa,b\n', 'utf16le')])
      expect(await refusal(write(bytes))).toBe(
        "line 1 is not written in utf-8; the mapping names the file's encoding as csv.encoding",
      );
  });
});

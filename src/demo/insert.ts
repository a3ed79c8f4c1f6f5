import type { Client } from 'pg';
import { countRows, TABLES, type RecordedTable, type Rows, type TableName } from './rows';

export type Progress = (done: number, total: number) => void;

/** Rows in one statement: enough to be fast, few enough that progress is seen. */
const CHUNK = 500;

/** The columns that a row names; the database's defaults fill the others. */
const insertChunk = async (client: Client, table: TableName, rows: readonly object[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {})
    .map((column) => client.escapeIdentifier(column))
    .join(', ');
  await client.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
};

/** Former versions in the form that the trigger gives them: the whole row of their table. */
const insertHistory = async (client: Client, rows: Rows['record_history']): Promise<void> => {
  const types = [...new Set(rows.map(({ record_type }) => record_type))];
  for (const type of types satisfies RecordedTable[]) {
    await client.query(
      `insert into record_history
       select h.record_type, h.record_id, h.version, h.case_id, h.custodian_id, h.replaced_at, h.replaced_by,
         history_content(to_jsonb(jsonb_populate_record(null::${type}, h.content)))
       from jsonb_populate_recordset(null::record_history, $1::jsonb) h`,
      [JSON.stringify(rows.filter(({ record_type }) => record_type === type))],
    );
  }
};

/** Inserts all rows, each table after those it refers to. The caller holds the transaction. */
export const insertRows = async (client: Client, rows: Rows, progress: Progress): Promise<number> => {
  const total = countRows(rows);
  let done = 0;
  progress(done, total);
  for (const table of TABLES) {
    if (table === 'record_history') {
      await insertHistory(client, rows.record_history);
      done += rows.record_history.length;
      progress(done, total);
      continue;
    }
    for (let start = 0; start < rows[table].length; start += CHUNK) {
      const chunk = rows[table].slice(start, start + CHUNK);
      await insertChunk(client, table, chunk);
      done += chunk.length;
      progress(done, total);
    }
  }
  return total;
};

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

/** Changes of the registry with what stood there, as `propose_registry_change` keeps it. */
const insertChanges = async (client: Client, rows: Rows['registry_change']): Promise<void> => {
  await client.query(
    `insert into registry_change (id, kind, target_id, before, after, proposed_by, proposed_at, status, decided_by, decided_at)
     select c.id, c.kind, c.target_id, case when not c.opens then s.state end, s.state || c.patch,
       c.proposed_by, c.proposed_at, c.status, c.decided_by, c.decided_at
     from jsonb_to_recordset($1::jsonb) as c(id uuid, kind text, target_id uuid, opens boolean, patch jsonb, proposed_by uuid,
       proposed_at timestamptz, status text, decided_by uuid, decided_at timestamptz)
     cross join lateral (select registry_state(c.kind, c.target_id)) s(state)`,
    [JSON.stringify(rows)],
  );
};

/** Tables that take more than the columns of a row. */
const OTHERWISE: Readonly<Partial<Record<TableName, (client: Client, rows: Rows) => Promise<void>>>> = {
  record_history: (client, { record_history }) => insertHistory(client, record_history),
  registry_change: (client, { registry_change }) => insertChanges(client, registry_change),
};

/** Inserts all rows, each table after those it refers to. The caller holds the transaction. */
export const insertRows = async (client: Client, rows: Rows, progress: Progress): Promise<number> => {
  const total = countRows(rows);
  let done = 0;
  progress(done, total);
  for (const table of TABLES) {
    const insert = OTHERWISE[table];
    if (insert !== undefined) {
      await insert(client, rows);
      done += rows[table].length;
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

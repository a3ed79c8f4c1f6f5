import type { Client } from 'pg';
import type { Row } from './dealing-rows';
import { groupBy } from './truth';

/** By what a row is known, where it has no id. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  participant_own: ['participant_id', 'agency_id'],
  record_delivery: ['record_id', 'agency_id', 'kind'],
  record_history: ['record_id', 'version'],
  consent_event: ['consent_id', 'kind'],
  mandate_event: ['mandate_id', 'kind'],
  agreement_party: ['agreement_id', 'agency_id'],
  client_staff: ['client_id', 'staff_id'],
  disclosure_grounds: ['hash'],
};

interface Edit {
  readonly table: string;
  readonly known: Row;
  /** Null: the row is taken out. */
  readonly row: Row | null;
}

/** Whole rows that are put in the place of those with the same key, or added, or taken out; the last word about a key counts. */
export class Edits {
  private readonly byKey = new Map<string, Edit>();

  put(table: string, row: Row): void {
    this.edit(table, row, row);
  }

  drop(table: string, row: Row): void {
    this.edit(table, row, null);
  }

  /** Rows that differ afterwards. */
  get size(): number {
    return this.byKey.size;
  }

  get tables(): ReadonlySet<string> {
    return new Set([...this.byKey.values()].map(({ table }) => table));
  }

  /** Of the rows that are there afterwards. */
  get ids(): readonly string[] {
    return [...this.byKey.values()].flatMap(({ row }) =>
      typeof row?.['id'] === 'string' ? [row['id']] : [],
    );
  }

  private edit(table: string, known: Row, row: Row | null): void {
    const key = Object.fromEntries((KEYS[table] ?? ['id']).map((column) => [column, known[column]]));
    this.byKey.set(`${table} ${JSON.stringify(key)}`, { table, known: key, row });
  }

  /** As superuser, with the triggers and foreign keys of the database off. */
  async apply(admin: Client): Promise<void> {
    await admin.query('begin');
    await admin.query("set local session_replication_role = 'replica'");
    const tables = groupBy([...this.byKey.values()], ({ table }) => table);
    for (const [table, edits] of tables) {
      const columns = KEYS[table] ?? ['id'];
      await admin.query(
        `delete from ${table} t using jsonb_populate_recordset(null::${table}, $1) k
          where ${columns.map((column) => `t.${column} = k.${column}`).join(' and ')}`,
        [JSON.stringify(edits.map(({ known }) => known))],
      );
      const rows = edits.flatMap(({ row }) => (row === null ? [] : [row]));
      // As json, not jsonb: the text of a column of that type is kept as it is, and its hash with it.
      await admin.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
        JSON.stringify(rows),
      ]);
    }
    await admin.query('commit');
  }
}

import type { Client } from 'pg';
import type { Content } from './canary-fill';

/** A row as `to_jsonb` writes it, of a table that holds no content. */
export type Row = Content;

/** The tables beside the content of cases and what decisions on it rest on, and the registry's. */
const TABLES = [
  'emergency_access',
  'officer_release',
  'conflict_match',
  'registry_change',
  'disclosure',
  'disclosure_grounds',
  'consent_event',
  'mandate_event',
  'agreement',
  'agreement_party',
  'case_access',
  'case_tie',
  'case_lock',
  'case_grant',
  'participant_own',
  'record_delivery',
  'agency',
  'unit',
  'staff',
  'client',
  'client_staff',
] as const;
export type DealingTable = (typeof TABLES)[number];

export type DealingRows = Readonly<Record<DealingTable, readonly Row[]>>;

/** All of them, read as superuser. */
export const readDealings = async (admin: Client): Promise<DealingRows> => {
  const entries: [DealingTable, Row[]][] = [];
  for (const table of TABLES) {
    const { rows } = await admin.query<{ row: Row }>(
      `select to_jsonb(t) as row from ${table} t order by (to_jsonb(t) - 'id')::text`,
    );
    entries.push([table, rows.map(({ row }) => row)]);
  }
  return Object.fromEntries(entries) as Record<DealingTable, Row[]>;
};

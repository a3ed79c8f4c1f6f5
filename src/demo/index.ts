import { Client } from 'pg';
import type { BlindIndex } from '../lib/blind-index';
import type { Country } from '../lib/country';
import type { World } from './shared-case';
import { writeAgreements } from './agreements';
import { insertRows, type Progress } from './insert';
import { planCases } from './plan';
import { backdatePolicies } from './policies';
import { writeRegistry, type Agency } from './registry';
import { writeRegistryChanges } from './registry-changes';
import { noRows, TABLES, type Rows } from './rows';
import { readRules } from './rules';
import { DEMO_CASE_ID, writeShowcase } from './showcase';
import { writeCases } from './stories';
import { sidesOf } from './story';
import { toMinute } from './time';

export { DEMO_PERSONAS } from './personas';
export { DEMO_CASE_ID };

export interface DemoOptions {
  readonly country: Country;
  /** The region's present: everything in it happened relative to it. */
  readonly now: Date;
  /** Told how many of how many rows are written. */
  readonly progress: Progress;
  /** By the key of the hub that will serve it; without it numbers have no index, and are compared with nobody's. */
  readonly indexIdentifier?: BlindIndex;
}

export interface DemoSummary {
  /** False where the region was there already, and nothing was done. */
  readonly loaded: boolean;
  readonly agencies: number;
  readonly staff: number;
  readonly cases: number;
  /** Rows of all tables. */
  readonly rows: number;
  readonly milliseconds: number;
}

/** Any constant: the key of the advisory lock that keeps two starting hubs from loading at once. */
const LOCK = 0x5b0de;

const counters = (): World['number'] => {
  const last = new Map<string, number>();
  return (agency: Agency, register: string) => {
    const key = `${agency.code} ${register}`;
    const next = (last.get(key) ?? 0) + 1;
    last.set(key, next);
    return next;
  };
};

/**
 * The rows of the region. Its cases rest on Serbian law and are written for a hub of that country alone; elsewhere the institutions
 * with their personas stand without cases.
 */
const writeRegion = async (client: Client, { country, now, indexIdentifier }: DemoOptions): Promise<Rows> => {
  const rows = noRows();
  const registry = writeRegistry(rows, country);
  if (country !== 'RS') return rows;
  writeAgreements(rows, registry, now);
  writeRegistryChanges(rows, registry, now);
  const rules = await readRules(client, country);
  const world: World = { now: toMinute(now), rows, rules, registry, number: counters() };
  writeCases(world, planCases(sidesOf(registry)));
  writeShowcase(world);
  if (indexIdentifier !== undefined) {
    for (const person of rows.participant) {
      const { identifier_kind: kind, identifier } = person;
      person.identifier_index =
        kind === null || identifier === null ? null : indexIdentifier(kind, identifier);
    }
  }
  return rows;
};

const isLoaded = async (client: Client): Promise<boolean> => {
  const { rowCount } = await client.query(`select from area where code = 'VET'`);
  return rowCount !== 0;
};

/**
 * Fills an empty demo database with an invented region, as the owner of its tables, in one transaction. Does nothing where the region
 * is there already. The same code writes the same rows everywhere, but for their times.
 */
export const loadDemoRegion = async (ownerUrl: string, options: DemoOptions): Promise<DemoSummary> => {
  const started = performance.now();
  // Former versions keep their times as text, in the zone of the hub's own connections.
  const client = new Client({
    connectionString: ownerUrl,
    application_name: 'spona demo',
    options: '-c timezone=UTC',
  });
  const summary = (rows: Rows, written: number): DemoSummary => ({
    loaded: written > 0,
    agencies: rows.agency.length,
    staff: rows.staff.length,
    cases: rows.case_file.length,
    rows: written,
    milliseconds: Math.round(performance.now() - started),
  });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    if (await isLoaded(client)) {
      await client.query('rollback');
      return summary(noRows(), 0);
    }
    const rows = await writeRegion(client, options);
    const written = await insertRows(client, rows, options.progress);
    await backdatePolicies(client);
    await client.query(`analyze ${TABLES.join(', ')}`);
    await client.query('commit');
    return summary(rows, written);
  } finally {
    // An open transaction ends with its connection, and nothing of it remains.
    await client.end();
  }
};

import type { Client } from 'pg';
import { PURPOSES } from '../../src/policy/facts';
import { RECORD_TYPES } from '../../src/sectors';
import { Filler, type CanaryTable, type Content } from './canary-fill';
import type { CanaryWorld } from './canary-world';
import type { Random } from './random';
import type { StoredRow, Version, View } from './truth';

/**
 * Changes everything that a viewer may not see, and nothing that he may. What decisions rest on stays as it is: roles, custodians
 * that are his own, the times of orders.
 */

/** Fields that are computed from a column: unless all of them are withheld too, the column must stay. */
const COMPUTED_FROM: Readonly<Record<string, readonly string[]>> = {
  'participant.birth_date': ['identity.birth-year'],
  'participant.age_reported': ['identity.birth-year'],
  'participant.armed_role': ['armed-role.flag'],
  'participant.recorded_at': ['identity.birth-year'],
  'incident.weapon': ['incident.weapon.flag'],
  'police_risk_assessment.level': ['risk.danger'],
};

/** Whether a protective order is in force rests on these. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  police_urgent_measure: ['served_at'],
  court_decision: ['decided_at', 'until', 'outcome', 'measure_id'],
};

/** Whether a respondent was cleared is a fact too; how far else proceedings have come is none. */
const isFact = (table: string, column: string, values: readonly unknown[]): boolean =>
  (FACTS[table] ?? []).includes(column) ||
  (table === 'participant' && column === 'status' && values.includes('CLEARED'));

const NEVER = ['id', 'case_id', 'version', 'roles', 'subject_id', 'from_id', 'to_id', 'measure_id'];

/** Columns that constraints tie to others. */
const TIED: Readonly<Record<string, readonly string[]>> = {
  case_file: ['status', 'closed_at'],
  participant: ['identifier', 'identifier_kind'],
  consent: ['given_at', 'until'],
  mandate: ['starts_at', 'until'],
  ngo_service_use: ['service', 'shelter_token', 'started_on', 'ended_on'],
};

const NAMED_BY_OTHERS = new Set(RECORD_TYPES.flatMap(({ refersTo }) => Object.values(refersTo)));

/** Rows that nothing refers to or rests on: where they are hidden they may as well not be, or be twice. */
const isLoose = ({ type, table }: CanaryTable): boolean =>
  type !== 'Case' && type !== 'Participant' && !NAMED_BY_OTHERS.has(type) && !(table in FACTS);

export interface Changed {
  readonly values: number;
  readonly rows: number;
}

export class Perturbation {
  private readonly filler = new Filler();
  private readonly put = new Map<string, Content[]>();
  private readonly drop = new Map<string, string[]>();
  private readonly history: { id: string; version: unknown; content: Content }[] = [];
  private values = 0;
  private rows = 0;

  constructor(
    private readonly world: CanaryWorld,
    private readonly view: View,
    private readonly random: Random,
  ) {}

  /** As superuser, with the triggers and foreign keys of the database off. */
  async apply(admin: Client): Promise<Changed> {
    for (const row of this.view.truth.rows.values()) this.change(row);
    await admin.query("set session_replication_role = 'replica'");
    for (const table of new Set([...this.put.keys(), ...this.drop.keys()])) {
      const rows = this.put.get(table) ?? [];
      const gone = [...(this.drop.get(table) ?? []), ...rows.map(({ id }) => id)];
      await admin.query(`delete from ${table} where id = any ($1)`, [gone]);
      await admin.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
        JSON.stringify(rows),
      ]);
    }
    for (const { id, version, content } of this.history) {
      await admin.query('update record_history set content = $3 where record_id = $1 and version = $2', [
        id,
        version,
        content,
      ]);
    }
    await this.changeMetadata(admin);
    await admin.query("set session_replication_role = 'origin'");
    return { values: this.values, rows: this.rows };
  }

  private change(row: StoredRow): void {
    const { random } = this;
    const { type, table } = row.table;
    const hidden = !this.view.sees(row);
    if (hidden && isLoose(row.table) && random.chance(0.3)) {
      this.drop.set(table, [...(this.drop.get(table) ?? []), row.id]);
      this.rows += 1;
      return;
    }
    const content = this.changed(row, row.present, hidden);
    const rows = [content];
    if (hidden && isLoose(row.table) && type !== 'Relationship' && random.chance(0.3)) {
      rows.push({ ...content, ...this.filled(row, content), id: random.uuid() });
      this.rows += 1;
    }
    this.put.set(table, [...(this.put.get(table) ?? []), ...rows]);
    for (const version of row.former) {
      this.history.push({
        id: row.id,
        version: version.content['version'],
        content: this.changed(row, version, hidden),
      });
    }
  }

  private changed(row: StoredRow, version: Version, hidden: boolean): Content {
    const { content } = version;
    const { table } = row.table;
    const next = { ...content };
    const fresh = this.filled(row, content);
    const free = (column: string, category: string, field: string): boolean =>
      hidden ||
      [category, ...(COMPUTED_FROM[`${table}.${column}`] ?? [])].every(
        (asked) =>
          !this.view.discloses(row, asked, version) || (asked === category && this.view.isUntold(row, field)),
      );
    const set = (column: string, category: string, field: string, value: unknown): void => {
      if (NEVER.includes(column) || isFact(table, column, [content[column], value])) return;
      if ((TIED[table] ?? []).includes(column) || !free(column, category, field)) return;
      next[column] = value;
      this.values += 1;
    };
    for (const { column, category, field } of row.table.filled) {
      if (column === 'recorded_at') continue;
      // What is null says so to nobody who may not see it, but a filter by it would.
      set(
        column,
        category,
        field,
        this.random.chance(0.1) && NULLABLE.includes(column) ? null : fresh[column],
      );
    }
    set('recorded_at', 'provenance.time', 'recordedAt', this.earlier(content['recorded_at']));
    set('recorded_by', 'provenance.staff', 'recordedByName', this.random.pick(this.staff()));
    if ('municipality_id' in content) {
      const category = MUNICIPALITY[row.table.type]!;
      set(
        'municipality_id',
        category,
        'municipality',
        this.random.pick(this.world.registry.municipalities).id,
      );
    }
    return next;
  }

  private filled(row: StoredRow, content: Content): Content {
    const fresh = this.filler.content(row.table, 'other');
    return Object.fromEntries(
      Object.entries(fresh).filter(
        ([column]) =>
          content[column] !== undefined &&
          !NEVER.includes(column) &&
          !(FACTS[row.table.table] ?? []).includes(column) &&
          !(TIED[row.table.table] ?? []).includes(column),
      ),
    );
  }

  /** Others' accesses, assignments, locks, clients and deliveries, where the viewer reads nothing of them. */
  private async changeMetadata(admin: Client): Promise<void> {
    const { view, random, world } = this;
    const { truth, viewer } = view;
    const others = world.registry.agencies.filter(({ id }) => id !== viewer.agencyId);
    const soon = new Date(view.now + 86_400_000).toISOString();
    const before = new Date(view.now - 86_400_000).toISOString();
    for (const row of truth.cases()) {
      const seesAccess = view.sees(row) && view.discloses(row, 'case.access', row.present);
      const other = random.pick(others);
      if (!seesAccess) {
        await admin.query(
          `insert into case_access (case_id, agency_id, scope, basis, purposes, starts_at, ends_at, granted_by_agency)
           values ($1, $2, 'LIAISON', 'rs.zsnp.24', $3, $4, $5, $2)`,
          [row.id, other.id, PURPOSES, before, soon],
        );
      }
      const person = other.staff[0]!;
      await admin.query('insert into case_tie (case_id, agency_id, staff_id) values ($1, $2, $3)', [
        row.id,
        other.id,
        person.id,
      ]);
      await admin.query(
        `insert into case_lock (case_id, agency_id, staff_id, reason, locked_by) values ($1, $2, $3, 'x', $3)`,
        [row.id, other.id, person.id],
      );
      await admin.query('delete from participant_own where case_id = $1 and agency_id = $2', [
        row.id,
        other.id,
      ]);
      this.rows += 4;
    }
    for (const row of truth.rows.values()) {
      const readsDeliveries =
        row.table.type === 'RiskAssessment' &&
        [row.present, ...row.former].some((version) => view.discloses(row, 'risk.recipients', version));
      if (row.table.type === 'Case' || readsDeliveries || !random.chance(0.3)) continue;
      await admin.query(
        `insert into record_delivery (record_type, record_id, case_id, agency_id, kind) values ($1, $2, $3, $4, 'DELIVERED')
         on conflict do nothing`,
        [row.table.table, row.id, row.caseId, random.pick(others).id],
      );
      this.rows += 1;
    }
  }

  private earlier(at: unknown): string {
    const days = this.random.below(300);
    return new Date(new Date(at as string).getTime() - days * 86_400_000).toISOString();
  }

  private staff(): string[] {
    return this.world.registry.agencies.flatMap(({ staff }) => staff.map(({ id }) => id));
  }
}

const NULLABLE = [
  'note',
  'phone',
  'weapon',
  'address',
  'employer',
  'armed_role',
  'description',
  'victim_words',
];

const MUNICIPALITY: Readonly<Record<string, string>> = {
  Case: 'case.municipality',
  Participant: 'address.municipality',
  Incident: 'incident.municipality',
};

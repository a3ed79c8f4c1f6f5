import { SUBJECT_ROLES } from '../../src/policy/facts';
import { RECORD_TYPES } from '../../src/sectors';
import { Filler, type CanaryTable, type Content } from './canary-fill';
import type { CanaryWorld } from './canary-world';
import type { Edits } from './edits';
import type { Random } from './random';
import type { Told } from './told';
import type { StoredRow, Version, View } from './truth';

/**
 * Changes all content that a viewer may not see, and nothing that he may. What decisions rest on stays as it is in the cases that are
 * open to him: roles, custodians that are his own, the times of orders.
 */

/** Fields that are computed from a column: unless all of them are withheld too, the column must stay. */
const COMPUTED_FROM: Readonly<Record<string, readonly string[]>> = {
  'participant.birth_date': ['identity.birth-year'],
  'participant.age_reported': ['identity.birth-year'],
  'participant.armed_role': ['armed-role.flag'],
  'participant.recorded_at': ['identity.birth-year'],
  'participant.address': ['address.care-of'],
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

/** An agency gives each once: whoever records there is told that one is taken, whatever else he may know of the record. */
const NUMBERS = ['reference', 'number'];

/** What a coordinator is told of a consent. */
const REGISTERED = ['kind', 'categories', 'until'];

const NAMED_BY_OTHERS = new Set(RECORD_TYPES.flatMap(({ refersTo }) => Object.values(refersTo)));

/** Rows that nothing refers to or rests on: where they are hidden they may as well not be, or be twice. */
const isLoose = ({ type, table }: CanaryTable): boolean =>
  type !== 'Case' && type !== 'Participant' && !NAMED_BY_OTHERS.has(type) && !(table in FACTS);

export class Perturbation {
  private readonly filler = new Filler();
  private readonly view: View;
  /** Values that differ afterwards. */
  values = 0;

  constructor(
    private readonly world: CanaryWorld,
    private readonly told: Told,
    private readonly random: Random,
    private readonly edits: Edits,
  ) {
    this.view = told.view;
  }

  make(): void {
    for (const row of this.view.truth.rows.values()) this.change(row);
  }

  private change(row: StoredRow): void {
    const { random, edits, told } = this;
    const { type, table } = row.table;
    const hidden = !this.view.sees(row);
    const free = !this.isOwn(row) && !told.answersFor(row) && !told.registered(row);
    const loose = hidden && isLoose(row.table) && free;
    if (loose && random.chance(0.3)) {
      edits.drop(table, row.present.content);
      return;
    }
    const content = this.changed(row, row.present, hidden);
    edits.put(table, content);
    if (loose && type !== 'Relationship' && random.chance(0.3))
      edits.put(table, { ...content, ...this.filled(row, content), id: random.uuid() });
    for (const version of row.former)
      if (free && !this.isTold(row, version) && random.chance(0.3))
        edits.drop('record_history', version.stored!);
      else
        edits.put('record_history', {
          ...version.stored,
          content: this.changed(row, version, hidden),
        });
  }

  /** Of a former version that is not told nobody is to know whether there is one. */
  private isTold(row: StoredRow, version: Version): boolean {
    return this.view.sees(row) && this.view.history(row).includes(version);
  }

  private isOwn({ custodianId }: StoredRow): boolean {
    return custodianId === this.view.viewer.agencyId;
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
      if (this.told.registered(row) && REGISTERED.includes(column)) return;
      if (this.isOwn(row) && NUMBERS.includes(column)) return;
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
    // As if it had been corrected more often; the numbers of former versions come before it.
    if (version === row.present && free('version', 'provenance.version', 'version')) {
      next['version'] = Number(content['version']) + this.random.below(3);
      this.values += 1;
    }
    return { ...next, ...this.named(row, hidden), ...this.factsOf(row, content) };
  }

  /** Agencies that a consent or a mandate names and the viewer is not told; never his own, by which row security knows it. */
  private named(row: StoredRow, hidden: boolean): Content {
    const { viewer } = this.view;
    const { content } = row.present;
    const others = this.world.registry.agencies.map(({ id }) => id).filter((id) => id !== viewer.agencyId);
    const other = (id: unknown): unknown => (id === viewer.agencyId ? id : this.random.pick(others));
    if (row.table.type === 'Mandate' && hidden) {
      const [holder, addressee] = this.random.sample(others, 0.5);
      const party = [content['holder_id'], content['addressee_id']].includes(viewer.agencyId);
      return party || addressee === undefined ? {} : { holder_id: holder, addressee_id: addressee };
    }
    if (row.table.type !== 'Consent' || this.told.registered(row)) return {};
    const recipients = content['recipient_ids'] as string[];
    const knowsAll =
      !hidden &&
      this.view.discloses(row, 'consent.recipients', row.present) &&
      (!recipients.includes(viewer.agencyId) ||
        [row.custodianId, content['holder_id']].includes(viewer.agencyId));
    return {
      ...(knowsAll || this.told.answersFor(row) ? {} : { recipient_ids: recipients.map(other) }),
      ...(hidden ? { holder_id: other(content['holder_id']) } : {}),
    };
  }

  /** In a case that is not open to him no decision of his rests on anything; of a consent that he oversees he is not told of whom. */
  private factsOf(row: StoredRow, content: Content): Content {
    const { random, view, told } = this;
    const closed = !told.isOpen(row.caseId) && !told.answersFor(row);
    if (!closed) return {};
    const person = (): string =>
      random.pick(
        (view.truth.byCase.get(row.caseId) ?? []).filter(({ table }) => table.type === 'Participant'),
      ).id;
    return {
      ...('roles' in content ? { roles: [random.pick(SUBJECT_ROLES)] } : {}),
      ...(typeof content['subject_id'] === 'string' ? { subject_id: person() } : {}),
      ...('served_at' in content ? { served_at: random.chance(0.5) ? null : content['ordered_at'] } : {}),
    };
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

  /** Mostly such that what was recorded first comes last: whoever is not told the time is not told the order either. */
  private earlier(at: unknown): string {
    const recorded = new Date(at as string).getTime();
    const days = this.random.below(300);
    return new Date(this.random.chance(0.8) ? 2 * TURNED - recorded : recorded - days * DAY).toISOString();
  }

  private staff(): string[] {
    return this.world.registry.agencies.flatMap(({ staff }) => staff.map(({ id }) => id));
  }
}

const DAY = 86_400_000;
/** Times are turned about this one, which lies before all that is recorded. */
const TURNED = Date.now() - 400 * DAY;

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

import { getNamedType, isObjectType, type GraphQLSchema } from 'graphql';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from './ask';
import type { FilledColumn } from './canary-fill';
import type { CanaryWorld } from './canary-world';
import { DERIVED } from './derived';
import { toldEmergency } from './told-emergency';
import { time, type StoredRow, type Truth, type Version, type View } from './truth';

/** What comparing one answer found, and how much of it was compared. */
export interface Findings {
  readonly problems: string[];
  fields: number;
  /** `Type.field` → the objects on which it was withheld, as `extensions.withheld` must count them. */
  readonly withheld: Map<string, Set<string>>;
  /** `place agency` → the pseudonyms under which concealed agencies were named there: on a case, or in an act of the viewer's agency. */
  readonly pseudonyms: Map<string, Set<string>>;
}

export const noFindings = (pseudonyms: Findings['pseudonyms'] = new Map()): Findings => ({
  problems: [],
  fields: 0,
  withheld: new Map(),
  pseudonyms,
});

interface Named {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly concealed: boolean;
}

/** Compares every node of an answer with what the naive evaluator discloses of the row behind it, both ways. */
export class AnswerChecker {
  private readonly fieldsOf = new Map<string, ReadonlyMap<string, FilledColumn>>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly world: CanaryWorld,
    private readonly truth: Truth,
    private readonly view: View,
    private readonly found: Findings,
  ) {
    for (const table of world.tables)
      this.fieldsOf.set(table.type, new Map(table.filled.map((column) => [column.field, column])));
  }

  /** One row, or its absence. */
  row(node: Json | null, expected: StoredRow | undefined, at: string): void {
    if (node === null || expected === undefined) {
      this.equal(node === null ? null : node['id'], expected?.id ?? null, at);
    } else this.version(node, expected, expected.present, at);
  }

  /** Rows in any order: all that the viewer sees, and no other. */
  rows(nodes: readonly Json[], expected: readonly StoredRow[], at: string): void {
    const ids = nodes.map((node) => String(node['id']));
    this.equal([...ids].sort(), expected.map(({ id }) => id).sort(), `${at} rows`);
    for (const node of nodes) {
      const row = this.truth.rows.get(String(node['id']));
      if (row !== undefined) this.version(node, row, row.present, at);
    }
  }

  /** Rows of a type in a case that the viewer sees. */
  seen(type: string, caseId: string): StoredRow[] {
    return (this.truth.byCase.get(caseId) ?? []).filter(
      (row) => row.table.type === type && this.view.sees(row),
    );
  }

  private version(node: Json, row: StoredRow, version: Version, at: string): void {
    const { type } = row.table;
    const object = this.schema.getType(type);
    if (!isObjectType(object)) throw new Error(`no type ${type}`);
    const fields = object.getFields();
    for (const [name, value] of Object.entries(node)) {
      const { category, rows } = fields[name]!.extensions;
      const place = `${at} ${type}.${name}`;
      if (rows === true) {
        this.related(value, getNamedType(fields[name]!.type).name, name, row, version, place);
        continue;
      }
      const shown = this.view.discloses(row, String(category), version) && !this.view.isUntold(row, name);
      if (!shown && !this.view.isSilent(String(category))) {
        const label = `${type}.${name}`;
        const objects = this.found.withheld.get(label) ?? new Set();
        this.found.withheld.set(label, objects.add(`${row.id} ${String(version.content['version'])}`));
      }
      if (shown) this.value(value, name, row, version, place);
      else this.equal(value, null, place);
    }
  }

  private related(
    value: unknown,
    type: string,
    name: string,
    row: StoredRow,
    version: Version,
    at: string,
  ): void {
    if (name === 'history') {
      const nodes = value as Json[];
      const expected = version === row.present ? this.view.history(row) : [];
      this.equal(nodes.length, expected.length, at);
      nodes.forEach((node, n) => {
        if (expected[n] !== undefined) this.version(node, row, expected[n], at);
      });
    } else if (name === 'subject') {
      const person = this.truth.rows.get(String(version.content['subject_id']));
      this.row(value as Json | null, person !== undefined && this.view.sees(person) ? person : undefined, at);
    } else {
      this.rows(value as Json[], this.seen(type, row.caseId), at);
    }
  }

  private value(value: unknown, name: string, row: StoredRow, version: Version, at: string): void {
    const { content } = version;
    const column = this.fieldsOf.get(row.table.type)?.get(name);
    const derived = DERIVED[`${row.table.type}.${name}`];
    if (derived !== undefined) this.equal(value, derived(content, this.view.now), at);
    else if (column?.type === 'DateTime') {
      this.equal(value === null ? null : time(value), timeOrNull(content[column.column]), at);
    } else if (column !== undefined) this.equal(value, content[column.column], at);
    else this.elsewhere(value, name, row, content, at);
  }

  /** What stands in other tables: the registry's, the access's, the deliveries'. */
  private elsewhere(
    value: unknown,
    name: string,
    row: StoredRow,
    content: Version['content'],
    at: string,
  ): void {
    const { truth } = this;
    switch (name) {
      case 'custodian':
        this.agency(value as Named, row.custodianId, row.caseId, at);
        return;
      case 'holder':
      case 'addressee':
        this.agency(value as Named, String(content[`${name}_id`]), this.placeOf(row), at);
        return;
      case 'recordedByName':
        this.equal(value, this.staffName(content['recorded_by']), at);
        return;
      case 'municipality': {
        const code = this.world.registry.municipalities.find(
          ({ id }) => id === content['municipality_id'],
        )?.code;
        this.equal((value as Json | null)?.['code'], code, at);
        return;
      }
      case 'access': {
        const expected = (truth.accesses.get(row.caseId) ?? []).filter(
          (access) =>
            time(access.ends_at) > this.view.now &&
            this.reaches(row, access.agency_id) &&
            // The coordinators' area is the opener's.
            !(access.scope === 'COORDINATION' && this.view.hidesCustodian(row)),
        );
        const nodes = value as Json[];
        this.equal(nodes.map((node) => node['id']).sort(), expected.map(({ id }) => id).sort(), at);
        for (const node of nodes) {
          const access = expected.find(({ id }) => id === node['id']);
          if (access === undefined) continue;
          this.equal([node['scope'], node['basis']], [access.scope, access.basis], at);
          const givenHere = access.granted_by_agency === this.view.viewer.agencyId;
          this.agency(node['agency'] as Named, access.agency_id, givenHere ? access.id : row.caseId, at);
        }
        return;
      }
      case 'emergencyAccesses':
        this.emergencies(value as Json[], row.caseId, at);
        return;
      // No duty desk released anything here: what a release tells of itself has tests of its own.
      case 'releases':
        this.equal(value, [], at);
        return;
      case 'assignments': {
        const expected = this.view.assignments(row.caseId).filter((tie) => time(tie.ends_at) > this.view.now);
        this.equal((value as Json[]).map(({ id }) => id).sort(), expected.map(({ id }) => id).sort(), at);
        return;
      }
      case 'recipients': {
        const expected = (truth.deliveries.get(row.id) ?? []).filter(({ agency_id }) =>
          this.reaches(row, agency_id),
        );
        const nodes = value as Json[];
        this.equal(nodes.length, expected.length, at);
        for (const node of nodes) {
          const named = node['agency'] as Named;
          if (named.concealed) continue;
          const kinds = expected.filter(({ agency_id }) => agency_id === named.id).map(({ kind }) => kind);
          this.equal(kinds.includes(String(node['kind'])), true, at);
        }
        return;
      }
      default:
        this.found.problems.push(`${at}: teach the canary what this field shows`);
    }
  }

  /** All that were opened to the case. Which of the categories are told by name, and which are a number, has tests of its own. */
  private emergencies(nodes: readonly Json[], caseId: string, at: string): void {
    const opened = this.truth.emergencies.get(caseId) ?? [];
    this.equal(nodes.map(({ id }) => id).sort(), opened.map(({ id }) => id).sort(), at);
    for (const node of nodes) {
      const row = opened.find(({ id }) => id === node['id']);
      if (row === undefined) continue;
      const expected = toldEmergency(row, this.view.now);
      this.equal(Object.fromEntries(Object.keys(expected).map((key) => [key, node[key]])), expected, at);
      const categories = node['categories'] as string[];
      const asked = row['categories'] as string[];
      this.equal(
        categories.filter((category) => !asked.includes(category)),
        [],
        at,
      );
      this.equal(categories.length + Number(node['hiddenCount']), asked.length, at);
      for (const [agency, id, name, staff] of [
        ['agency', 'agency_id', 'staffName', 'staff_id'],
        ['approvedByAgency', 'decided_agency', 'approvedByName', 'decided_by'],
      ] as const) {
        const named = node[agency] as Named;
        this.agency(named, String(row[id]), caseId, at);
        this.equal(node[name], named.concealed ? null : this.staffName(row[staff]), at);
      }
    }
  }

  /** Where an agency is named that a row names: in the row alone to whoever wrote it. */
  private placeOf({ id, caseId, custodianId }: StoredRow): string {
    return custodianId === this.view.viewer.agencyId ? id : caseId;
  }

  private agency(value: Named, id: string, place: string, at: string): void {
    const agency = this.world.registry.agencies.find((candidate) => candidate.id === id)!;
    const hidden = agency.concealed && id !== this.view.viewer.agencyId;
    this.equal([value.sector, value.concealed], [agency.sector, hidden], at);
    if (!hidden) {
      this.equal([value.id, value.name], [agency.id, agency.name], at);
      return;
    }
    const key = `${place} ${id}`;
    this.found.pseudonyms.set(key, (this.found.pseudonyms.get(key) ?? new Set()).add(value.id));
  }

  /** A custodian whose scope has ended reads of the case's metadata only what concerns itself. */
  private reaches({ caseId }: StoredRow, agencyId: string): boolean {
    return this.view.reaches(caseId) || agencyId === this.view.viewer.agencyId;
  }

  private staffName(id: unknown): string | null {
    const staff = this.world.registry.agencies.flatMap((agency) => agency.staff);
    return staff.find((person) => person.id === id)?.name ?? null;
  }

  equal(value: unknown, expected: unknown, at: string): void {
    this.found.fields += 1;
    if (isDeepStrictEqual(value ?? null, expected ?? null)) return;
    this.found.problems.push(
      `${at}: ${JSON.stringify(value)} instead of ${JSON.stringify(expected)}`.slice(0, 400),
    );
  }
}

const timeOrNull = (value: unknown): number | null => (value === null ? null : time(value));

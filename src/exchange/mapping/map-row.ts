import { compileSources, type CompiledSource, type SourceSettings, type Told } from './compile-source';
import type { MappingDocument } from './document';
import { mappedFields } from './fields';
import type { Row } from './items';
import { Misfit, type RowProblem, type Value } from './value';

export type Values = Readonly<Record<string, Value>>;

/** A part of a report with the agency's own key of it. */
export interface Part {
  readonly reference: string;
  readonly values: Values;
}

export interface Agency {
  readonly code: string;
  readonly name: string | null;
  readonly area: string | null;
}

export interface Relation {
  readonly from: string;
  readonly to: string;
  readonly code: Value;
}

/** What one row of a file tells of a case. Several rows of the same case make one report. */
export interface Fragment {
  readonly agency: Agency;
  readonly reference: string;
  readonly case: Values;
  readonly incident: Part | null;
  readonly persons: readonly Part[];
  readonly relationships: readonly Relation[];
}

export interface RowKey {
  readonly agency: Agency;
  readonly reference: string;
}

/** A mapping made ready to be applied to rows. */
export interface RowMapper {
  /** Which case of which agency the row belongs to; null where it does not tell. */
  key(row: Row): RowKey | null;
  map(row: Row): Fragment | readonly RowProblem[];
}

/** Without these the hub takes no such part. */
const REQUIRED = { incident: ['occurredAt', 'forms', 'channel'], person: ['roles'] } as const;

const ALWAYS_EMPTY = [''];
/** Never used: a mapping without a zone reads only times that name their offset. */
const NO_ZONE = 'UTC';

const settingsOf = ({ empty = [], zone = NO_ZONE }: MappingDocument): SourceSettings => ({
  empty: new Set([...ALWAYS_EMPTY, ...empty.map((text) => text.trim())]),
  zone,
});

const text = (value: Value | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** Evaluates the fields of one row and remembers what could not be understood. */
class Reading {
  readonly problems: RowProblem[] = [];

  constructor(
    private readonly sources: ReadonlyMap<string, CompiledSource>,
    private readonly row: Row,
  ) {}

  told(field: string): Told | null {
    const source = this.sources.get(field);
    if (source === undefined) return null;
    try {
      return source(this.row);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      this.problems.push({ code: error.code, field });
      return null;
    }
  }

  text(field: string): string | null {
    return text(this.told(field)?.value);
  }

  required(field: string): string | null {
    const before = this.problems.length;
    const found = this.text(field);
    if (found === null && this.problems.length === before) this.lack(field);
    return found;
  }

  lack(field: string): void {
    this.problems.push({ code: 'MISSING', field });
  }

  /** All fields of a block but its reference; a field that the mapping lacks is not among the values. */
  values(block: string, names: readonly string[], required: readonly string[] = []): Values {
    const values: Record<string, Value> = {};
    for (const name of names) {
      const field = `${block}.${name}`;
      const before = this.problems.length;
      const told = this.told(field);
      if (this.problems.length > before) continue;
      if (told === null) continue;
      if (told.value === null && required.includes(name)) this.lack(field);
      values[name] = told.value;
      if (told.precision !== undefined && name === 'occurredAt') values['precision'] = told.precision;
    }
    return values;
  }
}

const without = (block: object | undefined, ...names: string[]): readonly string[] =>
  Object.keys(block ?? {}).filter((name) => !names.includes(name));

export const createRowMapper = (document: MappingDocument): RowMapper => {
  const settings = settingsOf(document);
  const sources = new Map(
    mappedFields(document).map(({ path, kind, sources: given }) => [
      path.join('.'),
      compileSources(given, kind, settings),
    ]),
  );
  const caseFields = without(document.case, 'reference');
  const incidentFields = without(document.incident, 'reference');
  const persons = Object.entries(document.persons).map(([name, block]) => ({
    name,
    fields: without(block, 'reference'),
  }));

  const keyOf = (reading: Reading): RowKey | null => {
    const code = reading.required('agency.code');
    const reference = reading.required('case.reference');
    if (code === null || reference === null) return null;
    return {
      agency: { code, name: reading.text('agency.name'), area: reading.text('agency.area') },
      reference,
    };
  };

  const incidentOf = (reading: Reading, reference: string): Part | null =>
    document.incident === undefined
      ? null
      : {
          reference: reading.text('incident.reference') ?? reference,
          values: reading.values('incident', incidentFields, REQUIRED.incident),
        };

  const personsOf = (reading: Reading): ReadonlyMap<string, Part> =>
    new Map(
      persons.flatMap(({ name, fields }): [string, Part][] => {
        const reference = reading.text(`persons.${name}.reference`);
        if (reference === null) return [];
        const values = reading.values(`persons.${name}`, fields, REQUIRED.person);
        return [[name, { reference, values }]];
      }),
    );

  const relationshipsOf = (reading: Reading, present: ReadonlyMap<string, Part>): Relation[] =>
    (document.relationships ?? []).flatMap(({ from, to }, index) => {
      const [one, other] = [present.get(from)?.reference, present.get(to)?.reference];
      // One person under two names of the row is nothing to himself.
      if (one === undefined || other === undefined || one === other) return [];
      const { code = null } = reading.values(`relationships.${String(index)}`, ['code'], ['code']);
      return [{ from: one, to: other, code }];
    });

  return {
    key: (row) => keyOf(new Reading(sources, row)),
    map: (row) => {
      const reading = new Reading(sources, row);
      const key = keyOf(reading);
      if (key === null) return reading.problems;
      const present = personsOf(reading);
      const fragment: Fragment = {
        ...key,
        case: reading.values('case', caseFields),
        incident: incidentOf(reading, key.reference),
        persons: [...present.values()],
        relationships: relationshipsOf(reading, present),
      };
      if (fragment.incident === null && (fragment.case['openedAt'] ?? null) === null)
        reading.lack('case.openedAt');
      if (present.size === 0) reading.lack('persons');
      return reading.problems.length > 0 ? reading.problems : fragment;
    },
  };
};

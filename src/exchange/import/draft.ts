import type { Fragment, Part, Relation, Values } from '../mapping/map-row';
import type { RowProblem, Value } from '../mapping/value';

/** Two rows of one case contradict each other in this field. */
class Contradiction extends Error {
  constructor(readonly field: string) {
    super('two rows contradict each other');
  }
}

const isList = (value: Value | undefined): value is readonly (string | number | boolean)[] =>
  Array.isArray(value);

/** What says nothing yields; lists add up; anything else must be the same. */
const mergeValue = (one: Value | undefined, other: Value | undefined, field: string): Value => {
  if (one === undefined || one === null) return other ?? null;
  if (other === undefined || other === null || one === other) return one;
  if (isList(one) && isList(other)) return [...new Set([...one, ...other])];
  throw new Contradiction(field);
};

const mergeValues = (one: Values, other: Values, block: string): Values => {
  const merged: Record<string, Value> = { ...one };
  for (const [name, value] of Object.entries(other))
    merged[name] = mergeValue(merged[name], value, `${block}.${name}`);
  return merged;
};

const mergeParts = (
  parts: ReadonlyMap<string, Values>,
  added: readonly Part[],
  block: string,
): ReadonlyMap<string, Values> => {
  const merged = new Map(parts);
  for (const { reference, values } of added)
    merged.set(reference, mergeValues(merged.get(reference) ?? {}, values, block));
  return merged;
};

const mergeRelations = (
  relations: ReadonlyMap<string, Relation>,
  added: readonly Relation[],
): ReadonlyMap<string, Relation> => {
  const merged = new Map(relations);
  for (const relation of added) {
    const pair = JSON.stringify([relation.from, relation.to]);
    const code = mergeValue(merged.get(pair)?.code, relation.code, 'relationships.code');
    merged.set(pair, { ...relation, code });
  }
  return merged;
};

interface Content {
  readonly case: Values;
  readonly incidents: ReadonlyMap<string, Values>;
  readonly persons: ReadonlyMap<string, Values>;
  readonly relations: ReadonlyMap<string, Relation>;
}

const EMPTY: Content = { case: {}, incidents: new Map(), persons: new Map(), relations: new Map() };

const listOf = (parts: ReadonlyMap<string, Values>): object[] =>
  [...parts].map(([reference, values]) => ({ reference, ...values }));

const earliest = (incidents: ReadonlyMap<string, Values>): Value =>
  [...incidents.values()].map(({ occurredAt }) => String(occurredAt)).sort()[0] ?? null;

/** Far more than the hub takes in one report; a mapping that puts a whole file into one case must not exhaust the memory. */
const MOST_ROWS = 1_000;

/** A report as it grows out of the rows of its case. */
export class ReportDraft {
  readonly lines: number[] = [];
  private content: Content = EMPTY;

  constructor(
    readonly agency: string,
    readonly reference: string,
  ) {}

  /** Adds what a row tells, or nothing of it: then answers why. */
  add(line: number, fragment: Fragment): RowProblem | null {
    const { content } = this;
    if (this.lines.length >= MOST_ROWS) return { code: 'TOO_MANY_ROWS', field: 'case.reference' };
    try {
      this.content = {
        case: mergeValues(content.case, fragment.case, 'case'),
        incidents: mergeParts(
          content.incidents,
          fragment.incident === null ? [] : [fragment.incident],
          'incident',
        ),
        persons: mergeParts(content.persons, fragment.persons, 'persons'),
        relations: mergeRelations(content.relations, fragment.relationships),
      };
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
      return { code: 'CONFLICT', field: error.field };
    }
    this.lines.push(line);
    return null;
  }

  /** As the hub takes it (`PoliceReportInput`). */
  input(): object {
    const { incidents, persons, relations } = this.content;
    return {
      ...this.content.case,
      reference: this.reference,
      openedAt: this.content.case['openedAt'] ?? earliest(incidents),
      participants: listOf(persons),
      relationships: [...relations.values()],
      incidents: listOf(incidents),
    };
  }
}

import { randomUUID } from 'node:crypto';
import type { Case } from '../../casework/case';
import { identifierColumns } from '../../casework/conflict/identifier-columns';
import type { Incident } from '../../casework/incident';
import type { OpenCaseInput } from '../../casework/inputs';
import type { Participant } from '../../casework/participant';
import type { Relationship } from '../../casework/relationship';
import type { RowVersion } from '../../db/write';
import type { BlindIndex } from '../../lib/blind-index';
import { traceOf, type ReadRow } from '../../graphql/row-reader';
import { pairKey, type CurrentCase } from './current-cases';

/** What a report adds and corrects; nothing where it tells nothing new. */
export interface Changes {
  readonly newParticipants: Partial<Participant>[];
  readonly newIncidents: Partial<Incident>[];
  readonly newRelationships: Partial<Relationship>[];
  readonly cases: RowVersion<Case>[];
  readonly participants: RowVersion<Participant>[];
  readonly incidents: RowVersion<Incident>[];
  readonly relationships: RowVersion<Relationship>[];
}

export const noChanges = (): Changes => ({
  newParticipants: [],
  newIncidents: [],
  newRelationships: [],
  cases: [],
  participants: [],
  incidents: [],
  relationships: [],
});

export const isEmpty = (changes: Changes): boolean =>
  Object.values(changes).every((rows: readonly unknown[]) => rows.length === 0);

/** Who records, and what stands for the codes and numbers that reports name. */
export interface Recording {
  readonly indexIdentifier: BlindIndex;
  readonly custodianId: string;
  readonly recordedById: string;
  readonly municipalities: ReadonlyMap<string, string>;
}

/** Roles and forms are sets; a time is its instant. */
const isSame = (one: unknown, other: unknown): boolean => {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  if (Array.isArray(one) && Array.isArray(other)) {
    const members = new Set<unknown>(one);
    return members.size === new Set(other).size && other.every((member) => members.has(member));
  }
  return (one ?? null) === (other ?? null);
};

/** Columns that a field of another name shows. */
const FIELD_OF: ReadonlyMap<string, string> = new Map([['municipalityId', 'municipality']]);

/** Whether the viewer may read what the row has in a column. */
const isTold = (row: ReadRow, column: string): boolean => {
  const { group, type } = traceOf(row);
  return group.shows(type, FIELD_OF.get(column) ?? column);
};

/**
 * The values that differ from the row's; those that the report does not speak of are not among them. What is withheld of the row
 * always differs: that a value is the same would confirm a guess of it.
 */
const differing = <T extends object>(values: T, row: ReadRow): Partial<T> | null => {
  const recorded = row as unknown as Readonly<Record<string, unknown>>;
  const changed = Object.entries(values).filter(
    ([column, value]) => value !== undefined && !(isTold(row, column) && isSame(value, recorded[column])),
  );
  return changed.length === 0 ? null : (Object.fromEntries(changed) as Partial<T>);
};

/** `beside`: what is written along with values that differ. */
const correction = <T extends { id: string; version: number }>(
  rows: RowVersion<T>[],
  values: Partial<T>,
  row: ReadRow,
  beside: (changed: Partial<T>) => Partial<T> = () => ({}),
): void => {
  const changed = differing(values, row);
  if (changed === null) return;
  const { version } = row as unknown as { version: number };
  rows.push({ id: row.id, version, values: { ...changed, ...beside(changed) } });
};

/** The id of the municipality, where the input speaks of one at all. */
const municipality = (
  code: string | null | undefined,
  { municipalities }: Recording,
): { municipalityId?: string | null } => {
  if (code === undefined) return {};
  return { municipalityId: code === null ? null : (municipalities.get(code) ?? null) };
};

const columns = <T extends { municipalityCode: string | null }>(
  { municipalityCode: code, ...rest }: T,
  recording: Recording,
): Omit<T, 'municipalityCode'> & { municipalityId?: string | null } => ({
  ...rest,
  ...municipality(code, recording),
});

/**
 * Compares a report with its case and says what to write. `current` is null for a case that was opened a moment ago. The report has
 * passed the checks: what it names exists.
 */
export const planReport = (
  report: OpenCaseInput,
  caseId: string,
  current: CurrentCase | null,
  recording: Recording,
): Changes => {
  const changes = noChanges();
  const { custodianId, recordedById, indexIdentifier } = recording;
  const fresh = (): { id: string; caseId: string; custodianId: string; recordedById: string } => ({
    id: randomUUID(),
    caseId,
    custodianId,
    recordedById,
  });

  if (current !== null) {
    const values: Partial<Case> = {
      openedAt: report.openedAt,
      ...municipality(report.municipalityCode, recording),
    };
    correction(changes.cases, values, current.row);
  }

  const idOf = new Map([...(current?.participants ?? [])].map(([reference, { id }]) => [reference, id]));
  for (const input of report.participants) {
    const values = columns(input, recording);
    const row = current?.participants.get(input.reference ?? '');
    if (row !== undefined) {
      correction<Participant>(changes.participants, values, row, ({ identifier, identifierKind }) =>
        identifier === undefined && identifierKind === undefined
          ? {}
          : identifierColumns(input, indexIdentifier),
      );
    } else {
      const participant = { ...values, ...identifierColumns(input, indexIdentifier), ...fresh() };
      changes.newParticipants.push(participant);
      idOf.set(input.reference ?? '', participant.id);
    }
  }

  for (const input of report.incidents) {
    const values = columns(input, recording);
    const row = current?.incidents.get(input.reference ?? '');
    if (row === undefined) changes.newIncidents.push({ ...values, ...fresh() });
    else correction<Incident>(changes.incidents, values, row);
  }

  const person = (reference: string): string => {
    const id = idOf.get(reference);
    if (id === undefined) throw new Error('a relationship names nobody');
    return id;
  };
  for (const { from, to, code } of report.relationships) {
    const fromId = person(from);
    const toId = person(to);
    const row = current?.relationships.get(pairKey(fromId, toId));
    if (row === undefined) changes.newRelationships.push({ ...fresh(), fromId, toId, code });
    else correction<Relationship>(changes.relationships, { code }, row);
  }
  return changes;
};

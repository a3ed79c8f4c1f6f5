import type { OperationContext } from '../../graphql/context';
import type { ReadRow } from '../../graphql/row-reader';
import { pageStatement } from '../../graphql/row-statements';

/** A case of the agency as it stands, its rows by the agency's own references. */
export interface CurrentCase {
  readonly row: ReadRow;
  readonly participants: ReadonlyMap<string, ReadRow>;
  readonly incidents: ReadonlyMap<string, ReadRow>;
  /** By {@link pairKey} of the two participants' ids. */
  readonly relationships: ReadonlyMap<string, ReadRow>;
}

export const pairKey = (fromId: string, toId: string): string => `${fromId} ${toId}`;

const text = (row: ReadRow, column: string): string | null => {
  const value = (row as unknown as Readonly<Record<string, unknown>>)[column];
  return typeof value === 'string' ? value : null;
};

/** What other agencies added to the case is theirs to correct. */
const own = (context: OperationContext, rows: readonly ReadRow[]): readonly ReadRow[] =>
  rows.filter((row) => text(row, 'custodianId') === context.viewer.agencyId);

const byReference = (rows: readonly ReadRow[]): ReadonlyMap<string, ReadRow> =>
  new Map(
    rows.flatMap((row): [string, ReadRow][] => {
      const reference = text(row, 'reference');
      return reference === null ? [] : [[reference, row]];
    }),
  );

const findCases = async (context: OperationContext, references: readonly string[]): Promise<ReadRow[]> => {
  const statement = pageStatement(context.rows.source('Case'), context.policy, {
    where: 't.custodian_id = viewer_agency() and t.reference = any ($1::text[])',
    sort: 't.reference',
    descending: false,
    limit: '$2::int',
  });
  const { page } = await context.rows.page(
    'Case',
    statement,
    [references, references.length],
    references.length,
  );
  return page;
};

const readContents = async (context: OperationContext, row: ReadRow): Promise<CurrentCase> => {
  const [participants, incidents, relationships] = await Promise.all(
    ['Participant', 'Incident', 'Relationship'].map((type) => context.rows.ofCase(type, row)),
  );
  return {
    row,
    participants: byReference(own(context, participants ?? [])),
    incidents: byReference(own(context, incidents ?? [])),
    relationships: new Map(
      own(context, relationships ?? []).map((relationship) => [
        pairKey(text(relationship, 'fromId') ?? '', text(relationship, 'toId') ?? ''),
        relationship,
      ]),
    ),
  };
};

/**
 * The agency's cases of these numbers, as far as the viewer may know of them: one statement a table, however many cases. They enter
 * the trace of the operation, and with it the disclosure record.
 */
export const currentCases = async (
  context: OperationContext,
  references: readonly string[],
): Promise<ReadonlyMap<string, CurrentCase>> => {
  if (references.length === 0) return new Map();
  const rows = await findCases(context, references);
  const found = await Promise.all(rows.map((row) => readContents(context, row)));
  return new Map(found.map((current) => [text(current.row, 'reference') ?? '', current]));
};

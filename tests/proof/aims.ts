import type { GraphQLSchema } from 'graphql';
import { aimOf } from './mutations';
import { groupBy, type StoredRow, type View } from './truth';

/** Ids by the type of the schema that they name. */
export type Ids = ReadonlyMap<string, readonly string[]>;

/** Where a mutation names the row that it is about, and rows of which it may be, by type. */
export interface Aim {
  /** Of the argument or the field of an input. */
  readonly name: string;
  readonly ids: Ids;
}

/** Mutations that name a record and are decided by a function of the database: for what the own agency holds. */
const OF_HELD: readonly string[] = ['releaseToOfficer'];

/** By mutation: rows on which the policy lets the viewer make it. All else of it may still be wrong. */
export const aimsOf = (schema: GraphQLSchema, view: View): ReadonlyMap<string, Aim> => {
  const rows = [...view.truth.rows.values()];
  const aims = Object.values(schema.getMutationType()!.getFields()).flatMap((field): [string, Aim][] => {
    const isHeld = OF_HELD.includes(field.name);
    const aim = aimOf(field);
    if (aim === null && !isHeld) return [];
    const category = String(field.extensions.category);
    const isFitting = (row: StoredRow): boolean => {
      if (isHeld) return row.custodianId === view.viewer.agencyId && !view.isLocked(row.caseId);
      if (aim?.typePath === undefined && aim?.type !== row.table.type) return false;
      return view.discloses(row, category, row.present);
    };
    const fitting = groupBy(rows.filter(isFitting), ({ table }) => table.type);
    const ids = new Map([...fitting].map(([type, found]) => [type, found.map(({ id }) => id)]));
    return ids.size === 0 ? [] : [[field.name, { name: aim?.path.split('.').at(-1) ?? 'id', ids }]];
  });
  return new Map(aims);
};

import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { SponaError } from '../errors/spona-error';
import { translateDatabaseError } from './database-error';
import type { WriteTransaction } from './transaction';

/** What TypeORM throws, in the catalogue's terms: a broken rule of the record is the input's fault, not the hub's. */
const translated = async <R>(statement: Promise<R>, parent: string): Promise<R> => {
  try {
    return await statement;
  } catch (error) {
    throw translateDatabaseError(error, parent);
  }
};

/**
 * Inserts rows of one table in one statement; row security checks that the viewer's agency holds them. `parent` is where their input
 * stands, for the paths of problems.
 */
export const insertRows = async <T extends ObjectLiteral>(
  transaction: WriteTransaction,
  entity: EntityTarget<T>,
  rows: readonly Partial<T>[],
  parent = 'input',
): Promise<void> => {
  if (rows.length === 0) return;
  await translated(
    transaction.manager
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(rows as never)
      .updateEntity(false)
      .execute(),
    parent,
  );
};

/** Sets values of the row in the version that the client has read. A later version is SPONA_CONFLICT, and nothing changes. */
export const updateRow = async <T extends ObjectLiteral & { id: string; version: number }>(
  transaction: WriteTransaction,
  entity: EntityTarget<T>,
  id: string,
  version: number,
  values: Partial<T>,
): Promise<void> => {
  const { affected } = await translated(
    transaction.manager
      .createQueryBuilder()
      .update(entity)
      .set(values)
      .where('id = :id and version = :version', { id, version })
      .updateEntity(false)
      .execute(),
    'input',
  );
  if (affected !== 1) throw new SponaError('SPONA_CONFLICT');
};

/** Replaces the whole content of the row, as `updateRow`: a nullable column that `values` leaves out becomes null. */
export const replaceRow = async <T extends ObjectLiteral & { id: string; version: number }>(
  transaction: WriteTransaction,
  entity: EntityTarget<T>,
  id: string,
  version: number,
  values: Partial<T>,
): Promise<void> => {
  const { columns } = transaction.manager.dataSource.getMetadata(entity);
  const empty = columns
    .filter(({ isNullable, propertyName }) => isNullable && values[propertyName] === undefined)
    .map(({ propertyName }) => [propertyName, null]);
  await updateRow(transaction, entity, id, version, {
    ...values,
    ...Object.fromEntries(empty),
  } as Partial<T>);
};

/** A row in the version that was read, and the values that replace its own. */
export interface RowVersion<T> {
  readonly id: string;
  readonly version: number;
  readonly values: Partial<T>;
}

const bySameColumns = <T extends object>(rows: readonly RowVersion<T>[]): Map<string, RowVersion<T>[]> => {
  const groups = new Map<string, RowVersion<T>[]>();
  for (const row of rows) {
    const key = Object.keys(row.values).sort().join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
};

/**
 * Replaces values of many rows of one table, in one statement for each set of columns. A later version of any of them is
 * SPONA_CONFLICT; the caller's savepoint or transaction undoes what was written before.
 */
export const updateRows = async <T extends ObjectLiteral>(
  transaction: WriteTransaction,
  entity: EntityTarget<T>,
  rows: readonly RowVersion<T>[],
): Promise<void> => {
  const { tablePath: table, columns } = transaction.manager.dataSource.getMetadata(entity);
  const nameOf = new Map(columns.map(({ propertyName, databaseName }) => [propertyName, databaseName]));
  for (const group of bySameColumns(rows).values()) {
    const content = group.map(({ id, version, values }) => ({
      id,
      version,
      ...Object.fromEntries(
        Object.entries(values).map(([property, value]) => [
          nameOf.get(property) ?? property,
          value as unknown,
        ]),
      ),
    }));
    const changed = Object.keys(content[0] ?? {}).filter((name) => name !== 'id' && name !== 'version');
    const updated = await transaction.query<{ id: string }>(
      {
        text: `update ${table} t set ${changed.map((name) => `${name} = n.${name}`).join(', ')}
          from jsonb_populate_recordset(null::${table}, $1::jsonb) n
          where t.id = n.id and t.version = n.version returning t.id`,
      },
      [JSON.stringify(content)],
    );
    if (updated.length !== group.length) throw new SponaError('SPONA_CONFLICT');
  }
};

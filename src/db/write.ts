import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { SponaError } from '../errors/spona-error';
import type { WriteTransaction } from './transaction';

/** Inserts rows of one table in one statement; row security checks that the viewer's agency holds them. */
export const insertRows = async <T extends ObjectLiteral>(
  transaction: WriteTransaction,
  entity: EntityTarget<T>,
  rows: readonly Partial<T>[],
): Promise<void> => {
  if (rows.length === 0) return;
  await transaction.manager
    .createQueryBuilder()
    .insert()
    .into(entity)
    .values(rows as never)
    .updateEntity(false)
    .execute();
};

/** Replaces values of the row in the version that the client has read. A later version is SPONA_CONFLICT, and nothing changes. */
export const updateRow = async <T extends ObjectLiteral & { id: string; version: number }>(
  transaction: WriteTransaction,
  entity: EntityTarget<T>,
  id: string,
  version: number,
  values: Partial<T>,
): Promise<void> => {
  const { affected } = await transaction.manager
    .createQueryBuilder()
    .update(entity)
    .set(values as never)
    .where('id = :id and version = :version', { id, version })
    .updateEntity(false)
    .execute();
  if (affected !== 1) throw new SponaError('SPONA_CONFLICT');
};

import { SponaError } from '../errors/spona-error';
import type { MutationContext } from './context';
import type { ReadRow } from './row-reader';

/**
 * Makes a change and answers its result as the present viewer sees it. A repeat of an answered request (Idempotency-Key) makes
 * nothing and reads the former result anew.
 */
export const mutate = async (
  context: MutationContext,
  type: string,
  make: () => Promise<string>,
): Promise<ReadRow> => {
  const id = context.repeated ?? (await make());
  context.made = id;
  context.rows.forget();
  const row = await context.rows.byId(type, id);
  if (row === null) throw new SponaError('SPONA_NOT_FOUND');
  return row;
};

/** Makes a change that answers only that it is done; a repeat of an answered request makes nothing. */
export const mutateQuietly = async (context: MutationContext, make: () => Promise<string>): Promise<true> => {
  context.made = context.repeated ?? (await make());
  return true;
};

/** The staff member in whose name a change is made. Throws SPONA_STAFF where a machine client names nobody. */
export const recorder = (context: MutationContext): string => {
  if (context.viewer.staffId === null) throw new SponaError('SPONA_STAFF');
  return context.viewer.staffId;
};

import { type Client, DatabaseError } from 'pg';
import type { Activation, Standing } from './policy-versions';

/** Why nothing is taken back. */
type CancelCode = 'SPONA_NONE_WAITS' | 'SPONA_SEVERAL_WAIT' | 'SPONA_IN_FORCE';

/** A version cannot be taken back; the text says why and what to do, after a stable code. */
export class CancelError extends Error {
  override readonly name = 'CancelError';

  constructor(
    readonly code: CancelCode,
    text: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${text}`, options);
  }
}

/** What is to be taken back: the only activation that waits, or the one for that time. @throws CancelError */
export const waitingFor = ({ waiting }: Pick<Standing, 'waiting'>, from: Date | null): Activation => {
  const [found, ...others] = waiting.filter(
    ({ effectiveFrom }) => from === null || effectiveFrom.getTime() === from.getTime(),
  );
  if (found === undefined)
    throw new CancelError(
      'SPONA_NONE_WAITS',
      from === null
        ? 'No version waits for its time. What is in force is replaced by activating another.'
        : `No version waits for ${from.toISOString()}; see "npx spona policy activate --list".`,
    );
  if (others.length > 0)
    throw new CancelError(
      'SPONA_SEVERAL_WAIT',
      `Several versions wait: say with --from which, ${waiting.map(({ effectiveFrom }) => effectiveFrom.toISOString()).join(' or ')}.`,
    );
  return found;
};

/** Takes back, as the database's owner, whatever waits for the time. When it is committed the database refuses what came too late. */
export const cancelPolicies = async (
  client: Pick<Client, 'query'>,
  { effectiveFrom }: Pick<Activation, 'effectiveFrom'>,
  by: string,
): Promise<void> => {
  await client.query('select cancel_policy($1, $2)', [effectiveFrom, by]);
};

/** Runs what takes a version back to its end. @throws CancelError where the version took effect meanwhile */
export const inTime = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DatabaseError && error.constraint === 'policy_cancellation_is_in_time')
      throw new CancelError(
        'SPONA_IN_FORCE',
        'The version took effect meanwhile: what has been decided stays decided. Activate another instead.',
        { cause: error },
      );
    throw error;
  }
};

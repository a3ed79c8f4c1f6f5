import { SponaError } from '../errors/spona-error';
import type { ErrorCode } from '../errors/catalogue';
import { within } from '../lib/within';
import type { Refusal } from '../graphql/operation';
import type { ServerParts } from './server-parts';

/** Milliseconds that a record of a refusal may take. */
const PATIENCE = 5_000;

export type RefusalRecorder = (refusal: Refusal, code: ErrorCode) => Promise<SponaError | null>;

/** Records a refusal; answers the error that takes its place where the record could not be written: no audit, no answer. */
export const createRefusalRecorder = ({
  recordRefusal,
  logger,
}: Pick<ServerParts, 'recordRefusal' | 'logger'>): RefusalRecorder => {
  return async (refusal, code) => {
    try {
      const late = (): Error => new SponaError('SPONA_AUDIT', { detail: 'the record took too long' });
      await within(recordRefusal(refusal, code), PATIENCE, late);
      return null;
    } catch (err) {
      logger.error({ err, requestId: refusal.requestId }, 'a refusal could not be recorded');
      return new SponaError('SPONA_AUDIT');
    }
  };
};

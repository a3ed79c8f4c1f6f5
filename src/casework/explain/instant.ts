import { invalid } from '../../errors/invalid';
import { SponaError } from '../../errors/spona-error';
import type { OperationContext } from '../../graphql/context';
import type { PolicySet } from '../../policy';
import { PolicyVersionError } from '../../policy/load-version';

/** Throws SPONA_INVALID for a time that has not come: nothing is foretold. */
export const requirePast = ({ transaction }: OperationContext, at: Date | null): void => {
  if (at !== null && at > transaction.instant) throw invalid('at', 'Name a time that has come.');
};

/** Throws SPONA_INVALID for a time before anything that the asker may know of the case. */
export const requireSince = (since: string | null, at: Date | null): void => {
  if (since === null || (at !== null && at < new Date(since)))
    throw invalid('at', 'Name a time since when the case is shared with who asks.');
};

/** The policies that decided then. Throws SPONA_INVALID where none did, SPONA_UNAVAILABLE where this hub cannot use them. */
export const policiesThen = async (context: OperationContext, at: Date | null): Promise<PolicySet> => {
  if (at === null) return context.policies;
  try {
    const policies = await context.policiesAt(at);
    if (policies !== null) return policies;
  } catch (error) {
    if (error instanceof PolicyVersionError)
      throw new SponaError('SPONA_UNAVAILABLE', { detail: error.message, cause: error });
    throw error;
  }
  throw invalid('at', 'Name a time since when policies decide here.');
};

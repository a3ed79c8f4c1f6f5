import { SponaError } from '../errors/spona-error';
import type { Purpose } from '../policy/facts';

const refuse = (allowed: readonly Purpose[], problem: string): SponaError =>
  new SponaError('SPONA_PURPOSE', {
    detail: problem,
    extensions: {
      problems: [
        {
          message:
            allowed.length === 0
              ? 'No purpose is open to this viewer.'
              : `Spona-Purpose must be one of ${allowed.join(', ')}.`,
        },
      ],
      purposes: allowed,
    },
  });

/**
 * The one purpose of a request. A purpose is never guessed: the header may be missing only where a single purpose is possible.
 * @throws SponaError SPONA_PURPOSE; its extensions name the purposes that are open to this viewer
 */
export const choosePurpose = (header: string | undefined, allowed: readonly Purpose[]): Purpose => {
  const [only, ...others] = allowed;
  if (header === undefined && only !== undefined && others.length === 0) return only;
  if (header === undefined) throw refuse(allowed, 'the purpose is missing');
  const purpose = allowed.find((candidate) => candidate === header);
  if (purpose === undefined) throw refuse(allowed, 'the purpose is unknown or not open to this viewer');
  return purpose;
};

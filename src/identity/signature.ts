import { compactVerify, errors } from 'jose';
import type { Algorithm } from '../config/issuers';
import { SponaError } from '../errors/spona-error';
import type { KeySource } from './key-source';
import { unauthenticated } from './refusal';

/**
 * Verifies the signature of a token whose compact form and header have been checked, with the issuer's keys alone.
 * @throws SponaError SPONA_UNAUTHENTICATED, SPONA_UNAVAILABLE (no keys to verify with)
 */
export const verifySignature = async (
  token: string,
  keys: KeySource,
  algorithms: readonly Algorithm[],
): Promise<void> => {
  try {
    await compactVerify(token, (header) => keys.keyFor(header), { algorithms: [...algorithms] });
  } catch (error) {
    if (error instanceof SponaError) throw error;
    // Of other errors only the kind is kept: messages and causes may quote the token.
    const kind = error instanceof errors.JOSEError ? error.code : 'the key does not fit';
    throw unauthenticated(`the signature fails: ${kind}`);
  }
};

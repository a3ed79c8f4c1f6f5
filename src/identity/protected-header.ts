import type { Algorithm } from '../config/issuers';
import { unauthenticated } from './refusal';
import type { JsonObject } from './strict-json';

/**
 * Members by which a token could choose its own key or demand processing that the hub does not do. They are refused and never
 * followed: keys come from the issuer's key set alone (RFC 8725 section 3.10).
 */
const REFUSED_MEMBERS: readonly string[] = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'zip', 'enc'];

/** RFC 9068 section 2.1, with the `application/` prefix that RFC 7515 section 4.1.9 lets issuers omit. */
const TYPES: readonly string[] = ['at+jwt', 'application/at+jwt', 'jwt', 'application/jwt'];

const MAX_KEY_ID_LENGTH = 256;

/**
 * Checks the header of a token against its issuer's pinned algorithms.
 * @throws SponaError SPONA_UNAUTHENTICATED
 */
export const checkHeader = (header: JsonObject, algorithms: readonly Algorithm[]): void => {
  const { alg, typ, kid } = header;
  if (!algorithms.some((algorithm) => algorithm === alg)) {
    throw unauthenticated('the algorithm is not one that the issuer is pinned to');
  }
  if (typeof typ !== 'string' || !TYPES.includes(typ.toLowerCase())) {
    throw unauthenticated('the type is neither at+jwt nor JWT');
  }
  if (kid !== undefined && (typeof kid !== 'string' || kid === '' || kid.length > MAX_KEY_ID_LENGTH)) {
    throw unauthenticated('the key id is not a short text');
  }
  const refused = REFUSED_MEMBERS.find((member) => member in header);
  if (refused !== undefined) throw unauthenticated(`the header has ${refused}`);
};

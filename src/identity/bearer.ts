import { unauthenticated } from './refusal';

/**
 * The token of an `Authorization` header (RFC 6750 section 2.1); its own form is the verifier's matter.
 * @throws SponaError SPONA_UNAUTHENTICATED
 */
export const readBearer = (authorization: string | undefined): string => {
  if (authorization === undefined) throw unauthenticated('there is no Authorization header');
  const token = /^bearer +(\S+)$/iu.exec(authorization)?.[1];
  if (token === undefined) throw unauthenticated('the Authorization header holds no bearer token');
  return token;
};

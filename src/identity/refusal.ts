import { SponaError } from '../errors/spona-error';

/** The token is not accepted. `detail` says why in the log; it never quotes the token or a person. */
export const unauthenticated = (detail: string): SponaError =>
  new SponaError('SPONA_UNAUTHENTICATED', { detail });

/** The token is genuine, but the registry or the issuer's binding does not let its bearer in. */
export const unknownViewer = (detail: string): SponaError =>
  new SponaError('SPONA_UNKNOWN_VIEWER', { detail });

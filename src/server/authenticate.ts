import type { Request, RequestHandler } from 'express';
import type { ViewerHeaders } from '../identity/resolve-viewer';
import type { Viewer } from '../identity/viewer';
import type { ErrorCode } from '../errors/catalogue';
import { SponaError } from '../errors/spona-error';
import { addressKey } from './address-key';
import { exchangeOf } from './exchange';
import type { Rates } from './rate';
import type { ServerParts } from './server-parts';

const viewers = new WeakMap<Request, Viewer>();

/** The viewer whom `authenticate` recognised; null before. */
export const viewerOf = (request: Request): Viewer | null => viewers.get(request) ?? null;

/** What a request says of who asks and why. */
export const headersOf = (request: Request): ViewerHeaders => ({
  authorization: request.headers.authorization,
  purpose: request.get('Spona-Purpose'),
  staff: request.get('Spona-Staff'),
});

/** Failures that count against the address: somebody tries tokens. A wrong purpose is a mistake of a known viewer. */
const COUNTED: ReadonlySet<ErrorCode> = new Set([
  'SPONA_UNAUTHENTICATED',
  'SPONA_TOKEN_EXPIRED',
  'SPONA_UNKNOWN_VIEWER',
]);

/** Resolves the viewer once, before anything of the document is read, and counts the operation against the viewer's rate. */
export const authenticate = (resolveViewer: ServerParts['resolveViewer'], rates: Rates): RequestHandler => {
  return async (request, _response, next) => {
    exchangeOf(request).attempted = true;
    const address = addressKey(request.ip ?? '');
    await rates.checkAddress(address);
    try {
      viewers.set(request, await resolveViewer(headersOf(request)));
    } catch (error) {
      if (error instanceof SponaError && COUNTED.has(error.code)) await rates.failure(address);
      throw error;
    }
    const viewer = viewers.get(request);
    if (viewer === undefined) throw new SponaError('SPONA_UNAUTHENTICATED');
    await rates.operation(viewer);
    next();
  };
};

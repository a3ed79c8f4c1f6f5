import type { Response } from 'express';
import { SponaError } from '../errors/spona-error';

/** A signal that aborts with SPONA_TIMEOUT after `ms` milliseconds, or when the client closes the connection. */
export const deadline = (response: Response, ms: number): AbortSignal => {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new SponaError('SPONA_TIMEOUT'));
  }, ms);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) {
      controller.abort(new SponaError('SPONA_UNAVAILABLE', { detail: 'the client closed the connection' }));
    }
  });
  return controller.signal;
};

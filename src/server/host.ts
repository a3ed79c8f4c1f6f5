import type { RequestHandler } from 'express';
import { SponaError } from '../errors/spona-error';

/**
 * Answers only the names the hub is known by: a page elsewhere whose name is pointed at this machine (DNS rebinding) would
 * otherwise speak to it as a same-origin page.
 */
export const checkHost = (allowedHosts: readonly string[]): RequestHandler => {
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  return (request, _response, next) => {
    const host = (request.headers.host ?? '').toLowerCase();
    const known = allowed.has(host) || allowed.has(host.replace(/:\d+$/, ''));
    next(known ? undefined : new SponaError('SPONA_HOST'));
  };
};

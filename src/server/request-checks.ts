import type { RequestHandler } from 'express';
import { SponaError } from '../errors/spona-error';
import { isJsonBody, responseMedia } from './media-type';

/** Operations come by POST alone: an address with a document in it ends in histories and logs. */
export const checkMethod: RequestHandler = (request, _response, next) => {
  next(request.method === 'POST' ? undefined : new SponaError('SPONA_METHOD'));
};

export const checkMediaType: RequestHandler = (request, _response, next) => {
  next(isJsonBody(request.headers['content-type']) ? undefined : new SponaError('SPONA_MEDIA_TYPE'));
};

/** Asked before execution, so that no mutation runs whose answer the client would not take. */
export const checkAccept: RequestHandler = (request, _response, next) => {
  next(responseMedia(request) === null ? new SponaError('SPONA_ACCEPT') : undefined);
};

/** An honest oversize body is refused before a byte of it is read; the reader counts the bytes of the others. */
export const checkLength =
  (bodyBytes: number): RequestHandler =>
  (request, _response, next) => {
    const declared = Number(request.headers['content-length'] ?? 0);
    next(declared > bodyBytes ? new SponaError('SPONA_TOO_LARGE') : undefined);
  };

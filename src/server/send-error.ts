import type { Request, Response } from 'express';
import { SponaError } from '../errors/spona-error';
import { exchangeOf } from './exchange';
import { formatError } from './format-error';
import { responseMedia } from './media-type';
import { RateError } from './rate';
import type { ServerParts } from './server-parts';

export type ErrorSender = (request: Request, response: Response, error: unknown) => void;

/** What every answer carries beside data and errors. */
export const answerExtensions = (mode: 'demo' | 'production'): { extensions?: { mode: 'demo' } } =>
  mode === 'demo' ? { extensions: { mode } } : {};

/** Answers a request that never became an operation. */
export const createErrorSender = ({
  config,
  logger,
}: Pick<ServerParts, 'config' | 'logger'>): ErrorSender => {
  return (request, response, error) => {
    const exchange = exchangeOf(request);
    const formatted = formatError(error, exchange.requestId, (err) => {
      logger.error({ err, requestId: exchange.requestId }, 'request failed');
    });
    const { code } = formatted.extensions;
    exchange.code = code;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status } = new SponaError(code);
    if (status === 401) response.set('WWW-Authenticate', 'Bearer');
    if (error instanceof RateError) response.set('Retry-After', String(error.retryAfter));
    if (code === 'SPONA_BUSY') response.set('Retry-After', '1');
    if (code === 'SPONA_METHOD') response.set('Allow', 'POST');
    // What is left of an oversize or slow body is not read.
    if (status === 413) response.set('Connection', 'close');
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .type(responseMedia(request) ?? 'application/json')
      .send(JSON.stringify({ errors: [formatted], ...answerExtensions(config.mode) }));
  };
};

import helmet from 'helmet';
import type { RequestHandler } from 'express';
import type { ServerConfig } from './server-config';

const YEAR = 31_536_000;

/** For answers that are data: nothing in them may load, run, frame or be framed. */
export const securityHeaders = (mode: ServerConfig['mode']): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: mode === 'production' ? { maxAge: YEAR, includeSubDomains: true } : false,
  });

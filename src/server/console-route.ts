import express, { Router, type RequestHandler } from 'express';
import { join } from 'node:path';
import type { ConsoleParts } from './server-parts';

/** What the bundled page needs and no more; `unsafe-inline` is for the styles that its editor writes. */
const pagePolicy = (origins: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    ["connect-src 'self'", ...origins].join(' '),
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const files = (dir: string, caching: string): RequestHandler =>
  express.static(dir, {
    cacheControl: false,
    redirect: false,
    setHeaders: (response) => {
      response.setHeader('Cache-Control', caching);
    },
  });

/** `/graphiql/`: the page and its configuration are asked for anew each time, files named by their content never again. */
export const consoleRoute = ({ dir, config, origins }: ConsoleParts): Router => {
  const policy = pagePolicy(origins);
  const router = Router({ strict: true });
  router.use((request, response, next) => {
    // The page's addresses are relative to its folder.
    if (request.originalUrl.split('?')[0] === request.baseUrl) {
      response.redirect(308, `${request.baseUrl}/`);
      return;
    }
    response.set('Content-Security-Policy', policy).set('Cache-Control', 'no-store');
    next();
  });
  router.get('/config.json', (_request, response) => {
    response.json(config);
  });
  // The issuer's redirect ends in the same page, which reads the answer from its address.
  router.get('/callback', (_request, response) => {
    response.sendFile('index.html', { root: dir, cacheControl: false });
  });
  router.use('/assets', files(join(dir, 'assets'), 'public, max-age=31536000, immutable'));
  router.use(files(dir, 'no-store'));
  return router;
};

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens; rejects with the system's error (EADDRINUSE, EACCES …) if it cannot. Answers the port taken. */
export const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** An address as it stands in a URL. */
export const origin = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Milliseconds that running requests are given to end, unless somebody says otherwise. */
export const GRACE = 10_000;

/** Takes no more connections and waits for running requests at most `graceMs` milliseconds; then cuts what is left. */
export const close = (server: Server, graceMs: number): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VariableName } from '../config/variables';
import { StartError } from '../errors/start-error';

/** The settings that an address comes from. */
export type AddressNames = readonly [host: VariableName, port: VariableName];

const reasonOf = (
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  [hostName, portName]: AddressNames,
): string => {
  switch (error.code ?? '') {
    case 'EADDRINUSE':
      return `${portName}: ${port} on ${host} is taken (EADDRINUSE). End the program that listens there, or set ${portName} to another port.`;
    case 'EACCES':
      return `${portName}: this user may not listen on ${port} (EACCES). Set ${portName} to a port from 1024 on.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${hostName}: ${host} is no address of this machine (${error.code}).`;
    default:
      return `${hostName}, ${portName}: cannot listen on ${host}, port ${port}: ${error.message}`;
  }
};

/**
 * Listens, and answers the port taken.
 * @throws StartError SPONA_PORT that names the setting and says what to do
 */
export const listen = (
  server: Server,
  host: string,
  port: number,
  names: AddressNames = ['HOST', 'PORT'],
): Promise<number> =>
  new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => {
      reject(new StartError('SPONA_PORT', reasonOf(cause, host, port, names), { cause }));
    };
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
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

import { createServer } from 'node:net';

const listen = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(found));
    });
  });

/** The wanted port if it is free, else a free one that the system chooses. Loopback only. */
export const freePort = async (wanted?: number): Promise<number> => {
  const port = (wanted === undefined ? undefined : await listen(wanted)) ?? (await listen(0));
  if (port === undefined) throw new Error('No free port on 127.0.0.1');
  return port;
};

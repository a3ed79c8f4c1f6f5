import type { Logger } from 'pino';
import { within } from '../lib/within';
import { GRACE } from './listen';
import type { RunningServer } from './server-parts';

/** Something to close after the server, in the order given: workers, then the audit, then the database. */
export interface Closable {
  readonly name: string;
  readonly close: () => Promise<void>;
}

export interface ShutdownOptions {
  readonly server: Pick<RunningServer, 'beginDrain' | 'stop'>;
  readonly parts: readonly Closable[];
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** Milliseconds that running requests are waited for, and then each part. */
  readonly graceMs?: number;
  readonly exit: (code: number) => void;
}

/** Ends the hub once, whoever asks and how often: not ready, no new connections, running requests, parts. Answers the exit code. */
export const createShutdown = ({
  server,
  parts,
  logger,
  graceMs = GRACE,
}: Omit<ShutdownOptions, 'exit'>): (() => Promise<number>) => {
  const end = async (): Promise<number> => {
    server.beginDrain();
    let code = 0;
    const step = async (part: string, close: () => Promise<void>): Promise<void> => {
      try {
        await close();
        logger.info({ part }, 'closed');
      } catch (err) {
        code = 1;
        logger.error({ err, part }, 'could not be closed');
      }
    };
    await step('server', () => server.stop(graceMs));
    for (const { name, close } of parts)
      await step(name, () => within(close(), graceMs, () => new Error('it took too long')));
    return code;
  };
  let ending: Promise<number> | undefined;
  return () => (ending ??= end());
};

/** Shuts down on SIGTERM and SIGINT; a second signal ends at once. Answers the function that takes the handlers away. */
export const installShutdown = (options: ShutdownOptions): (() => void) => {
  const shutdown = createShutdown(options);
  let asked = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (asked) {
      options.exit(1);
      return;
    }
    asked = true;
    options.logger.info({ signal }, 'shutting down');
    void shutdown().then(options.exit);
  };
  const signals = ['SIGTERM', 'SIGINT'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
};

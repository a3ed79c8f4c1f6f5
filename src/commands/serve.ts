import type { Command } from 'commander';
import { loadConfig } from '../config/config';
import { progressBar } from './progress';

const say = (line: string): void => console.error(line);

const run = async (): Promise<void> => {
  const config = loadConfig();
  // What is wrong with the settings is told before a hub is loaded.
  const [{ startHub }, { createLogger }, { installShutdown }] = await Promise.all([
    import('../main.js'),
    import('../server/logger.js'),
    import('../server/shutdown.js'),
  ]);
  // Whoever read the log may go first; that must neither end the hub nor keep it from ending.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const logger = createLogger({
    level: config.logLevel,
    errorMessages: config.mode === 'demo',
    stream: process.stdout,
  });
  const bar = progressBar('Demo region');
  const { server, issuer, parts } = await startHub(config, { logger, say, progress: bar.update });
  bar.stop();
  installShutdown({ server, parts, logger, exit: (code) => process.exit(code) });
  say(`Spona is ready at ${config.publicUrl} (${config.mode}, ${config.country})`);
  say(`GraphiQL: ${config.publicUrl}/graphiql`);
  if (issuer !== null) say('Demo mode, for invented persons and trials: anybody may log in as anybody.');
};

/** `spona serve` */
export const register = (program: Command): void => {
  program.command('serve').description('start the hub; settings come from the environment').action(run);
};

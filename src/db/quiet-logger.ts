import type { Logger } from 'typeorm';

/** TypeORM writes failed statements, with their parameters, to the console unless it is given a logger: this one says nothing. */
export const quietLogger: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

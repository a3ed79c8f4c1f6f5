import type { Command } from 'commander';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createBaseSchema } from '../gateway/base-schema';

/** `spona schema` */
export const register = (program: Command): void => {
  program
    .command('schema')
    .description('print the schema, sorted, as it stands in schema.graphql')
    .action(() => {
      process.stdout.write(`${printSchema(lexicographicSortSchema(createBaseSchema()))}\n`);
    });
};

import type { Command } from 'commander';

/** `spona schema` */
export const register = (program: Command): void => {
  program
    .command('schema')
    .description('print the schema, sorted, as it stands in schema.graphql')
    .action(async () => {
      const { schemaText } = await import('./schema-text.js');
      process.stdout.write(schemaText());
    });
};

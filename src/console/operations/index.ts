import { CATALOGUE, type SavedOperation } from './catalogue';

export interface LoadedOperation extends SavedOperation {
  readonly query: string;
}

const texts = import.meta.glob<string>('./*.graphql', { query: '?raw', import: 'default', eager: true });

/** The catalogue with its texts. */
export const OPERATIONS: readonly LoadedOperation[] = CATALOGUE.map((operation) => {
  const query = texts[`./${operation.file}`];
  if (query === undefined) throw new Error(`There is no ${operation.file}.`);
  return { ...operation, query };
});

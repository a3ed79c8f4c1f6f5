import DataLoader from 'dataloader';
import type { Statement, Transaction } from '../db/transaction';
import type { OperationContext } from './context';

interface Keyed {
  readonly key: string;
}

const loaders = new WeakMap<Transaction, Map<string, DataLoader<string, Keyed[]>>>();

/**
 * Rows of a statement that takes an array of keys as its one value and answers each row's `key`: one statement for all parents of a
 * level. For metadata that has no facts of its own; rows of cases come from the RowReader.
 */
export const loadBy = async <R extends Keyed>(
  { transaction }: OperationContext,
  statement: Statement & { readonly name: string },
  key: string,
): Promise<R[]> => {
  let own = loaders.get(transaction);
  if (own === undefined) loaders.set(transaction, (own = new Map<string, DataLoader<string, Keyed[]>>()));
  let loader = own.get(statement.name);
  if (loader === undefined) {
    loader = new DataLoader(async (keys) => {
      const found = new Map<string, Keyed[]>(keys.map((value) => [value, []]));
      for (const row of await transaction.query<Keyed>(statement, [keys])) found.get(row.key)?.push(row);
      return keys.map((value) => found.get(value) ?? []);
    });
    own.set(statement.name, loader);
  }
  return (await loader.load(key)) as R[];
};

import type { Statement, Transaction } from './transaction';

/** Calls a function of the owner that writes what decisions rest on; it checks the viewer of the transaction itself. */
export type OwnerFunction<T extends string | null = string> = (
  transaction: Transaction,
  ...values: readonly unknown[]
) => Promise<T>;

export const ownerFunction = <T extends string | null = string>(
  name: string,
  parameters: number,
): OwnerFunction<T> => {
  const places = Array.from({ length: parameters }, (_, index) => `$${String(index + 1)}`).join(', ');
  const statement: Statement = { name: `call-${name}`, text: `select ${name}(${places}) as result` };
  return async (transaction, ...values) => {
    const [row] = await transaction.query<{ result: T }>(statement, values);
    if (row === undefined) throw new Error(`${name} answered nothing`);
    return row.result;
  };
};

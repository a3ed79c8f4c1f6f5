import type { Transaction } from '../../../../src/db/transaction';

/** A transaction that answers statements by a function, and is nothing else. */
export const answering = (query: Transaction['query']): Transaction =>
  ({ instant: new Date(0), query }) as Partial<Transaction> as Transaction;

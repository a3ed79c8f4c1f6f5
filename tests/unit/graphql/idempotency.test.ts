import { getOperationAST, parse } from 'graphql';
import type { Statement, Transaction } from '../../../src/db/transaction';
import { verdictOf } from '../../../src/errors/verdict';
import { claimKey, idempotentRequest, keepResult } from '../../../src/graphql/idempotency';
import type { Viewer } from '../../../src/identity/viewer';
import type { Purpose } from '../../../src/policy/facts';
import { answering } from './support/transaction';

const SOURCE =
  'mutation A { make(n: 1) { id } } mutation B { make(n: 1) { id } } mutation C { make(n: 2) { id } }';

interface Kept {
  requestHash: string;
  resultId: string | null;
  isLater: boolean;
}

/** The table of keys, as one viewer's transactions see it. */
const table = (): Transaction => {
  const rows = new Map<string, Kept>();
  return answering(<R>({ name }: Statement, values: readonly unknown[]): Promise<R[]> => {
    const [purpose, keyHash, third] = values as string[];
    const key = `${String(purpose)} ${String(keyHash)}`;
    const row = rows.get(key);
    const answer = (...found: unknown[]): Promise<R[]> => Promise.resolve(found as R[]);
    if (name === 'claim-idempotency-key') {
      if (row !== undefined) return answer();
      rows.set(key, { requestHash: String(third), resultId: null, isLater: false });
      return answer({ key_hash: keyHash });
    }
    if (name === 'keep-idempotent-result') {
      if (row !== undefined) row.resultId = String(third);
      return answer();
    }
    return row === undefined ? answer() : answer({ ...row });
  });
};

const viewer = (purpose: Purpose = 'PROTECTION'): Viewer => ({ purpose }) as unknown as Viewer;

const request = (name: string, variables: Record<string, unknown> = {}, source = SOURCE) => {
  const document = parse(source);
  const asked = idempotentRequest({
    requestId: 'r',
    viewer: viewer(),
    signal: new AbortController().signal,
    idempotencyKey: 'one key',
    document,
    definition: getOperationAST(document, name)!,
    operationName: name,
    variables,
  });
  if (asked === null) throw new Error('no request');
  return asked;
};

type Request = ReturnType<typeof request>;

/** What a request comes to: the id that it may answer, or the code of its refusal. */
const claim = async (transaction: Transaction, asked: Request, purpose?: Purpose): Promise<string | null> => {
  try {
    return await claimKey(transaction, viewer(purpose), asked);
  } catch (error) {
    return verdictOf(error).code;
  }
};

const answered = async (asked: Request): Promise<Transaction> => {
  const transaction = table();
  expect(await claim(transaction, asked)).toBeNull();
  await keepResult(transaction, viewer(), asked, 'made');
  return transaction;
};

describe('a repeat', () => {
  it('finds what the first request made', async () => {
    const transaction = await answered(request('A', { a: 1, b: 2 }));
    expect(await claim(transaction, request('A', { b: 2, a: 1 }))).toBe('made');
  });

  it('with other content is refused', async () => {
    const transaction = await answered(request('A', { a: 1 }));
    expect(await claim(transaction, request('A', { a: 2 }))).toBe('SPONA_IDEMPOTENCY');
    expect(await claim(transaction, request('A', { a: 1 }, SOURCE.replace('n: 1', 'n: 9')))).toBe(
      'SPONA_IDEMPOTENCY',
    );
  });

  it('of another operation of the same document is another request', async () => {
    const transaction = await answered(request('A'));
    expect(await claim(transaction, request('B'))).toBe('SPONA_IDEMPOTENCY');
    expect(await claim(transaction, request('C'))).toBe('SPONA_IDEMPOTENCY');
    expect(await claim(transaction, request('A'))).toBe('made');
  });

  it('is looked for under the viewer’s purpose alone', async () => {
    const transaction = await answered(request('A'));
    expect(await claim(transaction, request('A'), 'CARE')).toBeNull();
    expect(await claim(transaction, request('A'), 'PROTECTION')).toBe('made');
  });

  it('of a request that has not been answered is refused', async () => {
    const transaction = table();
    expect(await claim(transaction, request('A'))).toBeNull();
    expect(await claim(transaction, request('A'))).toBe('SPONA_IDEMPOTENCY');
  });
});

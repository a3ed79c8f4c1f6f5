import { endScope } from '../../../src/casework/access';
import { ownerFunction } from '../../../src/db/owner-function';
import type { Statement, Transaction } from '../../../src/db/transaction';

const answering = (rows: readonly { result: string | null }[]) => {
  const asked: [Statement, readonly unknown[]][] = [];
  const query = (statement: Statement, values: readonly unknown[]): Promise<unknown[]> => {
    asked.push([statement, values]);
    return Promise.resolve([...rows]);
  };
  return { asked, transaction: { query } as unknown as Transaction };
};

describe('a function of the owner', () => {
  test('is asked by one prepared statement, with its values apart', async () => {
    const { asked, transaction } = answering([{ result: 'made' }]);
    expect(await ownerFunction('give', 2)(transaction, 'a', null)).toBe('made');
    expect(asked).toEqual([[{ name: 'call-give', text: 'select give($1, $2) as result' }, ['a', null]]]);
  });

  test('that answers nothing has done nothing', async () => {
    await expect(ownerFunction('give', 0)(answering([]).transaction)).rejects.toThrow(
      'give answered nothing',
    );
    await expect(endScope(answering([]).transaction, 'a')).rejects.toThrow('end_scope answered nothing');
  });
});

import { Client } from 'pg';

/** A statement as it went to the database: its text, and how many rows came back or the SQLSTATE instead. */
type Sent = readonly [text: string, outcome: number | string];

interface Settled {
  readonly rowCount: number | null;
}

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : String((query as { readonly text?: unknown }).text);

/**
 * What work costs, counted instead of timed: every statement of every connection of this process, with its rows. Clocks would tell the
 * load of the machine.
 */
export const statementsOf = async (work: () => Promise<unknown>): Promise<readonly Sent[]> => {
  const sent: Sent[] = [];
  const query = Reflect.get(Client.prototype, 'query') as (...args: unknown[]) => unknown;
  const watched = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
    this: Client,
    ...args: unknown[]
  ) {
    const place = sent.push([textOf(args[0]), 'unanswered']) - 1;
    const text = textOf(args[0]);
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      return query.apply(this, [
        ...args.slice(0, -1),
        (error: { code?: string } | null, result: Settled | undefined) => {
          sent[place] = [text, error?.code ?? result?.rowCount ?? 0];
          (callback as (...answered: unknown[]) => void)(error, result);
        },
      ]);
    }
    const answer = query.apply(this, args) as Promise<Settled>;
    answer.then(
      ({ rowCount }) => (sent[place] = [text, rowCount ?? 0]),
      (error: unknown) => (sent[place] = [text, String((error as { code?: unknown }).code)]),
    );
    return answer;
  });
  try {
    await work();
  } finally {
    watched.mockRestore();
  }
  return sent;
};

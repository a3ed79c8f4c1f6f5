import { testsOf, type Fault } from '../fault';

const rates = testsOf('unit/server/rate', 'rates');

/** HTTP: limits, rates, and what an error says. */
export const SERVER_FAULTS: readonly Fault[] = [
  {
    id: 'one-rate-for-all',
    breaks: 'One busy staff member uses up the rate of all.',
    file: 'src/server/rate.ts',
    find: "/${viewer.staffId ?? ''}`",
    replace: '`',
    caughtBy: rates('are counted for each staff member by himself'),
  },
  {
    id: 'one-rate-for-all-clients',
    breaks: 'A machine client that names nobody shares the rate of every other.',
    file: 'src/server/rate.ts',
    find: "`${viewer.clientId ?? ''}/",
    replace: '`',
    caughtBy: rates('are counted for each client by itself'),
  },
  {
    id: 'guesses-without-end',
    breaks: 'One more refused token than allowed is looked at.',
    file: 'src/server/rate.ts',
    find: 'state.consumedPoints >= failures.points',
    replace: 'state.consumedPoints > failures.points',
    caughtBy: rates('of refused tokens end at their limit, for one address alone'),
  },
  {
    id: 'batches-of-aliases',
    breaks: 'One operation asks the same a thousand times under other names, and goes around the rate.',
    file: 'src/server/operation-limits.ts',
    find: "maxAliases: refusing('aliases', limits.aliases)",
    replace: 'maxAliases: { enabled: false }',
    caughtBy: testsOf('unit/server/limits')('{ a: hello b: hello c: hello d: hello } → aliases'),
  },
  {
    id: 'page-of-a-variable-is-free',
    breaks: 'A page whose size stands in a variable costs as much as the smallest one.',
    file: 'src/server/operation-cost.ts',
    find: 'return given ?? (fallback',
    replace: 'return (fallback',
    caughtBy: testsOf('unit/server/parts', 'operationCost')('reads pages from variables'),
  },
  {
    id: 'fragment-not-counted',
    breaks: 'What stands in a fragment costs nothing.',
    file: 'src/server/operation-cost.ts',
    find: 'if (isCompositeType(condition)) visit(',
    replace: 'if (!isCompositeType(condition)) visit(',
    caughtBy: testsOf('unit/server/parts', 'operationCost')('stops early on fragments that multiply'),
  },
  {
    id: 'error-quotes-a-row',
    breaks: 'The text of an error that nobody foresaw, with the row that it quotes, leaves the hub.',
    file: 'src/server/format-error.ts',
    find: '...place(error),',
    replace: '...place(error), message: error instanceof Error ? error.message : code,',
    caughtBy: testsOf(
      'unit/server/answers',
      'errors of an execution',
    )('{ leak } tells the request id and no more'),
  },
  {
    id: 'log-quotes-a-row',
    breaks: 'The log keeps the text of errors, which may quote a row.',
    file: 'src/errors/describe.ts',
    find: '...(messages ?',
    replace: '...(messages || true ?',
    caughtBy: testsOf('unit/server/parts')('the logger removes secrets by name and messages of errors'),
  },
];

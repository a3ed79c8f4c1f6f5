import { createMetrics } from '../../../src/server/metrics';

const METRIC = 'spona_emergency_accesses';
const lines = (text: string): string[] => text.split('\n').filter((line) => line.startsWith(METRIC));

test('emergency accesses are counted by what is to be done, and by nothing that tells where', async () => {
  const metrics = createMetrics();
  metrics.watchEmergencies(() =>
    Promise.resolve([
      { state: 'open', number: 2 },
      { state: 'review_overdue', number: 1 },
    ]),
  );
  expect(lines(await metrics.registry.metrics())).toEqual([
    `${METRIC}{state="open"} 2`,
    `${METRIC}{state="review_overdue"} 1`,
  ]);
});

test('what cannot be counted is not told, and the other measures are', async () => {
  const metrics = createMetrics();
  metrics.watchEmergencies(() => Promise.reject(new Error('no connection')));
  const text = await metrics.registry.metrics();
  expect(lines(text)).toEqual([]);
  expect(text).toContain('spona_graphql_operations_total');
});

import { createShutdown, installShutdown, type Closable } from '../../../src/server/shutdown';

const logger = { info: jest.fn(), error: jest.fn() };

const setup = (failing?: string): { steps: string[]; options: Parameters<typeof createShutdown>[0] } => {
  const steps: string[] = [];
  const part = (name: string): Closable => ({
    name,
    close: () => {
      steps.push(name);
      return name === failing ? Promise.reject(new Error(name)) : Promise.resolve();
    },
  });
  const server = {
    beginDrain: () => steps.push('drain'),
    stop: () => {
      steps.push('stop');
      return Promise.resolve();
    },
  };
  return { steps, options: { server, parts: [part('audit'), part('database')], logger } };
};

test('ends in order, with 0', async () => {
  const { steps, options } = setup();
  expect(await createShutdown(options)()).toBe(0);
  expect(steps).toEqual(['drain', 'stop', 'audit', 'database']);
});

test('a part that does not close keeps none of the others open, and is told by the code', async () => {
  const { steps, options } = setup('audit');
  expect(await createShutdown(options)()).toBe(1);
  expect(steps).toEqual(['drain', 'stop', 'audit', 'database']);
});

test('a part that never closes is given up after the grace period', async () => {
  const { steps, options } = setup();
  const stuck: Closable = { name: 'stuck', close: () => new Promise(() => undefined) };
  expect(await createShutdown({ ...options, parts: [stuck, ...options.parts], graceMs: 20 })()).toBe(1);
  expect(steps).toEqual(['drain', 'stop', 'audit', 'database']);
});

test('ends once, however often it is asked', async () => {
  const { steps, options } = setup();
  const shutdown = createShutdown(options);
  await Promise.all([shutdown(), shutdown()]);
  expect(steps).toHaveLength(4);
});

test('a signal ends it with 0, a second one at once with 1', async () => {
  const { steps, options } = setup();
  const codes: number[] = [];
  const ended = new Promise<void>((resolve) => {
    const remove = installShutdown({
      ...options,
      exit: (code) => {
        codes.push(code);
        if (codes.length === 2) {
          remove();
          resolve();
        }
      },
    });
  });
  process.emit('SIGTERM', 'SIGTERM');
  process.emit('SIGINT', 'SIGINT');
  await ended;
  expect(codes).toEqual([1, 0]);
  expect(steps).toHaveLength(4);
});

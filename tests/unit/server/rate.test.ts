import type { Viewer } from '../../../src/identity/viewer';
import { createRates } from '../../../src/server/rate';
import type { ServerLimits } from '../../../src/server/server-config';

const rates = (limits: Partial<ServerLimits>): ReturnType<typeof createRates> =>
  createRates({ staffPerMinute: 2, clientPerMinute: 2, failuresPerMinute: 2, ...limits } as ServerLimits);

const viewer = (staffId: string | null, clientId: string | null = null): Viewer =>
  ({ staffId, clientId }) as unknown as Viewer;

/** How many of the calls pass. */
const passed = async (count: number, call: () => Promise<void>): Promise<number> => {
  let done = 0;
  for (let n = 0; n < count; n += 1)
    await call().then(
      () => (done += 1),
      () => undefined,
    );
  return done;
};

describe('rates', () => {
  it('are counted for each staff member by himself', async () => {
    const { operation } = rates({});
    expect(await passed(5, () => operation(viewer('ana')))).toBe(2);
    expect(await passed(5, () => operation(viewer('marko')))).toBe(2);
    expect(await passed(5, () => operation(viewer('ana')))).toBe(0);
  });

  it('are counted for each client by itself', async () => {
    const { operation } = rates({});
    expect(await passed(5, () => operation(viewer(null, 'one system')))).toBe(2);
    expect(await passed(5, () => operation(viewer(null, 'another system')))).toBe(2);
    expect(await passed(5, () => operation(viewer('ana', 'one system')))).toBe(2);
    expect(await passed(5, () => operation(viewer('ana')))).toBe(2);
  });

  it('tell the first refusal from those after it', async () => {
    const { operation } = rates({});
    const refusals: unknown[] = [];
    for (let n = 0; n < 5; n += 1)
      await operation(viewer('ana')).catch((error: unknown) => refusals.push(error));
    expect(refusals).toMatchObject([
      { code: 'SPONA_RATE', first: true },
      { code: 'SPONA_RATE', first: false },
      { code: 'SPONA_RATE', first: false },
    ]);
  });

  it('of refused tokens end at their limit, for one address alone', async () => {
    const { checkAddress, failure } = rates({});
    const tries = (address: string): Promise<number> =>
      passed(5, async () => {
        await checkAddress(address);
        await failure(address);
      });
    expect(await tries('192.0.2.1')).toBe(2);
    expect(await tries('192.0.2.2')).toBe(2);
  });
});

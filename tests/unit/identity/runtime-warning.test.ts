import { withoutRuntimeWarning } from '../../../src/identity/demo/runtime-warning';

describe('the warning of an unsupported runtime', () => {
  it('is kept out while the provider loads, and nothing else is', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const spy = console.warn;
    try {
      const loaded = await withoutRuntimeWarning(async () => {
        console.warn(
          'oidc-provider WARNING: Unsupported runtime. Use Node.js v22.x LTS, or a later LTS release.',
        );
        console.warn('oidc-provider WARNING: configuration cookies.keys is missing');
        return Promise.resolve(7);
      });
      expect(loaded).toBe(7);
      await expect(withoutRuntimeWarning(() => Promise.reject(new Error('not there')))).rejects.toThrow(
        'not there',
      );
      expect(console.warn).toBe(spy);
      expect(warn.mock.calls).toEqual([['oidc-provider WARNING: configuration cookies.keys is missing']]);
    } finally {
      warn.mockRestore();
    }
  });
});

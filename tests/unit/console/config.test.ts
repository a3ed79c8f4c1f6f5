import { isSafeOrigin, parseConfig } from '../../../src/console/config';
import { CONFIG } from './fixtures';

describe('the configuration of the console', () => {
  test('is read as the hub sends it', () => {
    expect(parseConfig(structuredClone(CONFIG))).toEqual(CONFIG);
  });

  test('only a hub that says so holds invented persons alone', () => {
    for (const invented of [undefined, false, 'true'])
      expect(parseConfig({ ...CONFIG, invented }).invented).toBe(false);
  });

  test('every problem is told at once', () => {
    expect(() =>
      parseConfig({
        issuer: 'http://elsewhere.example/oidc',
        mode: 'trial',
        personas: [{ persona: 'police' }],
      }),
    ).toThrow(
      /issuer must be an https address; mode must be demo or production; clientId is missing; audience is missing; scopes is missing; personas\[0\]\.purposes is empty; personas\[0\]\.name is missing; .*purposes is empty/,
    );
  });

  test('production offers no personas', () => {
    expect(() => parseConfig({ ...CONFIG, mode: 'production' })).toThrow('production has no personas');
    expect(parseConfig({ ...CONFIG, mode: 'production', personas: undefined }).personas).toEqual([]);
  });

  test.each([null, 'text', []])('%j is no configuration', (value) => {
    expect(() => parseConfig(value)).toThrow('issuer is missing');
  });

  test.each([
    ['https://id.example/realms/spona', true],
    ['http://localhost:4000/oidc', true],
    ['http://127.0.0.1:4000/oidc', true],
    ['http://[::1]:4000/oidc', true],
    ['http://id.example', false],
    ['http://localhost.example', false],
    ['javascript:alert(1)', false],
    ['/oidc', false],
  ])('%s may carry a token: %s', (address, safe) => {
    expect(isSafeOrigin(address)).toBe(safe);
  });
});

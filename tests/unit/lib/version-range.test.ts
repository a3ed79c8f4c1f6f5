import { packageJson } from '../../../src/lib/package-json';
import { inRange } from '../../../src/lib/version-range';

const RANGE = '^20.19.0 || ^22.12.0 || >=24.0.0';

test.each([
  ['18.20.8', false],
  ['20.18.9', false],
  ['20.19.0', true],
  ['20.20.1', true],
  ['21.7.3', false],
  ['22.11.9', false],
  ['22.12.0', true],
  ['23.11.1', false],
  ['24.0.0', true],
  ['26.1.0', true],
  ['24.0.0-nightly', false],
])('Node %s: %s', (version, fits) => {
  expect(inRange(version, RANGE)).toBe(fits);
});

test('the package names a range that is understood, and this Node is in it', () => {
  expect(inRange(process.versions.node, packageJson.engines.node)).toBe(true);
  expect(() => inRange('22.0.0', '20 - 22')).toThrow('no range that is understood');
});

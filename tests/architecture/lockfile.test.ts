import { missingEntries, readLockfile } from './lockfile';

describe('the lockfile', () => {
  test('installs with npm 10 and 11: names the packages of every platform (else run "npm run lock")', () => {
    expect(Object.keys(missingEntries(readLockfile().packages))).toEqual([]);
  });

  test('is completed with what a name tells of its platform', () => {
    const optionalDependencies = {
      '@a/core-linux-arm-gnueabihf': '1.0.0',
      '@a/core-linux-x64-musl': '1.0.0',
      '@a/binding-darwin-arm64': '1.0.0',
      '@a/there': '1.0.0',
    };
    expect(
      missingEntries({ 'node_modules/a': { dev: true, optionalDependencies }, 'node_modules/@a/there': {} }),
    ).toEqual({
      'node_modules/@a/core-linux-arm-gnueabihf': {
        version: '1.0.0',
        dev: true,
        optional: true,
        cpu: ['arm'],
        os: ['linux'],
        libc: ['glibc'],
      },
      'node_modules/@a/core-linux-x64-musl': {
        version: '1.0.0',
        dev: true,
        optional: true,
        cpu: ['x64'],
        os: ['linux'],
        libc: ['musl'],
      },
      'node_modules/@a/binding-darwin-arm64': {
        version: '1.0.0',
        dev: true,
        optional: true,
        cpu: ['arm64'],
        os: ['darwin'],
      },
    });
  });
});

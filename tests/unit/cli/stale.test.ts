import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const { isBuilt, isStale, needsInstallation } = jest.requireActual<
  Record<'isBuilt' | 'isStale' | 'needsInstallation', (root: string) => boolean>
>('../../../src/cli/stale.cjs');

describe('a build', () => {
  let root: string;
  const write = (file: string, second: number): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
    utimesSync(join(root, file), second, second);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'spona-stale-'));
    write('src/lib/deep/root.ts', 100);
    write('tsconfig.json', 100);
    write('dist/src/spona.js', 200);
    write('dist/console/index.html', 200);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  test('is fresh while it is younger than all sources', () => {
    expect([isBuilt(root), isStale(root)]).toEqual([true, false]);
  });

  test.each(['src/lib/deep/root.ts', 'src/console/new.tsx', 'tsconfig.json'])(
    'is stale once %s is written',
    (file) => {
      write(file, 300);
      expect([isBuilt(root), isStale(root)]).toEqual([true, true]);
    },
  );

  test.each(['dist/src/spona.js', 'dist/console/index.html'])('is none without %s', (file) => {
    rmSync(join(root, file));
    expect([isBuilt(root), isStale(root)]).toEqual([false, true]);
  });

  test('needs an installation where the lockfile is younger than the packages', () => {
    write('package-lock.json', 300);
    expect(needsInstallation(root)).toBe(false);
    write('node_modules/.package-lock.json', 200);
    expect(needsInstallation(root)).toBe(true);
    write('node_modules/.package-lock.json', 400);
    expect(needsInstallation(root)).toBe(false);
  });
});

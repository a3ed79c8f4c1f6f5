import { packageRoot } from '../../src/lib/root';

const { isBuilt, isStale } =
  jest.requireActual<Record<'isBuilt' | 'isStale', (root: string) => boolean>>('../../src/cli/stale.cjs');

/** Node's arguments that start the program: its build, as users start it, or where that is older than the sources, those themselves. */
export const PROGRAM: readonly string[] =
  isBuilt(packageRoot) && !isStale(packageRoot)
    ? ['--no-warnings', 'dist/src/spona.js']
    : ['--no-warnings', '--import', 'tsx', 'src/spona.ts'];

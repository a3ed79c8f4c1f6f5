import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Through this module every test knows of the database server. */
const CLUSTER = join('tests', 'support', 'cluster.ts');

/** Whether a test needs a database: whatever it imports of the tests' own files says so. */
export const needsDatabase = (root: string, file: string, seen = new Set<string>()): boolean => {
  if (file === CLUSTER) return true;
  if (seen.has(file)) return false;
  seen.add(file);
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/ from '(\.[^']*)'/gu)]
    .map(([, path]) => `${join(dirname(file), path ?? '')}.ts`)
    .filter((path) => path.startsWith('tests') && existsSync(join(root, path)))
    .some((path) => needsDatabase(root, path, seen));
};

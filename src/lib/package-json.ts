import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './root';

/** What the package says of itself. */
export const packageJson = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly engines: { readonly node: string };
};

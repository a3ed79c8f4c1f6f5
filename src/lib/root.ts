import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const findRoot = (from: string): string =>
  existsSync(join(from, 'package.json')) ? from : findRoot(dirname(from));

/** The project's top folder, found from the sources as well as from the build: migrations and policies are read below it. */
export const packageRoot: string = findRoot(__dirname);

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../../src/lib/root';
import { anchors, DOCUMENTS, read, targets } from './markdown';

const links = DOCUMENTS.flatMap((file) => targets(read(file)).map((target) => [file, target] as const));

describe('links of the documents', () => {
  test.each(links)('%s: %s leads somewhere', (file, target) => {
    const [path = '', anchor] = target.split('#');
    const found = path === '' ? file : join(dirname(file), path);
    if (!existsSync(join(packageRoot, found)))
      throw new Error(`${file} refers to ${found}, which does not exist`);
    if (anchor !== undefined) expect(anchors(read(found))).toContain(anchor);
  });
});

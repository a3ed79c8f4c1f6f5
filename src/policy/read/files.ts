import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../problem';

/** The files of a policies' folder by what they hold; paths from that folder, with `/`, sorted. */
export interface PolicyFiles {
  readonly vocabulary: string | null;
  readonly protocols: readonly string[];
  readonly policies: readonly string[];
  readonly tests: readonly string[];
  /** A file that is none of these would be silently without effect. */
  readonly problems: readonly Problem[];
}

const isTest = (file: string): boolean => file.endsWith('.test.yaml');

export const listFiles = (dir: string): PolicyFiles => {
  const entries = readdirSync(dir, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== '_schema');
  const top = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const inside = folders
    .flatMap((folder) => readdirSync(join(dir, folder.name)).map((name) => `${folder.name}/${name}`))
    .sort();
  const yaml = inside.filter((file) => file.endsWith('.yaml'));
  const records = yaml.filter((file) => !file.startsWith('protocols/'));
  const stray = [...top, ...inside].filter(
    (file) => file !== 'vocabulary.yaml' && !file.endsWith('.md') && !yaml.includes(file),
  );
  return {
    vocabulary: top.includes('vocabulary.yaml') ? 'vocabulary.yaml' : null,
    protocols: yaml.filter((file) => file.startsWith('protocols/')),
    policies: records.filter((file) => !isTest(file)),
    tests: records.filter(isTest),
    problems: stray.map((file) => ({
      file,
      line: 1,
      column: 1,
      text: 'is no policy file and would have no effect; name it <sector>/<record>.yaml',
    })),
  };
};

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a set of policies: their text by their path, with `/`. What is kept of a version, and what a folder holds. */
export type PolicyBundle = ReadonlyMap<string, string>;

/** Everything below `dir` that could be meant as policy; prose and the schemas for editors are not. */
export const readBundle = (dir: string): PolicyBundle => {
  const below = (folder: string): string[] =>
    readdirSync(join(dir, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (path === '_schema' || path.endsWith('.md')) return [];
      return entry.isDirectory() ? below(path) : [path];
    });
  return new Map(
    below('')
      .sort()
      .map((path) => [path, readFileSync(join(dir, path), 'utf8')]),
  );
};

/** A folder's path, or what was read already. */
export type PolicySource = string | PolicyBundle;

export const bundleOf = (source: PolicySource): PolicyBundle =>
  typeof source === 'string' ? readBundle(source) : source;

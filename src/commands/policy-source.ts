import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { readBundle, type PolicyBundle } from '../policy/bundle';

/** Neither a folder nor a revision that has one. */
export class NoPoliciesError extends Error {
  override readonly name = 'NoPoliciesError';
}

/** The policies that an argument names: a folder, or a revision of git, in which `dir` is looked up. */
export const policiesOf = (name: string, dir: string): PolicyBundle =>
  isFolder(name) ? readBundle(name) : atRevision(name, dir);

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** What the folder held at that revision, as far as it could be meant as policy. */
const atRevision = (revision: string, dir: string): PolicyBundle => {
  // What begins with a dash would be an option to git.
  const commit = /^[^-]/.test(revision)
    ? git(dir, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])?.trim()
    : undefined;
  if (commit === undefined) {
    throw new NoPoliciesError(`"${revision}" is neither a folder nor a revision of git that is here`);
  }
  const listed = git(dir, ['ls-tree', '-r', '-z', '--name-only', commit]) ?? '';
  const files = listed.split('\0').filter((file) => file.endsWith('.yaml'));
  if (files.length === 0) throw new NoPoliciesError(`there are no policies in revision "${revision}"`);
  return new Map(files.map((file) => [file, git(dir, ['show', `${commit}:./${file}`]) ?? '']));
};

/** What git says, run in the folder; null if it refuses. */
const git = (dir: string, args: readonly string[]): string | null => {
  try {
    return execFileSync('git', args, {
      cwd: dir,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
};

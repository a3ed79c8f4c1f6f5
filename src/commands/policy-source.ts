import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Client } from 'pg';
import { readVersion, standingAt, versionsLike } from '../db/policy-versions';
import { type PolicyBundle, readBundle } from '../policy/bundle';
import type { PolicyContent } from '../policy/content';
import { contentOfVersion, PolicyVersionError, shortVersion } from '../policy/load-version';
import { formatProblem } from '../policy/problem';
import { readPolicies } from '../policy/read';
import { asConfiguredOwner, databaseConfig } from './policy-owner';

/** An argument names no policies, or none that can be used; the message says what to change. */
export class NoPoliciesError extends Error {
  override readonly name = 'NoPoliciesError';
}

/** What an argument may name. */
export const SOURCES = 'a folder of policies, a revision of git, version:<hash> or version:current';

/** No revision of git that is a commit has a colon in it. */
const KEPT = 'version:';
/** The word for the version in force; no hash has such letters. */
const CURRENT = 'current';
/** As few digits of a hash as git takes. */
const FEWEST = 4;
/** How many of the problems of files are told. */
const TOLD = 10;

/**
 * The policies that each of the arguments names: a folder; a revision of git, in which `dir` is looked up; or a version that the
 * database keeps, which is opened for that alone.
 * @throws NoPoliciesError; what opening the database throws
 */
export const policiesOf = async (
  names: readonly string[],
  dir: string,
): Promise<readonly PolicyContent[]> => {
  if (!names.some(isKept)) return names.map((name) => inFiles(name, dir));
  return asConfiguredOwner(databaseConfig(), async (client) => {
    const contents: PolicyContent[] = [];
    for (const name of names) contents.push(isKept(name) ? await kept(name, client) : inFiles(name, dir));
    return contents;
  });
};

const isKept = (name: string): boolean => name.startsWith(KEPT);

const kept = async (name: string, client: Client): Promise<PolicyContent> => {
  const version = await versionNamed(name, client);
  try {
    return contentOfVersion(version, await readVersion(client, version));
  } catch (error) {
    if (!(error instanceof PolicyVersionError)) throw error;
    throw new NoPoliciesError(error.message, { cause: error });
  }
};

const versionNamed = async (name: string, client: Client): Promise<string> => {
  const hash = name.slice(KEPT.length);
  if (hash === CURRENT) {
    const { decides } = await standingAt(client, null);
    if (decides === null) throw new NoPoliciesError(`"${name}": no version is in force yet`);
    return decides.version;
  }
  if (!/^[0-9a-f]+$/u.test(hash) || hash.length < FEWEST)
    throw new NoPoliciesError(
      `"${name}" names no version: after "${KEPT}" give "${CURRENT}", or ${String(FEWEST)} or more of the first digits of its hash (0-9, a-f)`,
    );
  const [version, ...others] = await versionsLike(client, hash);
  if (version === undefined)
    throw new NoPoliciesError(
      `"${name}": the database keeps no version whose hash begins so; "npx spona policy activate --list" names those that were activated`,
    );
  if (others.length > 0)
    throw new NoPoliciesError(
      `"${name}" may be each of ${[version, ...others].map(shortVersion).join(', ')}: give more digits`,
    );
  return version;
};

const inFiles = (name: string, dir: string): PolicyContent => {
  const { content, problems } = readPolicies(isFolder(name) ? readBundle(name) : atRevision(name, dir));
  if (content !== null) return content;
  const found = problems.slice(0, TOLD).map((problem) => `\n  ${formatProblem(problem)}`);
  const more = problems.length > TOLD ? `\n  and ${String(problems.length - TOLD)} more` : '';
  throw new NoPoliciesError(`the policies of "${name}" cannot be read${found.join('')}${more}`);
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** What the folder held at that revision, as far as it could be meant as policy. */
const atRevision = (revision: string, dir: string): PolicyBundle => {
  // What begins with a dash would be an option to git.
  const commit = /^[^-]/.test(revision)
    ? git(dir, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])?.trim()
    : undefined;
  if (commit === undefined)
    throw new NoPoliciesError(
      `"${revision}" is neither a folder nor a revision of git that is here; what the database keeps is named version:<hash> or version:current`,
    );
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

import type { Client } from 'pg';
import { parseDocument } from 'yaml';
import { activatePolicies, POLICIES_DIRECTORY } from '../../src/db/policy-versions';
import { readBundle, type PolicyBundle } from '../../src/policy/bundle';

/** The policies that come with the hub. */
export const SHIPPED: PolicyBundle = readBundle(POLICIES_DIRECTORY);

/** The shipped policies with one value of a file replaced, which must be there. */
export const changedAt = (file: string, path: readonly string[], value: unknown): PolicyBundle => {
  const document = parseDocument(SHIPPED.get(file) ?? '');
  if (!document.hasIn(path)) throw new Error(`${file} has no ${path.join(' / ')}`);
  document.setIn(path, value);
  return new Map([...SHIPPED, [file, document.toString()]]);
};

/** The shipped policies in which nobody but the holder reads a category; another version for each category. */
export const withoutReaders = (category: string, file: string): PolicyBundle =>
  changedAt(file, ['categories', category, 'readers'], []);

/** Puts a bundle in force, at once or from a time of the database's clock on; answers its version and when that is. */
export const activate = async (
  owner: Client,
  bundle: PolicyBundle,
  inMilliseconds = 0,
): Promise<{ version: string; effectiveFrom: Date }> => {
  const { rows } = await owner.query<{ now: Date }>('select clock_timestamp() as now');
  const from = inMilliseconds === 0 ? null : new Date((rows[0]?.now.getTime() ?? 0) + inMilliseconds);
  return activatePolicies(owner, bundle, { from, by: 'a test' });
};

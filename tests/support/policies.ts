import type { Client } from 'pg';
import { parseDocument } from 'yaml';
import { activatePolicies, POLICIES_DIRECTORY } from '../../src/db/policy-versions';
import { readBundle, type PolicyBundle } from '../../src/policy/bundle';

/** The policies that come with the hub. */
export const SHIPPED: PolicyBundle = readBundle(POLICIES_DIRECTORY);

/** A bundle in which nobody but the holder reads a category; another version for each category. */
export const withoutReaders = (
  category: string,
  file: string,
  bundle: PolicyBundle = SHIPPED,
): PolicyBundle => {
  const document = parseDocument(bundle.get(file) ?? '');
  if (!document.hasIn(['categories', category, 'readers'])) throw new Error(`${file} has no ${category}`);
  document.setIn(['categories', category, 'readers'], []);
  return new Map([...bundle, [file, document.toString()]]);
};

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

import type { Client } from 'pg';
import type { Config } from '../config/config';
import { readVersion } from '../db/policy-versions';
import type { PolicyContent } from '../policy/content';
import { renderDiff } from '../policy/diff/render';
import { contentOfVersion, PolicyVersionError } from '../policy/load-version';
import { comparePolicies } from './policy-comparison';

/** What a kept version says. @throws PolicyVersionError */
export const keptPolicies = async (client: Client, version: string): Promise<PolicyContent> =>
  contentOfVersion(version, await readVersion(client, version));

/** Who gains and who loses what in this country and mode where the second policies decide in place of the first. */
export const effectLines = async (
  policies: () => Promise<readonly [before: PolicyContent, after: PolicyContent]>,
  at: Date,
  { country, mode }: Config,
): Promise<readonly string[]> => {
  try {
    const scope = { countries: [country], production: [mode === 'production'], at };
    return renderDiff(comparePolicies(...(await policies()), scope));
  } catch (error) {
    // No hub of this release can decide by it either: other policies are what helps.
    if (!(error instanceof PolicyVersionError)) throw error;
    return [`The effect cannot be told. ${error.message}`];
  }
};

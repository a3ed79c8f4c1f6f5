import type { Client } from 'pg';
import type { Config } from '../config/config';
import { type Activation, POLICIES_DIRECTORY, readVersion, standingAt } from '../db/policy-versions';
import { createBaseSchema } from '../gateway/base-schema';
import { schemaGaps } from '../graphql/schema';
import { loadVersion, shortVersion } from '../policy/load-version';
import { readPolicies } from '../policy/read';
import { activationText } from './activation-text';
import type { Check } from './doctor-check';

/** Whether this hub can decide by what is activated, from its time on. */
const checkUsable = async (
  client: Client,
  { version, effectiveFrom }: Activation,
  { country, mode }: Config,
): Promise<void> => {
  const at = new Date(Math.max(effectiveFrom.getTime(), Date.now()));
  const deployment = { country, production: mode === 'production', at };
  const policies = loadVersion(version, await readVersion(client, version), deployment);
  const gaps = schemaGaps(createBaseSchema(), policies);
  if (gaps.length > 0)
    throw new Error(
      `version ${shortVersion(version)} does not fit the schema:\n${gaps.map((gap) => `- ${gap}`).join('\n')}`,
    );
};

/** The files that came with the hub, or were edited since: only the demo on its own database obeys them by itself. */
const filesText = (inForce: string, { mode, database }: Config): string => {
  const { content } = readPolicies(POLICIES_DIRECTORY);
  const followed = mode === 'demo' && database === null;
  if (content === null) {
    const unusable = 'the files at hand cannot be used, see "npx spona policy check"';
    if (followed) throw new Error(`${unusable}: the demo does not start with them`);
    return unusable;
  }
  if (content.version === inForce) return 'the files at hand say the same';
  const others = `the files at hand are another version, ${shortVersion(content.version)}`;
  return followed
    ? `${others}, which the next start puts in force`
    : `${others}, see "npx spona policy diff version:current"`;
};

/** By which version the hub decides, and by which it will. */
export const policyCheck = (client: Client, config: Config): Check => [
  'policies',
  async () => {
    const {
      decides,
      waiting: [next],
    } = await standingAt(client, null);
    if (decides === null) throw new Error('no version is in force; run "npx spona migrate"');
    for (const activation of next === undefined ? [decides] : [decides, next])
      await checkUsable(client, activation, config);
    return [
      `version ${activationText(decides)}`,
      filesText(decides.version, config),
      next === undefined ? 'none waits' : `next is ${activationText(next)}`,
    ].join('; ');
  },
];

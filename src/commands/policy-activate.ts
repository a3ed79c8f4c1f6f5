import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError, type Option } from 'commander';
import type { Client } from 'pg';
import { type Config, loadConfig } from '../config/config';
import { ConfigError } from '../config/config-error';
import { openDatabase } from '../db/open-database';
import { activatePolicies, asOwner, readActivations, versionInForce } from '../db/policy-versions';
import { createBaseSchema } from '../gateway/base-schema';
import { schemaGaps } from '../graphql/schema';
import { loadPolicies } from '../policy';
import { type PolicyBundle, readBundle } from '../policy/bundle';
import { shortVersion } from '../policy/load-version';
import { formatProblem } from '../policy/problem';
import { checkPolicies } from '../policy/verify/check';

interface ActivateOptions {
  readonly dir: string;
  readonly from?: Date;
  readonly list?: true;
}

const say = (line: string): void => console.log(line);

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/u;

const instant = (text: string): Date => {
  const time = new Date(text);
  if (!INSTANT.test(text) || Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('It must be a time with its zone, such as 2026-12-01T00:00:00+01:00.');
  return time;
};

/** Who activates, as the operating system names him; a container need not. */
const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
};

/** What keeps the files from being put in force: everything that `policy check` reports, and gaps between them and the schema. */
const problemsOf = (bundle: PolicyBundle, { country, mode }: Config): readonly string[] => {
  const { problems } = checkPolicies(bundle);
  if (problems.length > 0) return problems.map(formatProblem);
  return schemaGaps(createBaseSchema(), loadPolicies(bundle, country, { production: mode === 'production' }));
};

const asOwnerOf = async <T>(config: Config, work: (client: Client) => Promise<T>): Promise<T> => {
  const database = await openDatabase(config, { share: true });
  try {
    const url = database.ownerUrl ?? config.database?.ownerUrl;
    if (url === undefined)
      throw new ConfigError([
        'DATABASE_OWNER_URL: must be set for "spona policy activate" beside DATABASE_URL',
      ]);
    const from = config.database === null ? 'SPONA_DATA_DIR' : 'DATABASE_OWNER_URL';
    return await asOwner({ url, from }, work);
  } finally {
    await database.close();
  }
};

const list = async (client: Client): Promise<void> => {
  const now = new Date();
  const activations = await readActivations(client);
  const current = activations.find(({ effectiveFrom }) => effectiveFrom <= now);
  for (const activation of activations) {
    const { version, effectiveFrom, activatedAt, activatedBy } = activation;
    const mark = activation === current ? '*' : ' ';
    say(
      `${mark} ${shortVersion(version)} from ${effectiveFrom.toISOString()} (activated ${activatedAt.toISOString()} by ${activatedBy})`,
    );
  }
};

const put = async (client: Client, bundle: PolicyBundle, from: Date | null): Promise<void> => {
  const before = await versionInForce(client);
  const { version, effectiveFrom } = await activatePolicies(client, bundle, { from, by: userName() });
  say(`version ${version} is in force from ${effectiveFrom.toISOString()}`);
  if (before === version) say('It says what the version says that is in force now.');
  else if (before !== null) say(`Until then, version ${shortVersion(before)} decides.`);
};

const activate = async ({ dir, from, list: onlyList }: ActivateOptions): Promise<void> => {
  const config = loadConfig(undefined, 'database');
  if (onlyList === true) {
    await asOwnerOf(config, list);
    return;
  }
  const bundle = readBundle(dir);
  const problems = problemsOf(bundle, config);
  if (problems.length > 0) {
    for (const problem of problems) say(problem);
    say('Nothing was activated.');
    process.exitCode = 1;
    return;
  }
  await asOwnerOf(config, (client) => put(client, bundle, from ?? null));
};

/** `spona policy activate` */
export const registerActivate = (policy: Command, dir: Option): void => {
  policy
    .command('activate')
    .description(
      'check and test the files, and put them in force, as the owner of the database: every hub obeys in its next answer',
    )
    .option('--from <time>', 'when they take effect: now, if not told; never in the past', instant)
    .option('--list', 'change nothing; print which version is in force from when, and who said so')
    .addOption(dir)
    .action(activate);
};

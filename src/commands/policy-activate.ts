import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Client } from 'pg';
import type { Config } from '../config/config';
import { activatePolicies, type Standing, standingAt, whileNobodyActivates } from '../db/policy-versions';
import { loadPolicies } from '../policy';
import { type PolicyBundle, readBundle } from '../policy/bundle';
import type { PolicyContent } from '../policy/content';
import { shortVersion } from '../policy/load-version';
import { formatProblem } from '../policy/problem';
import { checkPolicies } from '../policy/verify/check';
import { activationText } from './activation-text';
import { timeArgument } from './arguments';
import { cancelWaiting } from './policy-cancel';
import { effectLines, keptPolicies } from './policy-effect';
import { asConfiguredOwner, databaseConfig, userName } from './policy-owner';

interface ActivateOptions {
  readonly dir: string;
  readonly from?: Date | null;
  readonly dryRun?: true;
  readonly list?: true;
  readonly cancel?: true;
}

/** Files that can be put in force. */
interface Candidate {
  readonly bundle: PolicyBundle;
  readonly content: PolicyContent;
}

const say = (line: string): void => console.log(line);

const timeToCome = (text: string): Date => {
  const time = timeArgument(text);
  if (time.getTime() < Date.now())
    throw new InvalidArgumentError('It must be a time to come: what has been decided stays decided.');
  return time;
};

/** What keeps files from being put in force: everything that `policy check` reports, and gaps between them and the schema. */
const candidateOf = async (
  bundle: PolicyBundle,
  { country, mode }: Config,
): Promise<Candidate | readonly string[]> => {
  const { content, problems } = checkPolicies(bundle);
  if (content === null || problems.length > 0) return problems.map(formatProblem);
  const policies = loadPolicies(bundle, country, { production: mode === 'production' });
  const [{ createBaseSchema }, { schemaGaps }] = await Promise.all([
    import('../gateway/base-schema.js'),
    import('../graphql/schema.js'),
  ]);
  const gaps = schemaGaps(createBaseSchema(), policies);
  return gaps.length > 0 ? gaps : { bundle, content };
};

const list = async (client: Client): Promise<void> => {
  const { activations, decides } = await standingAt(client, null);
  for (const activation of activations)
    say(`${activation === decides ? '*' : ' '} ${activationText(activation)}`);
};

/** Who gains and who loses what when the files take effect, against the version that would decide then. */
const tellEffect = async (
  client: Client,
  { decides, instant }: Standing,
  { content }: Candidate,
  config: Config,
): Promise<void> => {
  const lines =
    decides === null
      ? ['No version is in force until then: there is nothing to compare with.']
      : await effectLines(
          async () => [await keptPolicies(client, decides.version), content],
          instant,
          config,
        );
  for (const line of lines) say(line);
};

/** What decides before the files do, and after them. */
const neighbourLines = ({ decides, waiting: [next] }: Standing, version: string): readonly string[] => [
  ...(decides === null
    ? []
    : decides.version === version
      ? ['It says what the version says that decides until then.']
      : [`It replaces version ${shortVersion(decides.version)}.`]),
  ...(next === undefined ? [] : [`Next is ${activationText(next)}.`]),
];

const preview = async (
  client: Client,
  candidate: Candidate,
  from: Date | null,
  config: Config,
): Promise<void> => {
  const standing = await standingAt(client, from);
  await tellEffect(client, standing, candidate, config);
  const { version } = candidate.content;
  say('');
  say(`Nothing was activated: version ${version} would decide from ${from?.toISOString() ?? 'now'} on.`);
  for (const line of neighbourLines(standing, version)) say(line);
};

/** Nobody else may activate between the effect that is told and the activation. */
const put = async (
  client: Client,
  candidate: Candidate,
  from: Date | null,
  config: Config,
): Promise<void> => {
  const { standing, effectiveFrom } = await whileNobodyActivates(client, async () => {
    const found = await standingAt(client, from);
    await tellEffect(client, found, candidate, config);
    const done = await activatePolicies(client, candidate.bundle, { from, by: userName() });
    return { standing: found, effectiveFrom: done.effectiveFrom };
  });
  const { version } = candidate.content;
  say('');
  say(`Activated: version ${version} decides from ${effectiveFrom.toISOString()} on.`);
  for (const line of neighbourLines(standing, version)) say(line);
};

const activate = async (options: ActivateOptions): Promise<void> => {
  const { dir, from = null, dryRun = false, list: onlyList, cancel } = options;
  const config = databaseConfig();
  if (onlyList === true) return asConfiguredOwner(config, list);
  if (cancel === true)
    return asConfiguredOwner(config, (client) => cancelWaiting(client, { from, dryRun, config }));
  // Files that cannot be put in force need no database, which the embedded one would be started for.
  const candidate = await candidateOf(readBundle(dir), config);
  if ('content' in candidate) {
    const work = dryRun ? preview : put;
    return asConfiguredOwner(config, (client) => work(client, candidate, from, config));
  }
  for (const problem of candidate) say(problem);
  say('Nothing was activated.');
  process.exitCode = 1;
};

/** `spona policy activate` */
export const registerActivate = (policy: Command, dir: Option): void => {
  policy
    .command('activate')
    .description(
      'check and test the files, say who gains and who loses by them, and put them in force, as the owner of the database: every hub obeys in its next answer',
    )
    .option('--from <time>', 'when they take effect: now, if not told; never in the past', timeToCome)
    .option('--dry-run', 'change nothing; only say who would gain and who would lose')
    .addOption(
      new Option(
        '--cancel',
        'take back what waits for its time: the only version, or the one for the time of --from; never what is in force',
      ).conflicts('dir'),
    )
    .addOption(
      new Option(
        '--list',
        'change nothing; print which version is in force from when, and who said so or took it back',
      ).conflicts(['from', 'dryRun', 'cancel', 'dir']),
    )
    .addOption(dir)
    .action(activate);
};

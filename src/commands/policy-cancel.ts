import type { Client } from 'pg';
import type { Config } from '../config/config';
import { cancelPolicies, inTime, waitingFor } from '../db/policy-cancellation';
import { type Activation, type Standing, standingAt, whileNobodyActivates } from '../db/policy-versions';
import { shortVersion } from '../policy/load-version';
import { activationText } from './activation-text';
import { effectLines, keptPolicies } from './policy-effect';
import { userName } from './policy-owner';

interface CancelOrder {
  /** The time that the version waits for; null for the only one that waits. */
  readonly from: Date | null;
  readonly dryRun: boolean;
  readonly config: Config;
}

const say = (line: string): void => console.log(line);

/** What decides from the time of `cancelled` on without it. */
const inPlaceOf = ({ effectiveFrom }: Activation, { decides, waiting }: Standing): Activation | null =>
  waiting.findLast((other) => other.effectiveFrom < effectiveFrom) ?? decides;

const tellEffect = async (
  client: Client,
  cancelled: Activation,
  instead: Activation | null,
  config: Config,
): Promise<void> => {
  if (instead === null) {
    say('Without it no version is in force then: there is nothing to compare with.');
    return;
  }
  say(`Against version ${activationText(cancelled)}:`);
  const policies = async () =>
    [await keptPolicies(client, cancelled.version), await keptPolicies(client, instead.version)] as const;
  for (const line of await effectLines(policies, cancelled.effectiveFrom, config)) say(line);
};

/** What decides now that, or if, it does not. */
const restLines = (
  { effectiveFrom }: Activation,
  instead: Activation | null,
  { waiting }: Standing,
): readonly string[] => {
  const next = waiting.find((other) => other.effectiveFrom > effectiveFrom);
  return [
    ...(instead === null ? [] : [`Version ${shortVersion(instead.version)} goes on deciding then.`]),
    ...(next === undefined ? [] : [`Next is ${activationText(next)}.`]),
  ];
};

/**
 * Takes back a version that waits for its time, and says who gains and who loses by that; nobody else may activate meanwhile.
 * @throws CancelError where none waits, several do, or it takes effect meanwhile
 */
export const cancelWaiting = async (client: Client, { from, dryRun, config }: CancelOrder): Promise<void> => {
  const work = async () => {
    const standing = await standingAt(client, null);
    const cancelled = waitingFor(standing, from);
    const instead = inPlaceOf(cancelled, standing);
    await tellEffect(client, cancelled, instead, config);
    if (!dryRun) await cancelPolicies(client, cancelled, userName());
    return { cancelled, rest: restLines(cancelled, instead, standing) };
  };
  const { cancelled, rest } = await (dryRun ? work() : inTime(whileNobodyActivates(client, work)));
  const { version, effectiveFrom } = cancelled;
  const time = effectiveFrom.toISOString();
  say('');
  say(
    dryRun
      ? `Nothing was cancelled: version ${version} would not decide from ${time} on.`
      : `Cancelled: version ${version} does not decide from ${time} on.`,
  );
  for (const line of rest) say(line);
};

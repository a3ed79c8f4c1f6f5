import { join } from 'node:path';
import type { Client } from 'pg';
import { packageRoot } from '../lib/root';
import { type PolicyBundle, readBundle } from '../policy/bundle';
import { PolicyError } from '../policy/problem';
import { decidingFiles, readPolicies } from '../policy/read';
import { type AddressSource, connectTo } from './connect';

/** The policies that come with the hub. */
export const POLICIES_DIRECTORY: string = join(packageRoot, 'policies');

type Queryable = Pick<Client, 'query'>;

/** From when a version decides, and who said so. */
export interface Activation {
  readonly version: string;
  readonly effectiveFrom: Date;
  readonly activatedAt: Date;
  readonly activatedBy: string;
  /** When and by whom it was taken back, before it took effect: then it never decides. */
  readonly cancelledAt: Date | null;
  readonly cancelledBy: string | null;
}

export interface ActivationOrder {
  /** Null: at once. */
  readonly from: Date | null;
  readonly by: string;
}

/** Every activation, the last to take effect first. */
export const readActivations = async (client: Queryable): Promise<readonly Activation[]> => {
  const { rows } = await client.query<Activation>(
    `select a.version, a.effective_from as "effectiveFrom", a.activated_at as "activatedAt", a.activated_by as "activatedBy",
       c.cancelled_at as "cancelledAt", c.cancelled_by as "cancelledBy"
     from policy_activation a left join policy_cancellation c on c.activation_id = a.id order by a.effective_from desc, a.id desc`,
  );
  return rows;
};

/** What decides at an instant, and what will afterwards. */
export interface Standing {
  /** On the database's clock, where none was given. */
  readonly instant: Date;
  /** All there are, as `readActivations` answers them; the others are among them. */
  readonly activations: readonly Activation[];
  /** Null before the first activation. */
  readonly decides: Activation | null;
  /** What will decide from a later time on, each in its turn. */
  readonly waiting: readonly Activation[];
}

/** The standing at an instant, or now. */
export const standingAt = async (client: Queryable, at: Date | null): Promise<Standing> => {
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  const instant = at ?? rows[0]?.now ?? new Date();
  const activations = await readActivations(client);
  // Of those for one time the one activated last decides, which comes first.
  const times = new Set<number>();
  const deciding = activations.filter(({ effectiveFrom, cancelledAt }) => {
    if (cancelledAt !== null || times.has(effectiveFrom.getTime())) return false;
    times.add(effectiveFrom.getTime());
    return true;
  });
  return {
    instant,
    activations,
    decides: deciding.find(({ effectiveFrom }) => effectiveFrom <= instant) ?? null,
    waiting: deciding.filter(({ effectiveFrom }) => effectiveFrom > instant).reverse(),
  };
};

/** The versions that are kept under names that begin so, the first kept first. */
export const versionsLike = async (client: Queryable, prefix: string): Promise<readonly string[]> => {
  const { rows } = await client.query<{ version: string }>(
    'select version from policy_version where starts_with(version, $1) order by registered_at, version',
    [prefix],
  );
  return rows.map(({ version }) => version);
};

/** The files of a version as they are kept; none of a version that is not. */
export const readVersion = async (client: Queryable, version: string): Promise<PolicyBundle> => {
  const { rows } = await client.query<{ content: Readonly<Record<string, string>> }>(
    'select content from policy_version where version = $1',
    [version],
  );
  return new Map(Object.entries(rows[0]?.content ?? {}));
};

/** The version in force now; null if none ever was activated. */
export const versionInForce = async (client: Queryable): Promise<string | null> => {
  const { rows } = await client.query<{ version: string }>(
    'select * from policy_version_at(now()) as version',
  );
  return rows[0]?.version ?? null;
};

/** The version that files make. @throws PolicyError */
export const versionOf = (bundle: PolicyBundle): string => {
  const { content, problems } = readPolicies(bundle);
  if (content === null || problems.length > 0) throw new PolicyError(problems);
  return content.version;
};

/**
 * Keeps what the files say as a version and puts it in force, as the database's owner.
 * @throws PolicyError for files that cannot be used; the database refuses an activation in the past
 */
export const activatePolicies = async (
  client: Queryable,
  bundle: PolicyBundle,
  { from, by }: ActivationOrder,
): Promise<Pick<Activation, 'version' | 'effectiveFrom'>> => {
  const version = versionOf(bundle);
  const content = JSON.stringify(Object.fromEntries(decidingFiles(bundle)));
  const { rows } = await client.query<{ effective: Date }>(
    'select activate_policy($1, $2, $3, $4) as effective',
    [version, content, from, by],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the activation was not answered');
  return { version, effectiveFrom: row.effective };
};

/** Runs `work` in one transaction in which nobody else activates anything; if it fails, nothing of it is done. */
export const whileNobodyActivates = async <T>(client: Queryable, work: () => Promise<T>): Promise<T> => {
  await client.query('begin');
  try {
    await client.query('lock table policy_activation in share row exclusive mode');
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
};

/** The database's owner: his address, the setting that it comes from, and the name under which he acts. */
export interface Owner {
  readonly url: string;
  readonly from: AddressSource;
  readonly by: string;
}

export const asOwner = async <T>(
  { url, from }: Omit<Owner, 'by'>,
  work: (client: Client) => Promise<T>,
): Promise<T> => {
  const client = await connectTo(url, from, 'spona policy');
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Puts the files in force at once unless the version that is satisfies; answers the new version, or null. */
const activateUnless = (
  owner: Owner,
  dir: string,
  satisfies: (inForce: string, bundle: PolicyBundle) => boolean,
): Promise<string | null> =>
  asOwner(owner, async (client) => {
    const bundle = readBundle(dir);
    const inForce = await versionInForce(client);
    if (inForce !== null && satisfies(inForce, bundle)) return null;
    return (await activatePolicies(client, bundle, { from: null, by: owner.by })).version;
  });

/** Gives a new database its first policies; answers their version, or null where some are in force. */
export const activateFirst = (owner: Owner, dir: string = POLICIES_DIRECTORY): Promise<string | null> =>
  activateUnless(owner, dir, () => true);

/** Puts the files at hand in force where they are another version: for the demo, whose user edits and starts anew. */
export const followFiles = (owner: Owner, dir: string = POLICIES_DIRECTORY): Promise<string | null> =>
  activateUnless(owner, dir, (inForce, bundle) => versionOf(bundle) === inForce);

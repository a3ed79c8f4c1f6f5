import type { DataSource } from 'typeorm';
import type { Config } from '../config/config';
import type { Statement, Transaction } from '../db/transaction';
import { SponaError } from '../errors/spona-error';
import { StartError } from '../errors/start-error';
import type { Policies } from '../graphql/policies';
import type { PolicySet } from '../policy';
import { loadVersion, PolicyVersionError } from '../policy/load-version';

type Reading = Pick<Transaction, 'query'>;

/** Compiled sets that are kept, the last used first. Past versions are rarely asked for. */
const MOST = 8;

const NOW: Statement = {
  text: 'select now() as instant, (select * from policy_version_at(now())) as version',
};
const AT: Statement = { text: 'select * from policy_version_at($1) as version' };
const CONTENT: Statement = { text: 'select content from policy_version where version = $1' };

const holdsAt = ({ validFrom, validUntil }: PolicySet, instant: Date): boolean =>
  (validFrom === null || validFrom <= instant) && (validUntil === null || instant < validUntil);

/**
 * The compiled policies of every version that this hub was asked by. Which version decides, the transaction that asks has read in its
 * first statement; only one that is not compiled yet costs another. So every hub on a database obeys an activation in its next answer.
 */
export class PoliciesInForce implements Policies {
  latest!: PolicySet;
  private readonly compiled: PolicySet[] = [];
  /** What is wrong with a version stays wrong for as long as this process runs. */
  private readonly unusable = new Map<string, PolicyVersionError>();

  private constructor(private readonly deployment: Pick<Config, 'country' | 'mode'>) {}

  /** @throws StartError SPONA_POLICY unless a version is in force that this hub can use */
  static async open(
    dataSource: Pick<DataSource, 'query'>,
    deployment: Pick<Config, 'country' | 'mode'>,
  ): Promise<PoliciesInForce> {
    const policies = new PoliciesInForce(deployment);
    const reading = readingFrom(dataSource);
    const [now] = await reading.query<{ instant: Date; version: string | null }>(NOW, []);
    if (now === undefined || now.version === null)
      throw new StartError(
        'SPONA_POLICY',
        'No version of the policies was ever activated in this database; run "npx spona migrate".',
      );
    try {
      policies.latest = await policies.of(now.version, now.instant, reading);
    } catch (error) {
      if (error instanceof PolicyVersionError)
        throw new StartError('SPONA_POLICY', error.message, { cause: error });
      throw error;
    }
    return policies;
  }

  async inForce(reading: Pick<Transaction, 'instant' | 'policyVersion' | 'query'>): Promise<PolicySet> {
    const { policyVersion: version, instant } = reading;
    if (version === null) throw new SponaError('SPONA_UNAVAILABLE', { detail: 'no policies are in force' });
    try {
      this.latest = await this.of(version, instant, reading);
    } catch (error) {
      if (error instanceof PolicyVersionError)
        throw new SponaError('SPONA_UNAVAILABLE', { detail: error.message, cause: error });
      throw error;
    }
    return this.latest;
  }

  async at(instant: Date, reading: Reading): Promise<PolicySet | null> {
    const [row] = await reading.query<{ version: string }>(AT, [instant]);
    return row === undefined ? null : this.of(row.version, instant, reading);
  }

  private async of(version: string, instant: Date, reading: Reading): Promise<PolicySet> {
    const known = this.find(version, instant);
    if (known !== undefined) return known;
    const [row] = await reading.query<{ content: Readonly<Record<string, string>> }>(CONTENT, [version]);
    // Another request may have compiled it meanwhile.
    return this.find(version, instant) ?? this.compile(version, instant, row?.content ?? {});
  }

  private find(version: string, instant: Date): PolicySet | undefined {
    const position = this.compiled.findIndex((set) => set.version === version && holdsAt(set, instant));
    if (position > 0) this.compiled.unshift(...this.compiled.splice(position, 1));
    return position < 0 ? undefined : this.compiled[0];
  }

  private compile(version: string, instant: Date, content: Readonly<Record<string, string>>): PolicySet {
    const { country, mode } = this.deployment;
    const failed = this.unusable.get(version);
    if (failed !== undefined) throw failed;
    try {
      const bundle = new Map(Object.entries(content));
      const set = loadVersion(version, bundle, { country, production: mode === 'production', at: instant });
      this.compiled.unshift(set);
      this.compiled.length = Math.min(this.compiled.length, MOST);
      return set;
    } catch (error) {
      if (error instanceof PolicyVersionError) this.unusable.set(version, error);
      throw error;
    }
  }
}

/** Reads outside any request's transaction. */
export const readingFrom = (dataSource: Pick<DataSource, 'query'>): Reading => ({
  query: (statement, values) => dataSource.query(statement.text, [...values]),
});

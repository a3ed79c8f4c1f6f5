import type { Transaction } from '../db/transaction';
import type { PolicySet } from '../policy';

/** The policies of every version, compiled. The database says which version is in force when; files on disk decide nothing. */
export interface Policies {
  /** The last that a request was decided by: for what is refused before any transaction. */
  readonly latest: PolicySet;
  /**
   * What decides a request: the version that a reading found in force at its instant, as the law stands then.
   * @throws SponaError SPONA_UNAVAILABLE if this hub cannot use that version
   */
  inForce(reading: Pick<Transaction, 'instant' | 'policyVersion' | 'query'>): Promise<PolicySet>;
  /**
   * What decided at another instant, as the law stood then; null before the first version.
   * @throws PolicyVersionError if this hub cannot use the version that was in force
   */
  at(instant: Date, reading: Pick<Transaction, 'query'>): Promise<PolicySet | null>;
}

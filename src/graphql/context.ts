import type { PolicySet, ProfilePolicy } from '../policy';
import type { Viewer } from '../identity/viewer';
import type { Transaction, WriteTransaction } from '../db/transaction';
import type { AgencyPresenter } from './agency-reference';
import type { Paging } from './paging';
import type { RowReader } from './row-reader';
import type { Trace } from './trace';
import type { BlindIndex } from '../lib/blind-index';
import type { Country } from '../lib/country';

/** What the resolvers of one operation share. It lives as long as the operation's transaction. */
export interface OperationContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly policies: PolicySet;
  /** The policies that decided at another instant; null before the first. Throws what `Policies.at` throws. */
  readonly policiesAt: (instant: Date) => Promise<PolicySet | null>;
  /** The policies as they stand for this viewer. */
  readonly policy: ProfilePolicy;
  readonly transaction: Transaction;
  readonly rows: RowReader;
  readonly trace: Trace;
  readonly paging: Paging;
  /** Names an agency on a case; a concealed one by its pseudonym there. */
  readonly presentAgency: AgencyPresenter;
  /** The one country of this deployment. */
  readonly country: Country;
  readonly signal: AbortSignal;
  /** graphql-shield keeps its state of a request here. */
  _shield?: unknown;
}

/** A mutation's context. */
export interface MutationContext extends OperationContext {
  readonly transaction: WriteTransaction;
  /** Indexes a person's number wherever one is written. */
  readonly indexIdentifier: BlindIndex;
  /** Set where the same request was answered before: the id of what it made then. */
  readonly repeated: string | null;
  /** The id of what this mutation made, for the next repeat. */
  made: string | null;
}

import type { DocumentNode } from 'graphql';
import type { Viewer } from '../identity/viewer';

/** What the executor finds in `request.context`: who asks, and until when an answer is of use. */
export interface RequestContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  /** Aborted when the time is over or the client has gone; `reason` is a SponaError. */
  readonly signal: AbortSignal;
  readonly idempotencyKey: string | null;
}

/** What is known of an operation that was refused before, or instead of, its execution. */
export interface Refusal {
  readonly requestId: string;
  /** Null where the refusal is that nobody was recognised. */
  readonly viewer: Viewer | null;
  readonly operationName: string | null;
  /** Hash of the document without literals; null where no document could be read. */
  readonly operationHash: string | null;
  readonly document: DocumentNode | null;
}

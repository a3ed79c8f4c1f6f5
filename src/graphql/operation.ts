import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Viewer } from '../identity/viewer';

/** An operation, parsed, validated and within the limits, with who asks. */
export interface Operation {
  readonly requestId: string;
  readonly viewer: Viewer;
  /** Asks identity and registry anew, where the answer was overtaken; absent where the viewer is given. */
  readonly renewViewer?: () => Promise<Viewer>;
  /** Aborted when the time is over or the client has gone; `reason` is a SponaError. */
  readonly signal: AbortSignal;
  readonly idempotencyKey: string | null;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly operationName: string | null;
  /** As sent: not yet coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What is known of an operation that was refused before, or instead of, its execution. */
export interface Refusal {
  readonly requestId: string;
  /** Null where the refusal is that nobody was recognised. */
  readonly viewer: Viewer | null;
  readonly operationName: string | null;
  /** Null where none could be read. */
  readonly document: DocumentNode | null;
}

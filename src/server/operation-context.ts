import type { Exchange } from './exchange';
import type { ResponseMedia } from './media-type';
import type { Operation } from '../graphql/operation';

/** What Apollo carries through an operation: who asks, and how far it has come. */
export interface OperationContext extends Pick<
  Operation,
  'requestId' | 'viewer' | 'renewViewer' | 'signal' | 'idempotencyKey'
> {
  readonly exchange: Exchange;
  readonly media: ResponseMedia;
  /** Shared by Apollo's copies of the context. While `executing`, the executor answers for the record; otherwise the server. */
  readonly progress: { executing: boolean };
}

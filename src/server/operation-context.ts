import type { Exchange } from './exchange';
import type { ResponseMedia } from './media-type';
import type { RequestContext } from './request-context';

/** The context within the server: what the executor gets, and how far the operation has come. */
export interface OperationContext extends RequestContext {
  readonly exchange: Exchange;
  readonly media: ResponseMedia;
  /** Shared by Apollo's copies of the context. While `executing`, the executor answers for the record; otherwise the server. */
  readonly progress: { executing: boolean };
}

/** One thing the client can change, as sent in `extensions.problems`. It may quote the client's own request, never a row. */
export interface Problem {
  /**
   * Dotted path from the arguments of the field, or from the body; an index counts from 0. It is absent where the whole document is
   * meant, and has no index where the hub cannot tell which of several it is.
   */
  readonly path?: string;
  readonly message: string;
}

/** One thing the client can change, as sent in `extensions.problems`. It may quote the client's own request, never a row. */
export interface Problem {
  /** Dotted path into the arguments or the body; absent where the whole document is meant. */
  readonly path?: string;
  readonly message: string;
}

/** The embedded database cannot be opened; the message says what to do and holds no secret. */
export class EmbeddedError extends Error {
  override readonly name: string = 'EmbeddedError';
}

/** Another process of this machine runs the embedded database of this data directory. */
export class EmbeddedInUseError extends EmbeddedError {
  override readonly name = 'EmbeddedInUseError';

  constructor(
    readonly pid: number,
    dataDir: string,
  ) {
    super(
      `Process ${pid} already runs the database in ${dataDir}. Stop it first, or set SPONA_DATA_DIR to another directory.`,
    );
  }
}

/** Why the hub does not start. For its operator: no request is answered yet, so that no client ever reads one of these. */
export type StartCode = 'SPONA_PORT' | 'SPONA_DATABASE' | 'SPONA_TABLES' | 'SPONA_SCHEMA' | 'SPONA_POLICY';

/** The hub cannot start; the text says what to do, after a stable code. It holds no secret. */
export class StartError extends Error {
  override readonly name = 'StartError';

  constructor(
    readonly code: StartCode,
    text: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${text}`, options);
  }
}

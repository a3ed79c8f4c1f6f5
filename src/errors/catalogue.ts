/** What a code means to the client: the HTTP status where the whole request fails, and the public text. */
export interface ErrorEntry {
  readonly status: number;
  readonly message: string;
}

const entry = (status: number, message: string): ErrorEntry => ({ status, message });

/**
 * Every error that leaves the hub carries one of these codes in `extensions.code`. The texts are constant: no value of a
 * request or of a row ever enters them. The README's table is tested to be equal to this list.
 */
export const ERRORS = {
  SPONA_UNAUTHENTICATED: entry(
    401,
    'Send a valid bearer token of a configured issuer in the Authorization header.',
  ),
  SPONA_TOKEN_EXPIRED: entry(401, 'The token has expired; obtain a new one from its issuer.'),
  SPONA_UNKNOWN_VIEWER: entry(
    403,
    'The token is valid, but its subject or client is not active in the registry.',
  ),
  SPONA_PURPOSE: entry(403, 'Send one purpose that your role and client allow in the Spona-Purpose header.'),
  SPONA_STAFF: entry(
    403,
    'Name in Spona-Staff an active staff member of your agency whom this client may name.',
  ),
  SPONA_FORBIDDEN: entry(403, 'The policy does not allow this operation to this viewer.'),
  SPONA_REVIEW: entry(
    403,
    'The review of an earlier emergency access of yours is overdue; a coordinator has to give the verdict first.',
  ),
  SPONA_NOT_FOUND: entry(404, 'No such record is open to this viewer.'),
  SPONA_CONFLICT: entry(409, 'The record has changed since the version you sent; read it again and repeat.'),
  SPONA_CHANGED: entry(409, 'What the decisions rest on changed while the answer was made; ask again.'),
  SPONA_INVALID: entry(400, 'The input is not valid; extensions.problems says what to change.'),
  SPONA_IDEMPOTENCY: entry(409, 'This Idempotency-Key was used for another request; send a new key.'),
  SPONA_ARGUMENT: entry(403, 'The policy does not allow this viewer to filter or sort by this argument.'),
  SPONA_CURSOR: entry(
    400,
    'The cursor does not belong to this viewer, purpose and arguments; start from the first page.',
  ),
  SPONA_SYNTAX: entry(400, 'The document is not valid GraphQL.'),
  SPONA_VALIDATION: entry(400, 'The document does not fit the schema.'),
  SPONA_LIMIT: entry(400, 'The operation exceeds a limit; ask for less at once.'),
  SPONA_RATE: entry(429, 'Too many operations; wait as long as Retry-After says.'),
  SPONA_TOO_LARGE: entry(413, 'The request body is larger than the hub accepts.'),
  SPONA_METHOD: entry(405, 'Send operations with POST.'),
  SPONA_PATH: entry(404, 'There is nothing at this address; extensions.endpoints lists what there is.'),
  SPONA_MEDIA_TYPE: entry(415, 'Send the operation as application/json.'),
  SPONA_HOST: entry(421, 'This host name is not served here.'),
  SPONA_TIMEOUT: entry(503, 'The operation took longer than the hub allows; ask for less at once.'),
  SPONA_AUDIT: entry(503, 'The disclosure record could not be written, therefore there is no answer.'),
  SPONA_UNAVAILABLE: entry(503, 'The hub cannot reach what it needs; try again later.'),
  SPONA_ACCEPT: entry(406, 'Accept application/graphql-response+json or application/json.'),
  SPONA_BUSY: entry(503, 'The hub runs as many operations as it can; wait as long as Retry-After says.'),
  SPONA_INTERNAL: entry(500, 'The hub failed to answer; the request id identifies the failure in its log.'),
} as const;

export type ErrorCode = keyof typeof ERRORS;

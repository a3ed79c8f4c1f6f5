import { SponaError } from '../errors/spona-error';
import type { Problem } from '../errors/problem';
import type { ErrorCode } from '../errors/catalogue';

/** SQLSTATE → what the client may learn. Anything else stays internal. */
const BY_SQLSTATE: ReadonlyMap<string, ErrorCode> = new Map([
  ['SP404', 'SPONA_NOT_FOUND'],
  ['SP403', 'SPONA_FORBIDDEN'],
  ['42501', 'SPONA_NOT_FOUND'],
  ['23505', 'SPONA_INVALID'],
  ['23503', 'SPONA_INVALID'],
  ['23514', 'SPONA_INVALID'],
  ['22P02', 'SPONA_INVALID'],
  ['40001', 'SPONA_CONFLICT'],
  ['40P01', 'SPONA_CONFLICT'],
  ['57014', 'SPONA_TIMEOUT'],
]);

/** Public texts name the rule that was broken, never a value. Unique keys never span agencies, so a duplicate tells only of one's own. */
const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['23505', 'Your agency already has a record with this number or reference.'],
  ['23503', 'A record that the input names does not exist here.'],
  ['23514', 'A value does not fit the rules of the record.'],
  ['22P02', 'A value does not have the form of its type.'],
]);

interface DriverError {
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly driverError?: DriverError;
}

/** Turns what the driver throws into the catalogue's terms; other errors pass through unchanged. */
export const translateDatabaseError = (error: unknown): unknown => {
  if (error instanceof SponaError || typeof error !== 'object' || error === null) return error;
  const { code: own, constraint, driverError } = error as DriverError;
  const sqlstate = driverError?.code ?? own;
  const code = typeof sqlstate === 'string' ? BY_SQLSTATE.get(sqlstate) : undefined;
  if (code === undefined || typeof sqlstate !== 'string') return error;
  const problem = PROBLEMS.get(sqlstate);
  return new SponaError(code, {
    detail: `sqlstate ${sqlstate} ${String(driverError?.constraint ?? constraint ?? '')}`.trim(),
    cause: error,
    ...(problem === undefined
      ? {}
      : { extensions: { problems: [{ message: problem }] satisfies Problem[] } }),
  });
};

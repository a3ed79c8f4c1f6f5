import { SponaError } from '../errors/spona-error';
import type { Problem } from '../errors/problem';
import { CONSTRAINT_FIELDS } from './constraint-fields';
import type { ErrorCode } from '../errors/catalogue';

/** SQLSTATE → what the client may learn. Anything else stays internal. */
const BY_SQLSTATE: ReadonlyMap<string, ErrorCode> = new Map([
  ['SP404', 'SPONA_NOT_FOUND'],
  ['SP403', 'SPONA_FORBIDDEN'],
  ['SP409', 'SPONA_CONFLICT'],
  ['SP423', 'SPONA_REVIEW'],
  ['42501', 'SPONA_NOT_FOUND'],
  ['23505', 'SPONA_INVALID'],
  ['23503', 'SPONA_INVALID'],
  ['23514', 'SPONA_INVALID'],
  ['22P02', 'SPONA_INVALID'],
  ['22021', 'SPONA_INVALID'],
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
  ['22021', 'A text holds a character that cannot be stored.'],
]);

interface DriverError {
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly driverError?: DriverError;
}

/** SQLSTATE of whatever is asked of a transaction after one of its statements has failed. */
export const ABORTED_TRANSACTION = '25P02';

/** SQLSTATE of what the driver or TypeORM threw, or of what a translated error came from. */
export const sqlStateOf = (error: unknown): string | undefined => {
  if (error instanceof SponaError) return sqlStateOf(error.cause);
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError } = error as DriverError;
  const state = driverError?.code ?? code;
  return typeof state === 'string' ? state : undefined;
};

/** Where the input says what broke the constraint; `parent` is the path of the row's input. */
const pathOf = (constraint: string | undefined, parent: string): Pick<Problem, 'path'> => {
  const field = CONSTRAINT_FIELDS.get(constraint ?? '');
  if (field === undefined) return parent === '' ? {} : { path: parent };
  return { path: parent === '' ? field : `${parent}.${field}` };
};

/**
 * Turns what the driver throws into the catalogue's terms; other errors pass through unchanged. `parent` is the path of the input
 * whose rows were written.
 */
export const translateDatabaseError = (error: unknown, parent = ''): unknown => {
  if (error instanceof SponaError || typeof error !== 'object' || error === null) return error;
  const { constraint, driverError } = error as DriverError;
  const sqlstate = sqlStateOf(error);
  const code = sqlstate === undefined ? undefined : BY_SQLSTATE.get(sqlstate);
  if (code === undefined || sqlstate === undefined) return error;
  const message = PROBLEMS.get(sqlstate);
  const broken = [driverError?.constraint, constraint].find((name) => typeof name === 'string');
  return new SponaError(code, {
    detail: `sqlstate ${sqlstate} ${broken ?? ''}`.trim(),
    cause: error,
    ...(message === undefined
      ? {}
      : { extensions: { problems: [{ ...pathOf(broken, parent), message }] satisfies Problem[] } }),
  });
};

import { SponaError } from './spona-error';

/** What the log may know of an error. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  readonly detail?: string;
  readonly message?: string;
  readonly frames: readonly string[];
  readonly cause?: ErrorDescription;
}

const FRAMES = 12;
const CAUSES = 4;

const codeOf = (error: object): string | undefined =>
  'code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
    ? String(error.code)
    : undefined;

/** The stack after the message, which may itself have lines that look like frames. */
const framesOf = ({ stack = '', message }: Error): readonly string[] => {
  const start = stack.indexOf(message);
  if (start < 0) return [];
  return stack
    .slice(start + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, FRAMES);
};

/**
 * Describes an error without its message: messages of the database and of GraphQL quote values of rows. `detail` of our own
 * errors is written for the log. With `messages` (demo data only) the message is kept too.
 */
export const describeError = (error: unknown, messages = false, level = 0): ErrorDescription => {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code = codeOf(error);
  const detail = error instanceof SponaError ? error.detail : undefined;
  const inner: unknown = 'originalError' in error && error.originalError ? error.originalError : error.cause;
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    ...(detail === undefined ? {} : { detail }),
    ...(messages ? { message: error.message } : {}),
    frames: framesOf(error),
    ...(inner === undefined || inner === null || level >= CAUSES
      ? {}
      : { cause: describeError(inner, messages, level + 1) }),
  };
};

import type { Problem } from './problem';
import { SponaError } from './spona-error';

/** An input that has to be changed: all that is wrong with it. */
export const invalidInput = (problems: readonly Problem[]): SponaError =>
  new SponaError('SPONA_INVALID', { extensions: { problems } });

/** An input of which one thing has to be changed. `path` is dotted, from the arguments of the field on: `input.roles.0`. */
export const invalid = (path: string, message: string): SponaError => invalidInput([{ path, message }]);

import type { ErrorCode } from '../../../../src/errors/catalogue';
import { SponaError } from '../../../../src/errors/spona-error';

/** The error that a promise is refused with; the test fails if it is fulfilled or fails otherwise. */
export const refusal = async (promise: Promise<unknown>): Promise<SponaError> => {
  const outcome: unknown = await promise.then(
    () => 'it was accepted',
    (error: unknown) => error,
  );
  if (outcome instanceof SponaError) return outcome;
  throw outcome instanceof Error ? outcome : new Error(String(outcome));
};

export const codeOf = async (promise: Promise<unknown>): Promise<ErrorCode> => (await refusal(promise)).code;

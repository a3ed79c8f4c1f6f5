import { validate, type ValidationError } from 'class-validator';
import type { ValidatorFn } from 'type-graphql';
import type { Problem } from '../errors/problem';
import { SponaError } from '../errors/spona-error';

const problemsOf = (errors: readonly ValidationError[], parent = ''): Problem[] =>
  errors.flatMap((error) => {
    const path = parent === '' ? error.property : `${parent}.${error.property}`;
    return [
      ...Object.values(error.constraints ?? {}).map((message) => ({ path, message })),
      ...problemsOf(error.children ?? [], path),
    ];
  });

/**
 * Checks an input class by its class-validator rules; all problems at once, by path, never with a value. What may be left out, the
 * schema has said already.
 */
export const validateInput: ValidatorFn = async (argValue: unknown) => {
  if (typeof argValue !== 'object' || argValue === null || Array.isArray(argValue)) return;
  const errors = await validate(argValue, {
    forbidUnknownValues: false,
    skipMissingProperties: true,
    validationError: { value: false, target: false },
  });
  if (errors.length > 0)
    throw new SponaError('SPONA_INVALID', { extensions: { problems: problemsOf(errors) } });
};

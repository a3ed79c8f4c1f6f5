import { validate, type ValidationError } from 'class-validator';
import { getNamedType, isInputObjectType, type GraphQLArgument, type GraphQLResolveInfo } from 'graphql';
import type { ValidatorFn } from 'type-graphql';
import { invalidInput } from '../errors/invalid';
import type { Problem } from '../errors/problem';

type Located = Problem & { readonly path: string };

const problemsOf = (errors: readonly ValidationError[], parent: string): Located[] =>
  errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const path = parent === '' ? property : `${parent}.${property}`;
    return [
      ...Object.values(constraints).map((message) => ({ path, message })),
      ...problemsOf(children, path),
    ];
  });

/**
 * What is wrong with an input by the rules of its class: everything at once, by path, never with a value. What may be left out, the
 * schema has said already.
 */
export const problemsIn = async (input: object, parent = ''): Promise<readonly Located[]> =>
  problemsOf(
    await validate(input, {
      forbidUnknownValues: false,
      skipMissingProperties: true,
      validationError: { value: false, target: false },
    }),
    parent,
  );

const hasFields = ({ type }: GraphQLArgument, names: readonly string[]): boolean => {
  const named = getNamedType(type);
  return isInputObjectType(named) && names.every((name) => name in named.getFields());
};

/** Where a class of inputs stands in the arguments of its field; a class of arguments is all of them. */
const placeOf = (value: object, { parentType, fieldName }: GraphQLResolveInfo): string => {
  const args = parentType.getFields()[fieldName]?.args ?? [];
  const names = Object.keys(value);
  if (names.every((name) => args.some((arg) => arg.name === name))) return '';
  return args.find((arg) => hasFields(arg, names))?.name ?? '';
};

/** Checks the inputs and arguments of every field. Throws SPONA_INVALID. A list of inputs is judged by its own resolver. */
export const validateInput: ValidatorFn = async (argValue: unknown, _type, { info }) => {
  if (typeof argValue !== 'object' || argValue === null || Array.isArray(argValue)) return;
  const problems = await problemsIn(argValue, placeOf(argValue, info));
  if (problems.length > 0) throw invalidInput(problems);
};

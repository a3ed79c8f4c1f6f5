import { validate, type ValidationError } from 'class-validator';
import {
  getNamedType,
  getNullableType,
  GraphQLID,
  isInputObjectType,
  type GraphQLArgument,
  type GraphQLResolveInfo,
} from 'graphql';
import type { ValidatorFn } from 'type-graphql';
import { invalidInput } from '../errors/invalid';
import type { Problem } from '../errors/problem';
import { isUuid } from '../lib/uuid';

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

/** Arguments of a mutation that are ids without the form of one. To a query such an id is that of an absent row. */
const malformedIds = (
  args: Readonly<Record<string, unknown>>,
  { schema, parentType, fieldName }: GraphQLResolveInfo,
): readonly Located[] => {
  if (parentType !== schema.getMutationType()) return [];
  return (parentType.getFields()[fieldName]?.args ?? []).flatMap(({ name, type }) => {
    const id = getNullableType(type) === GraphQLID ? args[name] : undefined;
    return typeof id === 'string' && !isUuid(id) ? [{ path: name, message: `${name} must be a UUID` }] : [];
  });
};

/** Checks the inputs and arguments of every field. Throws SPONA_INVALID. A list of inputs is judged by its own resolver. */
export const validateInput: ValidatorFn = async (argValue: unknown, _type, { args, info }) => {
  const malformed = malformedIds(args, info);
  if (malformed.length > 0) throw invalidInput(malformed);
  if (typeof argValue !== 'object' || argValue === null || Array.isArray(argValue)) return;
  const problems = await problemsIn(argValue, placeOf(argValue, info));
  if (problems.length > 0) throw invalidInput(problems);
};

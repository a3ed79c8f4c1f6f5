import {
  getNamedType,
  isCompositeType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Fields that lead from a row to other versions or rows; each is taken once on a path, or the walk would never end. */
const ONCE = new Set(['history', 'subject']);

const needsNothing = (field: GraphQLField<unknown, unknown>): boolean =>
  field.args.every((arg) => arg.defaultValue !== undefined || !String(arg.type).endsWith('!'));

const select = (type: GraphQLObjectType, path: readonly string[]): string => {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (!needsNothing(field) || (ONCE.has(field.name) && path.includes(field.name))) return [];
    const named = getNamedType(field.type);
    if (!isCompositeType(named)) return [field.name];
    if (!isObjectType(named)) throw new Error(`teach the walk about ${named.name}`);
    return [`${field.name} ${select(named, [...path, field.name])}`];
  });
  return `{ ${fields.join(' ')} }`;
};

/** Every field of the type, to full depth. `path`: names of fields that count as taken already. */
export const fullSelection = (
  schema: GraphQLSchema,
  typeName: string,
  path: readonly string[] = [],
): string => {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`no object type ${typeName}`);
  return select(type, path);
};

interface AskableRoot {
  readonly name: string;
  readonly type: string;
  /** Takes one argument `id` and answers one row. */
  readonly byId: boolean;
}

const isById = ({ args }: GraphQLField<unknown, unknown>): boolean =>
  args.length === 1 && args[0]?.name === 'id';

/** What can be asked with an id of a row or with nothing; what needs other arguments has tests of its own. */
export const queryRoots = (schema: GraphQLSchema): AskableRoot[] =>
  Object.values(schema.getQueryType()!.getFields())
    .filter((field) => isById(field) || needsNothing(field))
    .map((field) => ({ name: field.name, type: getNamedType(field.type).name, byId: isById(field) }));

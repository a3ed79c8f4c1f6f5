import {
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLUnionType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLOutputType,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

const typeName = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null ? value.constructor.name : undefined;

/** A copy of the schema with other resolvers; the base stays as it is. */
export const copySchema = (
  schema: GraphQLSchema,
  resolver: (type: GraphQLObjectType, field: Field) => GraphQLFieldResolver<unknown, unknown> | undefined,
): GraphQLSchema => {
  const copies = new Map<GraphQLNamedType, GraphQLNamedType>();
  const copyOf = (type: GraphQLOutputType): GraphQLOutputType => {
    if (isNonNullType(type)) return new GraphQLNonNull(copyOf(type.ofType as GraphQLOutputType) as never);
    if (isListType(type)) return new GraphQLList(copyOf(type.ofType));
    return (copies.get(type) ?? type) as GraphQLOutputType;
  };
  const named = <T extends GraphQLNamedType>(type: T): T => (copies.get(type) ?? type) as T;
  const fieldsOf = (type: GraphQLObjectType | GraphQLInterfaceType) => () => {
    const { fields } = type.toConfig();
    const own = type.getFields();
    for (const [name, field] of Object.entries(fields)) {
      field.type = copyOf(field.type);
      const base = own[name];
      if (isObjectType(type) && base !== undefined) {
        const resolve = resolver(type, base);
        if (resolve === undefined) delete field.resolve;
        else field.resolve = resolve;
      }
    }
    return fields;
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    if (isObjectType(type)) {
      copies.set(
        type,
        new GraphQLObjectType({
          ...type.toConfig(),
          isTypeOf: undefined,
          interfaces: () => type.getInterfaces().map(named),
          fields: fieldsOf(type),
        }),
      );
    } else if (isInterfaceType(type)) {
      copies.set(
        type,
        new GraphQLInterfaceType({
          ...type.toConfig(),
          resolveType: typeName,
          interfaces: () => type.getInterfaces().map(named),
          fields: fieldsOf(type),
        }),
      );
    } else if (isUnionType(type)) {
      copies.set(
        type,
        new GraphQLUnionType({
          ...type.toConfig(),
          resolveType: typeName,
          types: () => type.getTypes().map(named),
        }),
      );
    }
  }
  const config = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    assumeValid: true,
    query: config.query ? named(config.query) : config.query,
    mutation: config.mutation ? named(config.mutation) : config.mutation,
    types: config.types.map(named),
  });
};

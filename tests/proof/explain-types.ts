import { isEnumType, type GraphQLSchema } from 'graphql';

/** Whether arguments can name the kind of record. */
export const namesRecord = (schema: GraphQLSchema, type: string): boolean => {
  const types = schema.getType('RecordType');
  return isEnumType(types) && types.getValue(type) !== undefined;
};

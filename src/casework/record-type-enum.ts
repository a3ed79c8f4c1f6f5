import { registerEnumType } from 'type-graphql';

/** Filled as the kinds of rows are registered, before the schema is built. */
const types: Record<string, string> = {};
const meanings: Record<string, { description: string }> = {};

/** The GraphQL types of rows, under their own names: what `__typename` and `extensions.withheld` tell can be sent back. */
export const RecordTypeEnum: object = types;

registerEnumType(types, {
  name: 'RecordType',
  description: 'Kinds of records of a case, by the name of their type, as `__typename` tells it.',
  valuesConfig: meanings,
});

/** Makes a type of rows a kind of record that arguments can name. */
export const nameRecordType = (type: string, about: string): void => {
  types[type] = type;
  meanings[type] = { description: about };
};

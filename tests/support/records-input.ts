import {
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  getNamedType,
  isObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** How the generic values of an input are chosen. */
export interface InputChoice {
  /** Values of the fields that name something: subject and references, by field. */
  readonly ids: Readonly<Record<string, string>>;
  /** Odd variants have other times, days and truths than even ones. */
  readonly variant: number;
}

/** Marks every text that the generic inputs contain; nothing else in a database contains it. */
export const MARK = 'quokka';

/** Texts differ from one input to the next, since some are unique in an agency. */
let serial = 0;

/** Whole minutes: some times are cut to the minute. */
const TIMES = ['2011-03-17T04:11:00.000Z', '2012-07-23T05:13:00.000Z'] as const;
const DAYS = ['2011-03-17', '2012-07-23'] as const;

/** Traces of generic values that may stand in no disclosure record. */
export const MARKS: readonly string[] = [MARK, '2011-03-17', '2012-07-23'];

const valueOf = (type: GraphQLInputType, field: string, choice: InputChoice): unknown => {
  const bare = getNullableType(type);
  if (isListType(bare)) return [valueOf(bare.ofType, field, choice)];
  // The first: of it the constraints between fields are true (EXTENDED until …, a service that is no shelter).
  if (isEnumType(bare)) return bare.getValues()[0]?.value;
  if (isInputObjectType(bare)) return inputOf(bare.getFields(), choice);
  switch ('name' in bare ? bare.name : '') {
    case 'ID': {
      const id = choice.ids[field];
      if (id === undefined) throw new Error(`no id for ${field}`);
      return id;
    }
    case 'String':
      return `${MARK} ${field} ${(serial += 1)}`;
    case 'Boolean':
      return choice.variant % 2 === 0;
    case 'Int':
      return 7 + choice.variant;
    case 'DateTime':
      return TIMES[choice.variant % TIMES.length];
    case 'LocalDate':
      return DAYS[choice.variant % DAYS.length];
    default:
      throw new Error(`no generic value for ${String(bare)}`);
  }
};

const inputOf = (
  fields: Readonly<Record<string, { type: GraphQLInputType }>>,
  choice: InputChoice,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([field, { type }]) => [field, valueOf(type, field, choice)]),
  );

/** A complete input of the named type: every field has a value, nullable ones as well. */
export const genericInput = (
  schema: GraphQLSchema,
  name: string,
  choice: InputChoice,
): Record<string, unknown> => {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new Error(`${name} is no input type`);
  return inputOf(type.getFields(), choice);
};

/** The input as literals of a document. */
export const literal = (schema: GraphQLSchema, type: GraphQLInputType, value: unknown): string => {
  const bare = getNullableType(type);
  if (isListType(bare))
    return `[${(value as unknown[]).map((item) => literal(schema, bare.ofType, item)).join(', ')}]`;
  if (isInputObjectType(bare)) {
    const fields = bare.getFields();
    return `{ ${Object.entries(value as Record<string, unknown>)
      .map(([field, inner]) => `${field}: ${literal(schema, fields[field]!.type, inner)}`)
      .join(', ')} }`;
  }
  return isEnumType(bare) ? String(value) : JSON.stringify(value);
};

export const objectType = (schema: GraphQLSchema, name: string): GraphQLObjectType => {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type`);
  return type;
};

/** Fields of a type that hold no rows of their own: its data. */
export const dataFields = (schema: GraphQLSchema, name: string): string[] =>
  Object.values(objectType(schema, name).getFields())
    .filter((field) => field.extensions.rows !== true)
    .map((field) => field.name);

/** A selection of all data of a type, nested objects in full. */
export const selectAll = (schema: GraphQLSchema, name: string): string => {
  const fields = objectType(schema, name).getFields();
  return dataFields(schema, name)
    .map((field) => {
      const inner = getNamedType(fields[field]!.type);
      return isCompositeType(inner) ? `${field} { ${selectAll(schema, inner.name)} }` : field;
    })
    .join(' ');
};

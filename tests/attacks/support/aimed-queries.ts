import { getNamedType, isCompositeType, isEnumType, isRequiredArgument, type GraphQLSchema } from 'graphql';

/** A query with one id to fill in, which names a case or a record; all else is what is valid. */
export interface AimedQuery {
  readonly name: string;
  readonly source: string;
  /** Type of the row that the id names. */
  readonly aims: string;
  variables(id: string): Readonly<Record<string, unknown>>;
}

/** What a query asks for beside its id, where any value of the type would not be valid. */
const VALID: Readonly<Record<string, unknown>> = {
  type: 'RiskAssessment',
  field: 'level',
  category: 'risk.level',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Root fields of queries that are asked about one case or record by its id. `other` stands for every further id. */
export const aimedQueries = (schema: GraphQLSchema, other: string): AimedQuery[] =>
  Object.values(schema.getQueryType()!.getFields()).flatMap((field): AimedQuery[] => {
    const aim = field.args.find(({ name }) => name === 'id' || name === 'caseId');
    if (aim === undefined) return [];
    const args = field.args.filter((arg) => arg === aim || isRequiredArgument(arg));
    const rest = args.map(({ name, type }): [string, unknown] => {
      const named = getNamedType(type);
      if (name in VALID) return [name, VALID[name]];
      if (isEnumType(named)) return [name, named.getValues()[0]?.name];
      return [name, named.name === 'ID' ? other : 'any'];
    });
    const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
    const selection = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
    return [
      {
        name: field.name,
        source: `query Aimed(${declared}) { ${field.name}(${passed}) ${selection} }`,
        aims: aim.name === 'caseId' ? 'Case' : capital(field.name),
        variables: (id) => ({ ...Object.fromEntries(rest), [aim.name]: id }),
      },
    ];
  });

import { isNonNullType, isObjectType, isIntrospectionType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import type { PolicySet, ProfilePolicy } from '../policy';
import { enforce } from './enforce';
import { createGuard, tracedTypes, type GuardParts } from './guard';
import type { TracedType } from './fact-group';
import { validateInput } from './validate-input';

/** The bits of a row's trace are those of a 32-bit integer without its sign. */
const MOST_GUARDED_FIELDS = 31;

export type ResolverClass = new () => object;

const ROOTS = {
  Query:
    'Reading. Rows that are not open to the viewer are absent, fields that are not are null, and `extensions.withheld` says why. What was disclosed is on record before the answer leaves.',
  Mutation:
    'Writing. All root fields of an operation are one transaction with their disclosure record, or nothing. With an Idempotency-Key a mutation of one root field can be sent again.',
} as const;

export const buildHubSchema = (resolvers: NonEmptyArray<ResolverClass>): GraphQLSchema => {
  const schema = buildSchemaSync({ resolvers, orphanedTypes: [], validate: true, validateFn: validateInput });
  // The decorators have no place for what the root types are.
  for (const [name, description] of Object.entries(ROOTS)) {
    const type = schema.getType(name);
    if (type !== undefined) type.description = description;
  }
  return schema;
};

/** Every gap between the schema and the policies, all at once; an empty list lets the hub start. */
export const schemaGaps = (schema: GraphQLSchema, policies: PolicySet): string[] => {
  const gaps: string[] = [];
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const joined = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    let guarded = 0;
    for (const field of Object.values(type.getFields())) {
      const label = `${type.name}.${field.name}`;
      if (joined.has(type.name + field.name)) gaps.push(`${label}: its name joins to another field's`);
      joined.add(type.name + field.name);
      const { category, rows, target } = field.extensions;
      if (typeof category !== 'string') {
        gaps.push(`${label}: carries no category`);
        continue;
      }
      if (!policies.categories.has(category))
        gaps.push(`${label}: category ${category} is not in the vocabulary`);
      if (category === 'public' || rows === true) continue;
      if (roots.includes(type)) {
        if (type === schema.getMutationType() && target === undefined) gaps.push(`${label}: names no target`);
        continue;
      }
      guarded += 1;
      if (isNonNullType(field.type)) gaps.push(`${label}: is guarded and must be nullable`);
    }
    if (guarded > MOST_GUARDED_FIELDS)
      gaps.push(`${type.name}: more than ${String(MOST_GUARDED_FIELDS)} guarded fields`);
  }
  return gaps;
};

export interface GuardedSchemas {
  readonly base: GraphQLSchema;
  readonly traced: ReadonlyMap<string, TracedType>;
  /** The guarded schema of a profile, made once for all profiles that the policy cannot tell apart. */
  of(policy: ProfilePolicy): GraphQLSchema;
}

export const createGuardedSchemas = (base: GraphQLSchema, parts: GuardParts, most = 200): GuardedSchemas => {
  const schemas = new Map<string, GraphQLSchema>();
  return {
    base,
    traced: tracedTypes(base),
    of: (policy) => {
      let schema = schemas.get(policy.key);
      if (schema === undefined) {
        schema = enforce(base, createGuard(policy, parts));
        const oldest = schemas.keys().next();
        if (schemas.size >= most && oldest.done !== true) schemas.delete(oldest.value);
        schemas.set(policy.key, schema);
      }
      return schema;
    },
  };
};

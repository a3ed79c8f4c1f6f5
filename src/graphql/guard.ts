import { isObjectType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { SponaError } from '../errors/spona-error';
import type { ErrorCode } from '../errors/catalogue';
import type { ProfilePolicy } from '../policy';
import { NO_FACTS, type RowFacts } from '../policy/facts';
import type { Target } from './category';
import type { OperationContext } from './context';
import { categoryOf, positionsOf, type Guard } from './enforce';
import { isGuarded, ROW, type Guarded, type RowTrace } from './row';
import { traceOf } from './row-reader';
import type { TracedType } from './fact-group';

type RootField = GraphQLField<unknown, OperationContext>;

const valueAt = (args: Record<string, unknown>, path: string): string => {
  let value: unknown = args;
  for (const key of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  if (typeof value !== 'string') throw new Error(`argument ${path} is missing`);
  return value;
};

const typeOf = (target: Exclude<Target, { kind: 'none' }>, args: Record<string, unknown>): string => {
  switch (target.kind) {
    case 'case':
      return 'Case';
    case 'record':
      return target.type;
    case 'any-record':
      return valueAt(args, target.typePath);
  }
};

/** Traced fields of every type, from the schema: the meaning of the bits in a row's trace. */
export const tracedTypes = (schema: GraphQLSchema): ReadonlyMap<string, TracedType> =>
  new Map(
    Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .map((type) => {
        const fields = [...positionsOf(type).keys()];
        const all = type.getFields();
        return [
          type.name,
          { fields, categories: fields.map((name) => String(all[name]?.extensions.category)) },
        ] as const;
      }),
  );

export interface GuardParts {
  readonly onFault: (error: unknown) => void;
}

/** Marks in the trace of a row that a field of it was asked for. */
const mark = (row: Guarded, position: number): RowTrace => {
  const trace = row[ROW];
  trace.asked |= 1 << position;
  return trace;
};

/** The seam between one profile's policy and the executed schema. */
export const createGuard = (policy: ProfilePolicy, parts: GuardParts): Guard<OperationContext> => {
  const refusals = new WeakMap<OperationContext, ErrorCode>();

  const rootFacts = async (
    target: Target | undefined,
    args: Record<string, unknown>,
    context: OperationContext,
  ): Promise<RowFacts | null> => {
    // An operation that concerns no case has no facts but the viewer's.
    if (target === undefined || target.kind === 'none') return NO_FACTS;
    const row = await context.rows.find(typeOf(target, args), valueAt(args, target.path));
    if (row === null) return null;
    context.trace.touch(row.$case);
    return traceOf(row).group.facts;
  };

  return {
    classify: (_type: GraphQLObjectType, field) =>
      policy.classify(categoryOf(field as GraphQLField<unknown, unknown>)),
    decide: (category, position, parent) => {
      if (!isGuarded(parent)) return policy.classify(category) === 'always';
      const { group, type } = mark(parent, position);
      return (group.open(type) & (1 << position)) !== 0;
    },
    withhold: (context, type, field, category, position, parent) => {
      if (isGuarded(parent)) mark(parent, position);
      else context.trace.withhold(type, field, category, parent);
      return null;
    },
    decideRoot: async (field: RootField, args, context) => {
      const category = categoryOf(field as GraphQLField<unknown, unknown>);
      if (policy.classify(category) === 'never') {
        refusals.set(context, 'SPONA_FORBIDDEN');
        return false;
      }
      const facts = await rootFacts(field.extensions.target, args, context);
      if (facts === null) {
        refusals.set(context, 'SPONA_NOT_FOUND');
        return false;
      }
      const disclosed = category === 'public' || policy.decide(category, facts).disclose;
      if (!disclosed) refusals.set(context, 'SPONA_FORBIDDEN');
      return disclosed;
    },
    refuseRoot: (_field, context) => {
      throw new SponaError(refusals.get(context) ?? 'SPONA_FORBIDDEN');
    },
    fault: parts.onFault,
  };
};

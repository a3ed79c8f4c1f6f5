import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLField,
  type GraphQLFieldResolver,
} from 'graphql';
import { deny, rule, shield } from 'graphql-shield';
import type { IMiddlewareGenerator } from 'graphql-middleware';
import type { Classification } from '../policy';
import { copySchema } from './copy-schema';

export interface Guard<C> {
  classify(type: GraphQLObjectType, field: GraphQLField<unknown, C>): Classification;
  /** Only the literal `true` discloses, whatever else comes back. `position` is the field's bit in its type's trace. */
  decide(category: string, position: number, parent: unknown, context: C): unknown;
  /** Records and answers a withheld field of a row. */
  withhold(
    context: C,
    type: string,
    field: string,
    category: string,
    position: number,
    parent: unknown,
  ): null;
  /** The whole decision on a root field, before anything runs. */
  decideRoot(field: GraphQLField<unknown, C>, args: Record<string, unknown>, context: C): Promise<unknown>;
  /** Ends a refused root field: throws. */
  refuseRoot(field: GraphQLField<unknown, C>, context: C): never;
  /** Told of an exception inside a decision, which withholds. */
  fault(error: unknown): void;
}

type Resolver<C> = GraphQLFieldResolver<unknown, C>;
type Field<C> = GraphQLField<unknown, C>;

export const categoryOf = (field: GraphQLField<unknown, unknown>): string => {
  const { category } = field.extensions;
  if (typeof category !== 'string') throw new Error(`field ${field.name} carries no category`);
  return category;
};

/** Positions of a type's guarded fields; the trace of a row is a set of these bits. */
export const positionsOf = (type: GraphQLObjectType): ReadonlyMap<string, number> =>
  new Map(
    Object.values(type.getFields())
      .filter((field) => field.extensions.category !== 'public' && field.extensions.rows !== true)
      .map((field, position) => [field.name, position]),
  );

const isRoot = (schema: GraphQLSchema, type: GraphQLObjectType): boolean =>
  type === schema.getQueryType() || type === schema.getMutationType();

const isEdge = (field: Field<never>): boolean =>
  isCompositeType(getNamedType(field.type)) && field.resolve !== undefined;

/** The decision on a field of a row. An exception inside it withholds. */
const discloses = <C>(
  guard: Guard<C>,
  category: string,
  position: number,
  parent: unknown,
  context: C,
): boolean => {
  try {
    return guard.decide(category, position, parent, context) === true;
  } catch (error) {
    guard.fault(error);
    return false;
  }
};

/** A synchronous guard: nothing that a plain field would not cost, but one decision read from the row's facts. */
const leafGuard = <C>(
  guard: Guard<C>,
  type: GraphQLObjectType,
  field: Field<C>,
  position: number,
): Resolver<C> => {
  const category = categoryOf(field as Field<unknown>);
  const { name } = field;
  const inner = field.resolve ?? defaultFieldResolver;
  return (parent, args, context, info) =>
    discloses(guard, category, position, parent, context)
      ? inner(parent, args, context, info)
      : guard.withhold(context, type.name, name, category, position, parent);
};

const neverGuard = <C>(
  guard: Guard<C>,
  type: GraphQLObjectType,
  field: Field<C>,
  position: number,
): Resolver<C> => {
  const category = categoryOf(field as Field<unknown>);
  return (parent, _args, context) =>
    guard.withhold(context, type.name, field.name, category, position, parent);
};

/** graphql-shield over the fields of `tree`; a denial is null, the resolver's own error stays an error. */
const shielded = (
  schema: GraphQLSchema,
  tree: Record<string, Record<string, ReturnType<ReturnType<typeof rule>>>>,
) => {
  const generator = shield(tree, {
    fallbackRule: deny,
    debug: false,
    allowExternalErrors: false,
    fallbackError: (error: unknown) => {
      if (error instanceof Error) throw error;
      return null as unknown as Error;
    },
  }) as unknown as IMiddlewareGenerator<unknown, unknown, unknown>;
  return generator.generate(schema) as Record<string, Record<string, ShieldMiddleware>>;
};

type ShieldMiddleware = (
  next: () => unknown,
  parent: unknown,
  args: unknown,
  context: unknown,
  info: unknown,
) => Promise<unknown>;

/** Runs the field behind its shield rule; `refused` answers where the rule did not let it run. */
const behindShield =
  <C>(
    middleware: ShieldMiddleware,
    inner: Resolver<C>,
    refused: (parent: unknown, context: C) => unknown,
  ): Resolver<C> =>
  async (parent, args, context, info) => {
    const state = { ran: false };
    const value = await middleware(
      () => {
        state.ran = true;
        return inner(parent, args, context, info);
      },
      parent,
      args,
      context,
      info,
    );
    return state.ran ? value : refused(parent, context);
  };

/**
 * The base schema, partially evaluated for one profile: what is always disclosed stays untouched, what never is becomes a constant
 * null, what depends on the row is guarded — root fields and relation edges by graphql-shield, leaves by a synchronous guard.
 * The only importer of graphql-shield. `everywhere` puts shield on every field instead: the differential test holds both equal.
 */
export const enforce = <C>(
  schema: GraphQLSchema,
  guard: Guard<C>,
  { everywhere = false } = {},
): GraphQLSchema => {
  const tree: Record<string, Record<string, ReturnType<ReturnType<typeof rule>>>> = {};
  const kinds = new Map<Field<C>, 'plain' | 'never' | 'leaf' | 'edge' | 'root'>();
  const positions = new Map<Field<C>, number>();

  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    const ofType = positionsOf(type);
    for (const field of Object.values(type.getFields()) as Field<C>[]) {
      const position = ofType.get(field.name) ?? -1;
      positions.set(field, position);
      const category = categoryOf(field as Field<unknown>);
      const label = `${type.name}.${field.name}`;
      if (isRoot(schema, type)) {
        kinds.set(field, 'root');
        (tree[type.name] ??= {})[field.name] = rule(label, { cache: 'no_cache' })(
          async (_parent: unknown, args: Record<string, unknown>, context: C) => {
            try {
              return (await guard.decideRoot(field, args, context)) === true;
            } catch (error) {
              guard.fault(error);
              return false;
            }
          },
        );
        continue;
      }
      const kind = guard.classify(type, field);
      if (category === 'public' || (field.extensions.rows === true && kind !== 'never')) {
        kinds.set(field, 'plain');
      } else if (kind === 'never' && (!everywhere || field.extensions.rows === true)) {
        kinds.set(field, 'never');
      } else if (kind === 'always' && !everywhere) {
        kinds.set(field, 'plain');
      } else if (everywhere || isEdge(field)) {
        kinds.set(field, 'edge');
        (tree[type.name] ??= {})[field.name] = rule(label, { cache: 'no_cache' })(
          (parent: unknown, _args: unknown, context: C) =>
            discloses(guard, category, position, parent, context),
        );
      } else {
        kinds.set(field, 'leaf');
      }
    }
  }

  const middlewares = shielded(schema, tree);
  const guarded = (type: GraphQLObjectType, field: Field<C>): Resolver<C> | undefined => {
    const position = positions.get(field) ?? -1;
    const middleware = middlewares[type.name]?.[field.name];
    const inner = field.resolve ?? defaultFieldResolver;
    switch (kinds.get(field)) {
      case 'plain':
        return field.resolve;
      case 'never':
        if (field.extensions.rows === true)
          return () => (isListType(getNullableType(field.type)) ? [] : null);
        return neverGuard(guard, type, field, position);
      case 'leaf':
        return leafGuard(guard, type, field, position);
      case 'edge':
        if (middleware === undefined) break;
        return behindShield(middleware, inner, (parent, context) =>
          guard.withhold(
            context,
            type.name,
            field.name,
            categoryOf(field as Field<unknown>),
            position,
            parent,
          ),
        );
      case 'root':
        if (middleware === undefined) break;
        return behindShield(middleware, inner, (_parent, context) => guard.refuseRoot(field, context));
      case undefined:
        break;
    }
    throw new Error(`${type.name}.${field.name} has no guard`);
  };
  return copySchema(
    schema,
    guarded as (type: GraphQLObjectType, field: Field<unknown>) => Resolver<unknown> | undefined,
  );
};

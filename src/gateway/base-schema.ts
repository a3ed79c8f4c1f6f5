import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import type { NonEmptyArray } from 'type-graphql';
import { CASEWORK_RESOLVERS } from '../casework';
import { GRANT_ROWS } from '../casework/grants';
import { CASE_ROWS } from '../casework/row-types';
import { EXCHANGE_RESOLVERS } from '../exchange';
import type { RowClass } from '../graphql/row-source';
import { buildHubSchema, type ResolverClass } from '../graphql/schema';
import { REGISTRY_RESOLVERS } from '../registry';
import { RECORD_TYPES } from '../sectors';

/** Every table of case content: the shared case, what opens parts of it, and the sectors' records. */
export const ROW_CLASSES: readonly RowClass[] = [...Object.values(CASE_ROWS), ...GRANT_ROWS, ...RECORD_TYPES];

/** The schema of the hub before any policy; what clients see, and what guarded schemas are made from. */
export const createBaseSchema = (): GraphQLSchema =>
  buildHubSchema([
    ...REGISTRY_RESOLVERS,
    ...CASEWORK_RESOLVERS,
    ...RECORD_TYPES.flatMap(({ resolvers }) => resolvers),
    ...EXCHANGE_RESOLVERS,
  ] as unknown as NonEmptyArray<ResolverClass>);

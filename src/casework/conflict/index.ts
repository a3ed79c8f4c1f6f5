import type { ResolverClass } from '../../graphql/schema';
import { CONFLICT_MUTATION_RESOLVERS } from './conflict-mutation';
import { CONFLICT_QUERY_RESOLVERS } from './conflict-query';

/** Conflict of interest: hints and locks, for the coordinator. */
export const CONFLICT_RESOLVERS: readonly ResolverClass[] = [
  ...CONFLICT_QUERY_RESOLVERS,
  ...CONFLICT_MUTATION_RESOLVERS,
];

import type { ResolverClass } from '../graphql/schema';
import { ACCESS_MUTATION_RESOLVERS } from './access-mutation';
import { AUDIT_TRAIL_RESOLVERS } from './audit/resolver';
import { CASE_ACCESS_RESOLVERS } from './case-access';
import { CASE_MUTATION_RESOLVERS } from './case-mutation';
import { CASE_QUERY_RESOLVERS } from './case-query';
import { HISTORY_RESOLVERS } from './history';
import { RELATIONSHIP_RESOLVERS } from './relationship-scope';

/** Every resolver of the shared case. */
export const CASEWORK_RESOLVERS: readonly ResolverClass[] = [
  ...CASE_QUERY_RESOLVERS,
  ...CASE_ACCESS_RESOLVERS,
  ...RELATIONSHIP_RESOLVERS,
  ...HISTORY_RESOLVERS,
  ...AUDIT_TRAIL_RESOLVERS,
  ...CASE_MUTATION_RESOLVERS,
  ...ACCESS_MUTATION_RESOLVERS,
];

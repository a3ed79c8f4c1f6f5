import type { ResolverClass } from '../graphql/schema';
import { ACCESS_MUTATION_RESOLVERS } from './access-mutation';
import { AUDIT_TRAIL_RESOLVERS } from './audit/resolver';
import { CASE_ACCESS_RESOLVERS } from './case-access';
import { CASE_MUTATION_RESOLVERS } from './case-mutation';
import { CASE_QUERY_RESOLVERS } from './case-query';
import { CONFLICT_RESOLVERS } from './conflict';
import { GRANT_RESOLVERS } from './grants';
import { EXPLAIN_RESOLVERS } from './explain';
import { historyResolver } from './history';
import { RELATIONSHIP_RESOLVERS } from './relationship-scope';
import { CASE_ROWS } from './row-types';

/** Every resolver of the shared case. */
export const CASEWORK_RESOLVERS: readonly ResolverClass[] = [
  ...CASE_QUERY_RESOLVERS,
  ...CASE_ACCESS_RESOLVERS,
  ...RELATIONSHIP_RESOLVERS,
  ...Object.values(CASE_ROWS).map(historyResolver),
  ...AUDIT_TRAIL_RESOLVERS,
  ...EXPLAIN_RESOLVERS,
  ...CASE_MUTATION_RESOLVERS,
  ...ACCESS_MUTATION_RESOLVERS,
  ...GRANT_RESOLVERS,
  ...CONFLICT_RESOLVERS,
];

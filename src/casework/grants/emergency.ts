import type { ResolverClass } from '../../graphql/schema';
import { EMERGENCY_MUTATION_RESOLVERS } from './emergency-mutation';
import { EMERGENCY_QUERY_RESOLVERS } from './emergency-query';
import { EMERGENCY_REQUEST_RESOLVERS } from './emergency-request';
import { PENDING_EMERGENCY_RESOLVERS } from './emergency-pending';

/** Emergency access: asking, approving, ending, reviewing, and what each side is told. */
export const EMERGENCY_RESOLVERS: readonly ResolverClass[] = [
  ...EMERGENCY_REQUEST_RESOLVERS,
  ...PENDING_EMERGENCY_RESOLVERS,
  ...EMERGENCY_QUERY_RESOLVERS,
  ...EMERGENCY_MUTATION_RESOLVERS,
];

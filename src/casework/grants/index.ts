import type { ResolverClass } from '../../graphql/schema';
import { EMERGENCY_RESOLVERS } from './emergency';

/** What opens single categories of a case for a time. */
export const GRANT_RESOLVERS: readonly ResolverClass[] = [...EMERGENCY_RESOLVERS];

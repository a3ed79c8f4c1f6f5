import type { ResolverClass } from '../../graphql/schema';
import { EXPLAIN_ACCESS_RESOLVERS } from './explain-access';
import { WHO_CAN_SEE_RESOLVERS } from './who-can-see';

/** Why somebody sees a datum, or does not; and who does. */
export const EXPLAIN_RESOLVERS: readonly ResolverClass[] = [
  ...EXPLAIN_ACCESS_RESOLVERS,
  ...WHO_CAN_SEE_RESOLVERS,
];

import type { ResolverClass } from '../graphql/schema';
import { DIRECTORY_RESOLVERS } from './directory';
import { FIELD_ACCESS_RESOLVERS } from './field-access';
import { VIEWER_RESOLVERS } from './viewer';

/** Every resolver of the registry, and of the viewer himself. */
export const REGISTRY_RESOLVERS: readonly ResolverClass[] = [
  ...VIEWER_RESOLVERS,
  ...DIRECTORY_RESOLVERS,
  ...FIELD_ACCESS_RESOLVERS,
];

import type { ResolverClass } from '../graphql/schema';
import { AGREEMENT_RESOLVERS } from './agreement-resolver';
import { REGISTERED_AGENCY_RESOLVERS } from './registered-agency';
import { REGISTRY_CHANGE_RESOLVERS } from './change/resolver';
import { DIRECTORY_RESOLVERS } from './directory';
import { FIELD_ACCESS_RESOLVERS } from './field-access';
import { VIEWER_RESOLVERS } from './viewer';

/** Every resolver of the registry, and of the viewer himself. */
export const REGISTRY_RESOLVERS: readonly ResolverClass[] = [
  ...VIEWER_RESOLVERS,
  ...DIRECTORY_RESOLVERS,
  ...FIELD_ACCESS_RESOLVERS,
  ...REGISTERED_AGENCY_RESOLVERS,
  ...REGISTRY_CHANGE_RESOLVERS,
  ...AGREEMENT_RESOLVERS,
];

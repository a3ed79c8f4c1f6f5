import type { RowClass } from '../../graphql/row-source';
import type { ResolverClass } from '../../graphql/schema';
import { CONSENT_ROW } from './consent';
import { CONSENT_MUTATION_RESOLVERS } from './consent-mutation';
import { CONSENT_QUERY_RESOLVERS } from './consent-query';
import { CONSENT_REGISTER_RESOLVERS } from './consent-register';
import { EMERGENCY_RESOLVERS } from './emergency';
import { MANDATE_ROW } from './mandate';
import { MANDATE_MUTATION_RESOLVERS } from './mandate-mutation';
import { MANDATE_QUERY_RESOLVERS } from './mandate-query';
import { RELEASE_MUTATION_RESOLVERS } from './release-mutation';
import { RELEASE_QUERY_RESOLVERS } from './release-query';

/** Rows of cases that the owner's functions alone write. */
export const GRANT_ROWS: readonly RowClass[] = [CONSENT_ROW, MANDATE_ROW];

/** What opens single categories of a case for a time. */
export const GRANT_RESOLVERS: readonly ResolverClass[] = [
  ...CONSENT_QUERY_RESOLVERS,
  ...CONSENT_REGISTER_RESOLVERS,
  ...CONSENT_MUTATION_RESOLVERS,
  ...EMERGENCY_RESOLVERS,
  ...MANDATE_QUERY_RESOLVERS,
  ...MANDATE_MUTATION_RESOLVERS,
  ...RELEASE_QUERY_RESOLVERS,
  ...RELEASE_MUTATION_RESOLVERS,
];

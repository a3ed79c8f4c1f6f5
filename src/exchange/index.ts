import type { ResolverClass } from '../graphql/schema';
import { IMPORT_RESOLVERS } from './intake/import-mutation';

/** Every resolver by which cases come in from other systems. */
export const EXCHANGE_RESOLVERS: readonly ResolverClass[] = [...IMPORT_RESOLVERS];

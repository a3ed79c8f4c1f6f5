import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { SponaError } from '../errors/spona-error';
import type { ServerLimits } from './server-config';

type Limit = 'depth' | 'aliases' | 'directives';

/** Reported and not thrown: what a rule throws leaves Apollo's validation as an internal failure. */
const refusing = (limit: Limit, allowed: number): object => ({
  n: allowed,
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null): void => {
      const originalError = new SponaError('SPONA_LIMIT', { extensions: { limit, allowed } });
      context?.reportError(new GraphQLError(originalError.message, { originalError }));
    },
  ],
});

/** Rules on the form of a document. Its tokens are counted by the parser, its cost once its variables are known. */
export const operationLimits = (limits: ServerLimits): ValidationRule[] =>
  new ApolloArmor({
    maxDepth: { ...refusing('depth', limits.depth), flattenFragments: true },
    maxAliases: refusing('aliases', limits.aliases),
    maxDirectives: refusing('directives', limits.directives),
    costLimit: { enabled: false },
    maxTokens: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect().validationRules;

import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Rows } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import type { ReadRow } from '../graphql/row-reader';
import type { ResolverClass } from '../graphql/schema';
import { CASE_ROWS } from './row-types';

/** `history` of the shared case's own rows; sector records get theirs by their registration. */
export const HISTORY_RESOLVERS: readonly ResolverClass[] = Object.values(CASE_ROWS).map(
  ({ type, entity, existence }) => {
    @Resolver(() => entity)
    class HistoryResolver {
      @Rows(existence)
      @FieldResolver(() => [entity], {
        name: 'history',
        description:
          'Former versions, newest first. A field shows what its category discloses under the facts then and now.',
      })
      async history(@Root() row: object, @Ctx() context: OperationContext): Promise<ReadRow[]> {
        return context.rows.historyOf(type, row);
      }
    }
    return HistoryResolver;
  },
);

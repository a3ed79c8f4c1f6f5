import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Rows } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import type { ReadRow } from '../graphql/row-reader';
import type { RowClass } from '../graphql/row-source';
import type { ResolverClass } from '../graphql/schema';

/** The field `history` of a kind of row: its former versions, of the same type as the row itself. */
export const historyResolver = ({
  type,
  entity,
  existence,
}: Pick<RowClass, 'type' | 'entity' | 'existence'>): ResolverClass => {
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
};

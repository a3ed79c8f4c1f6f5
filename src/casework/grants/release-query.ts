import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { loadBy } from '../../graphql/load-by';
import { DateTime } from '../../graphql/scalars';
import { Case } from '../case';
import { Release } from './release';
import { RELEASE_COLUMNS, RELEASE_JOINS, toldRelease, type ReleaseRow } from './release-told';

@ArgsType()
class ReleaseArgs {
  @Field(() => DateTime, { nullable: true, description: 'Released at this time or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Released before this time.' })
  to?: Date | null;
}

const OF_CASES = {
  name: 'releases-of-cases',
  text: `select r.case_id as key, ${RELEASE_COLUMNS} from releases_told($1::uuid[], null, null) r ${RELEASE_JOINS}
    order by r.released_at desc, r.id`,
} satisfies Statement;

const OVERSEEN: Statement = {
  name: 'overseen-releases',
  text: `select ${RELEASE_COLUMNS} from releases_told(null, $1, $2) r ${RELEASE_JOINS} order by r.released_at desc, r.id limit 200`,
};

const ONE: Statement = {
  name: 'release-by-id',
  text: `select ${RELEASE_COLUMNS} from releases_told(null, null, null) r ${RELEASE_JOINS} where r.id = $1`,
};

/** A release of the viewer's own desk by its id. */
export const releaseOf = async (context: OperationContext, id: string): Promise<Release | null> => {
  const [row] = await context.transaction.query<ReleaseRow>(ONE, [id]);
  return row === undefined ? null : toldRelease(context, row);
};

@Resolver()
class OverseenReleaseResolver {
  @Category('operation.releases')
  @Query(() => [Release], {
    nullable: true,
    description:
      'What duty desks released to officers, newest first, at most 200: to a desk what its agency released, to a coordinator what was released on cases of his area.',
  })
  async releases(
    @Args(() => ReleaseArgs) { from = null, to = null }: ReleaseArgs,
    @Ctx() context: OperationContext,
  ): Promise<Release[]> {
    const rows = await context.transaction.query<ReleaseRow>(OVERSEEN, [from, to]);
    for (const { caseId } of rows) context.trace.touch(caseId);
    return rows.map((row) => toldRelease(context, row));
  }
}

@Resolver(() => Case)
class CaseReleasesResolver {
  @Category('case.releases')
  @FieldResolver(() => [Release], {
    nullable: true,
    description:
      'What duty desks released on the case, newest first: to the holder what its own desk did, to an officer what was released to him.',
  })
  async releases(@Root() parent: Case, @Ctx() context: OperationContext): Promise<Release[]> {
    const rows = await loadBy<ReleaseRow & { readonly key: string }>(context, OF_CASES, parent.id);
    return rows.map((row) => toldRelease(context, row));
  }
}

export const RELEASE_QUERY_RESOLVERS = [OverseenReleaseResolver, CaseReleasesResolver];

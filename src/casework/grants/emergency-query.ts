import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { loadBy } from '../../graphql/load-by';
import { DateTime } from '../../graphql/scalars';
import { Case } from '../case';
import { EmergencyAccess } from './emergency-access';
import { TOLD, TOLD_JOINS, toldAccess, type ToldRow } from './emergency-told';

@ArgsType()
class EmergencyArgs {
  @Field(() => DateTime, { nullable: true, description: 'Opened at this time or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Opened before this time.' })
  to?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: those that are open now; false: those that have ended.',
  })
  open?: boolean | null;
}

const OF_CASES = {
  name: 'emergencies-of-cases',
  text: `select e.case_id as key, ${TOLD} from emergencies_told($1::uuid[], null, null) e ${TOLD_JOINS} order by e.opened_at desc, e.id`,
} satisfies Statement;

const OVERSEEN: Statement = {
  name: 'overseen-emergencies',
  text: `select ${TOLD} from emergencies_told(null, $1, $2) e ${TOLD_JOINS}
    where $3::boolean is null or (e.ends_at > now()) = $3 order by e.opened_at desc, e.id limit 200`,
};

@Resolver()
class OverseenEmergencyResolver {
  @Category('operation.emergency.overseen')
  @Query(() => [EmergencyAccess], {
    nullable: true,
    description:
      'Emergency accesses to cases of the own area, newest first, for who oversees the cooperation; at most 200. Those without a verdict are his to review.',
  })
  async emergencyAccesses(
    @Args(() => EmergencyArgs) { from = null, to = null, open = null }: EmergencyArgs,
    @Ctx() context: OperationContext,
  ): Promise<EmergencyAccess[]> {
    const rows = await context.transaction.query<ToldRow>(OVERSEEN, [from, to, open]);
    for (const { caseId } of rows) context.trace.touch(caseId);
    return rows.map((row) => toldAccess(context, row));
  }
}

@Resolver(() => Case)
class CaseEmergencyResolver {
  @Category('case.emergency')
  @FieldResolver(() => [EmergencyAccess], {
    nullable: true,
    description: 'The emergency accesses that were opened to the case, newest first.',
  })
  async emergencyAccesses(
    @Root() parent: Case,
    @Ctx() context: OperationContext,
  ): Promise<EmergencyAccess[]> {
    const rows = await loadBy<ToldRow & { readonly key: string }>(context, OF_CASES, parent.id);
    return rows.map((row) => toldAccess(context, row));
  }
}

export const EMERGENCY_QUERY_RESOLVERS = [OverseenEmergencyResolver, CaseEmergencyResolver];

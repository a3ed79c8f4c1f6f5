import { Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { PurposeEnum } from '../../graphql/enums';
import { DateTime } from '../../graphql/scalars';
import type { Purpose } from '../../policy/facts';
import { EmergencyStateEnum, type EmergencyState } from './emergency-enums';

/** A request as the one who made it sees it: the same whatever case it names, until it is opened. */
@ObjectType({
  simpleResolvers: true,
  description:
    'A request for emergency access, as the one who asked sees it. It looks the same whatever case it names.',
})
export class EmergencyRequest {
  @Category('public')
  @Field(() => ID, { description: 'Id of the request, and of the access it becomes.' })
  id!: string;

  @Category('public')
  @Field(() => ID, { description: 'The id that was asked for; there may be no such case.' })
  caseId!: string;

  @Category('public')
  @Field(() => String, { description: 'Why, as it was given.' })
  reason!: string;

  @Category('public')
  @Field(() => [String], { description: 'The categories that were asked for.' })
  categories!: string[];

  @Category('public')
  @Field(() => PurposeEnum, { description: 'The purpose of the request; what is opened is opened for it.' })
  purpose!: Purpose;

  @Category('public')
  @Field(() => Int, { description: 'For how many hours from the approval.' })
  hours!: number;

  @Category('public')
  @Field(() => DateTime, { description: 'When it was asked.' })
  requestedAt!: Date;

  @Category('public')
  @Field(() => EmergencyStateEnum, { description: 'What became of it.' })
  state!: EmergencyState;

  @Category('public')
  @Field(() => DateTime, { nullable: true, description: 'Until when it is open; null where it is not.' })
  until!: Date | null;
}

const OWN: Statement = {
  name: 'own-emergency-requests',
  text: `select r.id, r.case_id as "caseId", r.reason, r.categories, r.purpose, r.hours, r.requested_at as "requestedAt", r.state, r.until
    from own_emergency_requests() r where $1::uuid is null or r.id = $1 order by r.requested_at desc, r.id limit 100`,
};

/** The viewer's own requests, or the one with that id. No case is touched: the trace would tell which of them exist. */
export const ownRequests = async (
  { transaction }: OperationContext,
  id: string | null = null,
): Promise<EmergencyRequest[]> => transaction.query<EmergencyRequest>(OWN, [id]);

@Resolver()
class EmergencyRequestResolver {
  @Category('operation.emergency.own')
  @Query(() => [EmergencyRequest], {
    nullable: true,
    description: "The viewer's own requests for emergency access, newest first; at most 100.",
  })
  async ownEmergencyRequests(@Ctx() context: OperationContext): Promise<EmergencyRequest[]> {
    return ownRequests(context);
  }
}

export const EMERGENCY_REQUEST_RESOLVERS = [EmergencyRequestResolver];

import { Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { AgencyReference, type RegisteredAgency } from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { PurposeEnum } from '../../graphql/enums';
import { DateTime } from '../../graphql/scalars';
import type { Purpose } from '../../policy/facts';

/** A request as the one who may answer it sees it. */
@ObjectType({
  simpleResolvers: true,
  description: 'A request for emergency access to a case that the viewer works on, for him to answer.',
})
class PendingEmergency {
  @Category('public')
  @Field(() => ID, { description: 'Id of the request.' })
  id!: string;

  @Category('public')
  @Field(() => ID, { description: 'The case that it asks to be opened.' })
  caseId!: string;

  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency of who asks.' })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'Who asks; null where the agency is concealed.' })
  staffName!: string | null;

  @Category('public')
  @Field(() => String, { description: 'Why it is asked for, in the words of who asks.' })
  reason!: string;

  @Category('public')
  @Field(() => [String], { description: 'The categories that an approval would open.' })
  categories!: string[];

  @Category('public')
  @Field(() => PurposeEnum, { description: 'The purpose for which it would open them.' })
  purpose!: Purpose;

  @Category('public')
  @Field(() => Int, { description: 'For how many hours from the approval.' })
  hours!: number;

  @Category('public')
  @Field(() => DateTime, { description: 'When it was asked.' })
  requestedAt!: Date;

  @Category('public')
  @Field(() => DateTime, { description: 'After this it can be answered no more.' })
  expiresAt!: Date;
}

const PENDING: Statement = {
  name: 'answerable-emergencies',
  text: `select r.id as "requestId", r.case_id as "caseId", s.name as "staffName", r.reason, r.categories, r.purpose, r.hours,
      r.requested_at as "requestedAt", r.expires_at as "expiresAt", g.id, g.name, g.sector, g.concealed
    from answerable_emergencies() r join agency g on g.id = r.agency_id join staff s on s.id = r.staff_id
    order by r.requested_at, r.id limit 100`,
};

interface PendingRow extends Omit<PendingEmergency, 'id' | 'agency'>, RegisteredAgency {
  readonly requestId: string;
}

@Resolver()
class PendingEmergencyResolver {
  @Category('operation.emergency.pending')
  @Query(() => [PendingEmergency], {
    nullable: true,
    description:
      'Requests for emergency access by other agencies to cases that the viewer works on, oldest first; at most 100.',
  })
  async emergencyRequests(@Ctx() context: OperationContext): Promise<PendingEmergency[]> {
    const rows = await context.transaction.query<PendingRow>(PENDING, []);
    return rows.map(({ requestId, staffName, id, name, sector, concealed, ...request }) => {
      context.trace.touch(request.caseId);
      const agency = context.presentAgency({ id, name, sector, concealed }, request.caseId);
      return { ...request, id: requestId, agency, staffName: agency.concealed ? null : staffName };
    });
  }
}

export const PENDING_EMERGENCY_RESOLVERS = [PendingEmergencyResolver];

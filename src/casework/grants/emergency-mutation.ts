import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { ownerFunction, type OwnerFunction } from '../../db/owner-function';
import { invalid } from '../../errors/invalid';
import { SponaError } from '../../errors/spona-error';
import { Write } from '../../graphql/category';
import type { MutationContext } from '../../graphql/context';
import { isText, textRule } from '../../graphql/input-rules';
import { mutateQuietly } from '../../graphql/mutate';
import { checkCategories } from './emergency-categories';
import { EmergencyVerdictEnum, type EmergencyVerdict } from './emergency-enums';
import { EmergencyRequestInput } from './emergency-input';
import { EmergencyRequest, ownRequests } from './emergency-request';

const requestAccess = ownerFunction('request_emergency_access', 4);
const approveAccess = ownerFunction('approve_emergency_access', 1);
const refuseAccess = ownerFunction('refuse_emergency_access', 1);
const endAccess = ownerFunction<string | null>('end_emergency_access', 1);
const reviewAccess = ownerFunction('review_emergency_access', 3);

/** UTF-16 units. */
const MOST_OF_NOTE = 1_000;

/** Whoever sees the case needs no emergency; anybody else is answered alike. */
const refuseWhereOpen = async (context: MutationContext, caseId: string): Promise<void> => {
  if ((await context.rows.find('Case', caseId)) === null) return;
  throw invalid('input.caseId', 'This case is open to you as it is.');
};

/** Runs a function that answers the case where the viewer may know of it; the record of the operation then names it. */
const done = (
  context: MutationContext,
  change: OwnerFunction<string | null>,
  id: string,
  ...values: readonly unknown[]
): Promise<true> =>
  mutateQuietly(context, async () => {
    const caseId = await change(context.transaction, id, ...values);
    if (caseId !== null) context.trace.touch(caseId);
    return id;
  });

@Resolver()
class EmergencyMutationResolver {
  @Write('write.emergency.request', { kind: 'none' })
  @Mutation(() => EmergencyRequest, {
    nullable: true,
    description:
      'Asks for some categories of a case for some hours, because a life is in danger (GDPR art. 6(1)(d), ZZPL art. 12). The answer is the same whatever case is named, or none. SPONA_REVIEW where the review of an earlier one is overdue.',
  })
  async requestEmergencyAccess(
    @Arg('input', () => EmergencyRequestInput, { description: 'What, why and for how long.' })
    input: EmergencyRequestInput,
    @Ctx() context: MutationContext,
  ): Promise<EmergencyRequest> {
    let id = context.repeated;
    if (id === null) {
      const { caseId, reason, categories, hours } = input;
      checkCategories(context, categories);
      await refuseWhereOpen(context, caseId);
      id = await requestAccess(context.transaction, caseId, reason, categories, hours);
    }
    context.made = id;
    const [request] = await ownRequests(context, id);
    if (request === undefined) throw new SponaError('SPONA_NOT_FOUND');
    return request;
  }

  @Write('write.emergency.decide', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      "Opens to the one who asked, and to nobody else of that agency, what an emergency request names: from now, for its hours. It takes a person of another agency who works on the case. The coordinators of the case's area see it. True when it is done.",
  })
  async approveEmergencyAccess(
    @Arg('id', () => ID, { description: 'The request, one of `emergencyRequests`.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return done(context, approveAccess, id);
  }

  @Write('write.emergency.decide', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Refuses an emergency request. Who asked is told nothing: it looks like one that nobody answers. True when it is done.',
  })
  async refuseEmergencyAccess(
    @Arg('id', () => ID, { description: 'The request, one of `emergencyRequests`.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return done(context, refuseAccess, id);
  }

  @Write('write.emergency.end', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Ends an emergency access at once, or withdraws an own request: for who asked, the agency that approved, and coordinators. The next answer is made without it. True when it is done, also if it had ended before.',
  })
  async endEmergencyAccess(
    @Arg('id', () => ID, { description: 'The emergency access or request.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return done(context, endAccess, id);
  }

  @Write('write.emergency.review', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      "Gives the verdict on an emergency access that has ended; once. It is due within the hub's own term after the end. True when it is done.",
  })
  async reviewEmergencyAccess(
    @Arg('id', () => ID, { description: 'The emergency access.' }) id: string,
    @Arg('verdict', () => EmergencyVerdictEnum, { description: 'Justified or not.' })
    verdict: EmergencyVerdict,
    @Arg('note', () => String, { description: 'On what the verdict rests; 1 to 1000 characters.' })
    note: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    if (!isText(note, MOST_OF_NOTE)) throw invalid('note', textRule(MOST_OF_NOTE));
    return done(context, reviewAccess, id, verdict, note);
  }
}

export const EMERGENCY_MUTATION_RESOLVERS = [EmergencyMutationResolver];

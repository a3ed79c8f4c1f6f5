import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { ownerFunction } from '../db/owner-function';
import { SponaError } from '../errors/spona-error';
import { Category, Write } from '../graphql/category';
import type { MutationContext, OperationContext } from '../graphql/context';
import { Agreement, agreementsOf, MOST_AGREEMENTS } from './agreement';

const sign = ownerFunction('sign_agreement', 2);
const revoke = ownerFunction('revoke_agreement', 1);

/** Answers the agreement as it stands after the step; a repeat of an answered request makes nothing. */
const stepped = async (context: MutationContext, make: () => Promise<string>): Promise<Agreement> => {
  context.made = context.repeated ?? (await make());
  const [agreement] = await agreementsOf(context, context.made);
  if (agreement === undefined) throw new SponaError('SPONA_NOT_FOUND');
  return agreement;
};

@Resolver()
class AgreementResolver {
  @Category('operation.agreements')
  @Query(() => [Agreement], {
    nullable: true,
    description: `The agreements to which the viewer's agency is a party, newest first; a coordinator's are those of agencies of his area, an administrator's all. At most ${String(MOST_AGREEMENTS)}.`,
  })
  async agreements(@Ctx() context: OperationContext): Promise<Agreement[]> {
    return agreementsOf(context);
  }

  @Write('write.agreement', { kind: 'none' })
  @Mutation(() => Agreement, {
    nullable: true,
    description:
      "Signs an agreement for the viewer's agency: by its signatory's own token, in the version that was read (else SPONA_CONFLICT). It counts from the last signature on, and every hub obeys in its next answer. A party's second signature changes nothing; who signed for another party signs for no second one.",
  })
  async signAgreement(
    @Arg('id', () => ID, { description: 'The agreement, one of `agreements`.' }) id: string,
    @Arg('version', () => Int, { description: 'The version that was read.' }) version: number,
    @Ctx() context: MutationContext,
  ): Promise<Agreement> {
    return stepped(context, () => sign(context.transaction, id, version));
  }

  @Write('write.agreement', { kind: 'none' })
  @Mutation(() => Agreement, {
    nullable: true,
    description:
      "Revokes an agreement for good, signed or not: any party's signatory may, by the own token. From the same moment nothing opens under it.",
  })
  async revokeAgreement(
    @Arg('id', () => ID, { description: 'The agreement, one of `agreements`.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<Agreement> {
    return stepped(context, () => revoke(context.transaction, id));
  }
}

export const AGREEMENT_RESOLVERS = [AgreementResolver];

import { IsUUID } from 'class-validator';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, ID, Info, Query, Resolver } from 'type-graphql';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { DateTime } from '../../graphql/scalars';
import { RecordTypeEnum } from '../record-type-enum';
import { readSectors } from './facts-at';
import { policiesThen, requirePast, requireSince } from './instant';
import { isForPolicyAlone } from './question';
import { sightsOf } from './sight';
import { sightQuestion } from './sight-question';
import { WhoCanSee } from './sight-types';

@ArgsType()
class WhoCanSeeArgs {
  @IsUUID()
  @Field(() => ID, { description: 'The case: one of the own area, or one that the own agency reaches.' })
  caseId!: string;

  @Field(() => RecordTypeEnum, {
    nullable: true,
    description: 'Which kind of record; with its field, in place of a category.',
  })
  type?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of a field of that type which holds a datum: `level`.',
  })
  field?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A category of data, in place of type and field: `risk.level`.',
  })
  category?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'At which time; null for now. Nothing is foretold.' })
  at?: Date | null;
}

@Resolver()
class WhoCanSeeResolver {
  @Category('operation.explain')
  @Query(() => WhoCanSee, {
    nullable: true,
    description:
      'Who can see a datum of a case: to a coordinator every sector that reaches it, to a supervisor his own. Records about a protected reporter are left out of it. A case that is not open to him is SPONA_NOT_FOUND.',
  })
  async whoCanSee(
    @Args(() => WhoCanSeeArgs) args: WhoCanSeeArgs,
    @Ctx() context: OperationContext,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<WhoCanSee> {
    const { type = null, field = null, category = null, at = null } = args;
    const caseId = args.caseId.toLowerCase();
    requirePast(context, at);
    const facts = await readSectors(context, caseId, at);
    context.trace.touch(caseId);
    requireSince(facts.since, at);
    const policies = await policiesThen(context, at);
    const question = sightQuestion(context, schema, policies, { type, field, category });
    const byPolicy = isForPolicyAlone([policies, context.policies], question.category);
    return {
      level: byPolicy ? 'POLICY' : 'CASE',
      category: question.category,
      instant: at ?? context.transaction.instant,
      policyVersion: policies.version,
      sectors: sightsOf(policies, question, byPolicy ? null : facts.agencies),
    };
  }
}

export const WHO_CAN_SEE_RESOLVERS = [WhoCanSeeResolver];

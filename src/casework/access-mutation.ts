import { ArrayNotEmpty, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { Write } from '../graphql/category';
import type { MutationContext } from '../graphql/context';
import { enumOf, PurposeEnum } from '../graphql/enums';
import { mutate, mutateQuietly } from '../graphql/mutate';
import type { ReadRow } from '../graphql/row-reader';
import { SponaError } from '../errors/spona-error';
import type { Purpose } from '../policy/facts';
import { assignTie, deliverRecord, endScope, endTie, giveScope, lockStaff, unlockStaff } from './access';
import { Case } from './case';
import { DeliveryKindEnum, type DeliveryKind } from './case-enums';
import { RecordTypeEnum } from './record-type-enum';

const GIVEN_SCOPES = {
  LIAISON: 'Daily exchange between police, prosecution, court and social work (ZSNP art. 24).',
  CONFERENCE: 'Invitation to the group for coordination and cooperation (ZSNP art. 25).',
  REFERRAL: 'Referral of a victim or child, whom `subjectId` names (ZSNP art. 31).',
} as const;
type GivenScope = keyof typeof GIVEN_SCOPES;
const GivenScopeEnum = enumOf('GivenScope', GIVEN_SCOPES, 'Scopes that one agency gives to another.');

@InputType({
  description:
    'A scope for another agency. What may be given to whom, on which basis and how long is a closed table.',
})
class GiveScopeInput {
  @IsUUID()
  @Field(() => ID, { description: 'The case.' })
  caseId!: string;

  @IsUUID()
  @Field(() => ID, { description: 'The agency that shall reach it.' })
  agencyId!: string;

  @Field(() => GivenScopeEnum, { description: 'Why.' })
  scope!: GivenScope;

  @ArrayNotEmpty()
  @Field(() => [PurposeEnum], { description: 'For which purposes.' })
  purposes!: Purpose[];

  @IsInt()
  @Min(1)
  @Max(3650)
  @Field(() => Int, { description: 'For how many days from now.' })
  days!: number;

  @IsOptional()
  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description: 'For a REFERRAL, and only there: the victim or child who is referred.',
  })
  subjectId?: string | null;
}

@Resolver()
class AccessMutationResolver {
  @Write('write.scope', { kind: 'case', path: 'input.caseId' })
  @Mutation(() => Case, {
    nullable: true,
    description:
      'Lets another agency reach a case. It is SPONA_FORBIDDEN where the closed table has no such row; a scope received for a conference or by referral opens nothing onward.',
  })
  async giveScope(
    @Arg('input', () => GiveScopeInput, { description: 'The scope.' }) input: GiveScopeInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Case', async () => {
      await giveScope(context.transaction, input);
      return input.caseId;
    });
  }

  @Write('write.scope', { kind: 'case', path: 'caseId' })
  @Mutation(() => Case, {
    nullable: true,
    description:
      "Ends a scope of the case that the viewer's agency gave, or one that it received and no longer needs, at once. Answers the case, or null where the viewer reaches it no more.",
  })
  async endScope(
    @Arg('caseId', () => ID, { description: 'The case.' }) caseId: string,
    @Arg('id', () => ID, { description: 'The scope: the `id` of its `CaseAccess`.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow | null> {
    if (context.repeated === null) {
      const ended = await endScope(context.transaction, id);
      // The decision above was made on the case that the caller named: a scope of any other is not his to end by it.
      if (ended !== caseId.toLowerCase()) throw new SponaError('SPONA_NOT_FOUND');
    }
    context.made = caseId;
    context.rows.forget();
    return context.rows.byId('Case', caseId);
  }

  @Write('write.tie', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      "Assigns a case to a unit or to a person of the viewer's own agency; give exactly one. True when it is done.",
  })
  async assignCase(
    @Arg('caseId', () => ID, { description: 'The case.' }) caseId: string,
    @Arg('unitId', () => ID, { nullable: true, description: 'A unit of the own agency.' })
    unitId: string | null,
    @Arg('staffId', () => ID, { nullable: true, description: 'A staff member of the own agency.' })
    staffId: string | null,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    context.trace.touch(caseId);
    return mutateQuietly(context, () =>
      assignTie(context.transaction, caseId, unitId ?? null, staffId ?? null),
    );
  }

  @Write('write.tie', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description: 'Ends an assignment of the own agency. True when it is done.',
  })
  async endAssignment(
    @Arg('id', () => ID, { description: 'The assignment.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return mutateQuietly(context, async () => {
      const caseId = await endTie(context.transaction, id);
      context.trace.touch(caseId);
      return caseId;
    });
  }

  @Write('write.lock', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Locks a staff member out of a case for a conflict of interest: for that person the case does not exist. True when it is done.',
  })
  async lockStaff(
    @Arg('caseId', () => ID, { description: 'The case.' }) caseId: string,
    @Arg('staffId', () => ID, { description: 'The staff member.' }) staffId: string,
    @Arg('reason', () => String, { description: 'What the conflict of interest is.' })
    reason: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    context.trace.touch(caseId);
    return mutateQuietly(context, async () => {
      await lockStaff(context.transaction, caseId, staffId, reason);
      return caseId;
    });
  }

  @Write('write.unlock', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description: 'Ends a lock; it takes a coordinator other than who locked. True when it is done.',
  })
  async unlockStaff(
    @Arg('caseId', () => ID, { description: 'The case.' }) caseId: string,
    @Arg('staffId', () => ID, { description: 'The staff member.' }) staffId: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    context.trace.touch(caseId);
    return mutateQuietly(context, async () => {
      await unlockStaff(context.transaction, caseId, staffId);
      return caseId;
    });
  }

  @Write('write.delivery', { kind: 'any-record', path: 'id', typePath: 'type' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Delivers a record of the own agency to another, files it with a court, or names another as executor. What a prosecutor files takes its parties along: the person it is about and the respondents. True when it is done.',
  })
  async deliverRecord(
    @Arg('type', () => RecordTypeEnum, { description: 'Which kind of record it is.' }) type: string,
    @Arg('id', () => ID, { description: 'The record.' }) id: string,
    @Arg('agencyId', () => ID, { description: 'The addressee.' }) agencyId: string,
    @Arg('kind', () => DeliveryKindEnum, { description: 'Delivered, filed, or to be executed.' })
    kind: DeliveryKind,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return mutateQuietly(context, async () => {
      await deliverRecord(context.transaction, context.rows.source(type).table, id, agencyId, kind);
      return id;
    });
  }
}

export const ACCESS_MUTATION_RESOLVERS = [AccessMutationResolver];

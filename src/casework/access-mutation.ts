import { ArrayNotEmpty, ArrayUnique, IsInt, IsUUID, Max, Min } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { Write } from '../graphql/category';
import type { MutationContext } from '../graphql/context';
import { enumOf, PurposeEnum } from '../graphql/enums';
import { mutate, mutateQuietly } from '../graphql/mutate';
import type { ReadRow } from '../graphql/row-reader';
import { invalid } from '../errors/invalid';
import { SponaError } from '../errors/spona-error';
import { isText, textRule } from '../graphql/input-rules';
import type { Purpose } from '../policy/facts';
import {
  assignTie,
  deliverRecord,
  endScope,
  endTie,
  giveScope,
  lockStaff,
  requireOfCase,
  unlockStaff,
} from './access';
import { Case } from './case';
import { DeliveryKindEnum } from './case-enums';
import type { DeliveryKind } from './case-values';
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
  @Field(() => ID, { description: 'Id of the case that the agency shall reach.' })
  caseId!: string;

  @IsUUID()
  @Field(() => ID, { description: 'Id of the agency that shall reach the case.' })
  agencyId!: string;

  @Field(() => GivenScopeEnum, { description: 'Why the agency shall reach the case.' })
  scope!: GivenScope;

  @ArrayNotEmpty()
  @ArrayUnique()
  @Field(() => [PurposeEnum], {
    description: 'For which purposes, each once; the table allows no others than those of the scope.',
  })
  purposes!: Purpose[];

  @IsInt()
  @Min(1)
  @Max(3650)
  @Field(() => Int, {
    description: 'For how many days of 24 hours from now, 1 to 3650; the table sets the most for each scope.',
  })
  days!: number;

  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the victim or child who is referred; for a REFERRAL, and only there.',
  })
  subjectId?: string | null;
}

/** UTF-16 units. */
const MOST_OF_REASON = 1_000;
const ONE_OF_TWO = 'Name a unit or a staff member, one of them.';

/** A case is entered in the record once something was done on it: of one that is not there for the viewer, its record would tell why. */
@Resolver()
class AccessMutationResolver {
  @Write('write.scope', { kind: 'case', path: 'input.caseId' })
  @Mutation(() => Case, {
    nullable: true,
    description:
      'Lets another agency reach a case. It is SPONA_FORBIDDEN where the closed table has no such row; a scope received for a conference or by referral opens nothing onward.',
  })
  async giveScope(
    @Arg('input', () => GiveScopeInput, { description: 'To whom, why, for what and how long.' })
    input: GiveScopeInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Case', async () => {
      const { subjectId } = input;
      if (typeof subjectId === 'string')
        await requireOfCase(context, 'Participant', input.caseId.toLowerCase(), subjectId, 'input.subjectId');
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
    @Arg('caseId', () => ID, { description: 'Id of the case that the scope opens.' }) caseId: string,
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
    @Arg('caseId', () => ID, { description: 'Id of the case that is assigned.' }) caseId: string,
    @Arg('unitId', () => ID, { nullable: true, description: 'Id of a unit of the own agency.' })
    unitId: string | null,
    @Arg('staffId', () => ID, { nullable: true, description: 'Id of a staff member of the own agency.' })
    staffId: string | null,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    if (typeof (unitId ?? undefined) === typeof (staffId ?? undefined)) throw invalid('unitId', ONE_OF_TWO);
    return mutateQuietly(context, async () => {
      const tie = await assignTie(context.transaction, caseId, unitId ?? null, staffId ?? null);
      context.trace.touch(caseId);
      return tie;
    });
  }

  @Write('write.tie', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description: 'Ends an assignment of the own agency. True when it is done.',
  })
  async endAssignment(
    @Arg('id', () => ID, { description: 'Id of the assignment.' }) id: string,
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
    @Arg('caseId', () => ID, { description: 'Id of the case that the person is locked out of.' })
    caseId: string,
    @Arg('staffId', () => ID, { description: 'Id of the staff member.' }) staffId: string,
    @Arg('reason', () => String, {
      description: 'What the conflict of interest is, in at most 1000 characters.',
    })
    reason: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    if (!isText(reason, MOST_OF_REASON)) throw invalid('reason', textRule(MOST_OF_REASON));
    return mutateQuietly(context, async () => {
      await lockStaff(context.transaction, caseId, staffId, reason);
      context.trace.touch(caseId);
      return caseId;
    });
  }

  @Write('write.unlock', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description: 'Ends a lock; it takes a coordinator other than who locked. True when it is done.',
  })
  async unlockStaff(
    @Arg('caseId', () => ID, { description: 'Id of the case that is opened to the person again.' })
    caseId: string,
    @Arg('staffId', () => ID, { description: 'Id of the staff member.' }) staffId: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return mutateQuietly(context, async () => {
      await unlockStaff(context.transaction, caseId, staffId);
      context.trace.touch(caseId);
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
    @Arg('id', () => ID, { description: 'Id of the record.' }) id: string,
    @Arg('agencyId', () => ID, { description: 'Id of the agency that the record goes to.' }) agencyId: string,
    @Arg('kind', () => DeliveryKindEnum, { description: 'How the record reaches the agency.' })
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

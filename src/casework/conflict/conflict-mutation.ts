import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { SponaError } from '../../errors/spona-error';
import { Write } from '../../graphql/category';
import type { MutationContext } from '../../graphql/context';
import { mutateQuietly } from '../../graphql/mutate';
import { isUuid } from '../../lib/uuid';

/** The owner's functions that decide hints and end locks; each takes an id and answers the case. */
const call = (name: 'confirm_conflict' | 'dismiss_conflict' | 'end_lock'): Statement => ({
  name: `call-${name}`,
  text: `select ${name}($1) as "caseId"`,
});
const CONFIRM = call('confirm_conflict');
const DISMISS = call('dismiss_conflict');
const END_LOCK = call('end_lock');

const decide = (context: MutationContext, statement: Statement, id: string): Promise<true> =>
  mutateQuietly(context, async () => {
    if (!isUuid(id)) throw new SponaError('SPONA_NOT_FOUND');
    const [row] = await context.transaction.query<{ caseId: string }>(statement, [id]);
    if (row === undefined) throw new Error('the function answered nothing');
    context.trace.touch(row.caseId);
    return id;
  });

@Resolver()
class ConflictMutationResolver {
  @Write('write.conflict', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Says that the staff member of an open hint is a person of the case: for him, and for his unit where the rule says so, the case does not exist from now on. True when it is done.',
  })
  async confirmConflict(
    @Arg('id', () => ID, { description: 'The hint: the `id` of its `ConflictHint`.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return decide(context, CONFIRM, id);
  }

  @Write('write.conflict', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Says that the staff member of an open hint is another person of the same name. True when it is done.',
  })
  async dismissConflict(
    @Arg('id', () => ID, { description: 'The hint: the `id` of its `ConflictHint`.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return decide(context, DISMISS, id);
  }

  @Write('write.unlock', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Ends one lock, of a person or of a unit; it takes a coordinator other than who locked or confirmed. What the hub locked by itself any coordinator of the area ends. True when it is done.',
  })
  async endLock(
    @Arg('id', () => ID, { description: 'The lock: the `id` of its `CaseLock`.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return decide(context, END_LOCK, id);
  }
}

export const CONFLICT_MUTATION_RESOLVERS = [ConflictMutationResolver];

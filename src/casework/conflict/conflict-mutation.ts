import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { ownerFunction, type OwnerFunction } from '../../db/owner-function';
import { Write } from '../../graphql/category';
import type { MutationContext } from '../../graphql/context';
import { mutateQuietly } from '../../graphql/mutate';

// Each takes an id and answers the case.
const confirm = ownerFunction('confirm_conflict', 1);
const dismiss = ownerFunction('dismiss_conflict', 1);
const endLock = ownerFunction('end_lock', 1);

const decide = (context: MutationContext, decision: OwnerFunction, id: string): Promise<true> =>
  mutateQuietly(context, async () => {
    context.trace.touch(await decision(context.transaction, id));
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
    return decide(context, confirm, id);
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
    return decide(context, dismiss, id);
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
    return decide(context, endLock, id);
  }
}

export const CONFLICT_MUTATION_RESOLVERS = [ConflictMutationResolver];

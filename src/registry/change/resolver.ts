import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ownerFunction, type OwnerFunction } from '../../db/owner-function';
import { SponaError } from '../../errors/spona-error';
import { Category, Write } from '../../graphql/category';
import type { MutationContext, OperationContext } from '../../graphql/context';
import { MOST_CHANGES, RegistryChange, registryChanges } from './change';
import { RegistryChangeInput } from './input';
import { RegistryChangeStatusEnum, type RegistryChangeStatus } from './kinds';
import { planChange } from './plan';

const propose = ownerFunction('propose_registry_change', 3);
const approve = ownerFunction('approve_registry_change', 1);
const withdraw = ownerFunction('withdraw_registry_change', 1);

/** Makes a step of a change and answers the change as it then stands; a repeat of an answered request makes nothing. */
const stepped = async (context: MutationContext, make: () => Promise<string>): Promise<RegistryChange> => {
  context.made = context.repeated ?? (await make());
  const [change] = await registryChanges(context, { id: context.made });
  if (change === undefined) throw new SponaError('SPONA_NOT_FOUND');
  return change;
};

const decided = (context: MutationContext, decide: OwnerFunction, id: string): Promise<RegistryChange> =>
  stepped(context, () => decide(context.transaction, id));

@Resolver()
class RegistryChangeResolver {
  @Category('operation.registry.changes')
  @Query(() => [RegistryChange], {
    nullable: true,
    description: `Changes of the registry, newest first; at most ${String(MOST_CHANGES)}. For its administrators.`,
  })
  async registryChanges(
    @Arg('status', () => RegistryChangeStatusEnum, {
      nullable: true,
      description: 'Only those of which this became.',
    })
    status: RegistryChangeStatus | null,
    @Ctx() context: OperationContext,
  ): Promise<RegistryChange[]> {
    return registryChanges(context, { status: status ?? null });
  }

  @Write('write.registry.propose', { kind: 'none' })
  @Mutation(() => RegistryChange, {
    nullable: true,
    description:
      'Proposes a change of the registry; nothing changes until another administrator approves it. SPONA_INVALID tells all that is wrong with it, SPONA_NOT_FOUND that there is nothing with this id.',
  })
  async proposeRegistryChange(
    @Arg('input', () => RegistryChangeInput, { description: 'What shall change.' })
    input: RegistryChangeInput,
    @Ctx() context: MutationContext,
  ): Promise<RegistryChange> {
    return stepped(context, async () => {
      const { kind, targetId, patch } = await planChange(context, input);
      return propose(context.transaction, kind, targetId, JSON.stringify(patch));
    });
  }

  @Write('write.registry.decide', { kind: 'none' })
  @Mutation(() => RegistryChange, {
    nullable: true,
    description:
      'Puts a proposed change in force, whole and at once; every hub obeys in its next answer. It takes an administrator other than who proposed it and other than whom it is about. SPONA_CONFLICT where its target, what it refers to or the right of who proposed it has changed since: withdraw it and propose anew. SPONA_FORBIDDEN, too, where fewer than two administrators would be left.',
  })
  async approveRegistryChange(
    @Arg('id', () => ID, { description: 'The change, one of `registryChanges` that are `PROPOSED`.' })
    id: string,
    @Ctx() context: MutationContext,
  ): Promise<RegistryChange> {
    return decided(context, approve, id);
  }

  @Write('write.registry.decide', { kind: 'none' })
  @Mutation(() => RegistryChange, {
    nullable: true,
    description:
      'Takes back a proposed change, or turns down that of another administrator, except by whom it is about. It stays on record.',
  })
  async withdrawRegistryChange(
    @Arg('id', () => ID, { description: 'The change, one of `registryChanges` that are `PROPOSED`.' })
    id: string,
    @Ctx() context: MutationContext,
  ): Promise<RegistryChange> {
    return decided(context, withdraw, id);
  }
}

export const REGISTRY_CHANGE_RESOLVERS = [RegistryChangeResolver];

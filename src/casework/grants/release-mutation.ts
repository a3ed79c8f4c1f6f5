import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { ownerFunction } from '../../db/owner-function';
import { SponaError } from '../../errors/spona-error';
import { Write } from '../../graphql/category';
import type { MutationContext } from '../../graphql/context';
import { mutateQuietly } from '../../graphql/mutate';
import { Release } from './release';
import { checkRelease } from './release-check';
import { ReleaseInput } from './release-input';
import { releaseOf } from './release-query';

const releaseToOfficer = ownerFunction('release_to_officer', 6);
const endRelease = ownerFunction('end_release', 1);

@Resolver()
class ReleaseMutationResolver {
  @Write('write.release', { kind: 'none' })
  @Mutation(() => Release, {
    nullable: true,
    description:
      "Releases some categories of a record that the own agency holds to one officer, for one event: for the duty desk, by the person's own token. It opens them to nobody else of the officer's agency, and to him by his own token alone. SPONA_NOT_FOUND where the agency holds no such record, SPONA_FORBIDDEN where the officer does not reach the case.",
  })
  async releaseToOfficer(
    @Arg('input', () => ReleaseInput, { description: 'What, to whom, why and for how long.' })
    input: ReleaseInput,
    @Ctx() context: MutationContext,
  ): Promise<Release> {
    let id = context.repeated;
    if (id === null) {
      await checkRelease(context, input);
      const { table } = context.rows.source(input.type);
      id = await releaseToOfficer(
        context.transaction,
        table,
        input.id,
        input.categories,
        input.staffId,
        input.reason,
        input.hours,
      );
    }
    context.made = id;
    const release = await releaseOf(context, id);
    if (release === null) throw new SponaError('SPONA_NOT_FOUND');
    context.trace.touch(release.caseId);
    return release;
  }

  @Write('write.release', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Ends a release of the own agency at once: the next answer is made without it. True when it is done, also if it had ended before.',
  })
  async endRelease(
    @Arg('id', () => ID, { description: 'Id of the release that ends.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return mutateQuietly(context, async () => {
      context.trace.touch(await endRelease(context.transaction, id));
      return id;
    });
  }
}

export const RELEASE_MUTATION_RESOLVERS = [ReleaseMutationResolver];

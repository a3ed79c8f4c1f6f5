import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Write } from '../../graphql/category';
import type { MutationContext } from '../../graphql/context';
import { mutate, mutateQuietly } from '../../graphql/mutate';
import type { ReadRow } from '../../graphql/row-reader';
import { Consent } from './consent';
import { checkConsent, noGiver } from './consent-check';
import { RecordConsentInput } from './consent-input';
import { ownerFunction } from '../../db/owner-function';

const recordConsent = ownerFunction<string | null>('record_consent', 10);
const confirmConsent = ownerFunction('confirm_consent', 1);
const withdrawConsent = ownerFunction('withdraw_consent', 1);

@Resolver()
class ConsentMutationResolver {
  @Write('write.consent', { kind: 'case', path: 'input.caseId' })
  @Mutation(() => Consent, {
    nullable: true,
    description:
      'Records what a person agreed to, or what was agreed to for a child (GDPR arts 7, 8). It is in force at once, or once confirmed where the own agency is a recipient. A category that no rule opens by consent, a time that does not fit, or somebody who cannot give it is SPONA_INVALID.',
  })
  async recordConsent(
    @Arg('input', () => RecordConsentInput, { description: 'What was agreed to.' }) input: RecordConsentInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Consent', async () => {
      await checkConsent(context, input);
      const id = await recordConsent(
        context.transaction,
        input.caseId,
        input.subjectId,
        input.kind,
        input.categories,
        input.recipientIds,
        input.representativeId ?? null,
        input.form,
        input.place,
        input.givenAt,
        input.until,
      );
      if (id === null) throw noGiver();
      return id;
    });
  }

  @Write('write.consent.confirm', { kind: 'record', path: 'id', type: 'Consent' })
  @Mutation(() => Consent, {
    nullable: true,
    description:
      'Confirms a consent whose recorder is a recipient too: the agency that entered the person has asked her. It is in force from then on. Where there is nothing to confirm, nothing changes.',
  })
  async confirmConsent(
    @Arg('id', () => ID, { description: 'The consent that waits for it.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Consent', async () => {
      await confirmConsent(context.transaction, id);
      return id;
    });
  }

  @Write('write.consent.withdraw', { kind: 'none' })
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      "Withdraws a consent at the person's will (GDPR art. 7(3)): at the agency that recorded it, at the one that entered her, or at any whose client she is. What rested on it alone is closed in the next answer. True when it is done, also if it had ended before; SPONA_NOT_FOUND where the viewer has none to withdraw.",
  })
  async withdrawConsent(
    @Arg('id', () => ID, { description: 'The consent, of which the viewer need not know more than this.' })
    id: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    return mutateQuietly(context, async () => {
      const caseId = await withdrawConsent(context.transaction, id);
      context.trace.touch(caseId);
      return id;
    });
  }
}

export const CONSENT_MUTATION_RESOLVERS = [ConsentMutationResolver];

import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { ownerFunction } from '../../db/owner-function';
import { Write } from '../../graphql/category';
import type { MutationContext } from '../../graphql/context';
import { mutate } from '../../graphql/mutate';
import type { ReadRow } from '../../graphql/row-reader';
import { Mandate } from './mandate';
import { checkMandate } from './mandate-check';
import { RecordMandateInput } from './mandate-input';

const recordMandate = ownerFunction('record_mandate', 11);
const confirmMandate = ownerFunction('confirm_mandate', 1);
const endMandate = ownerFunction('end_mandate', 1);

@Resolver()
class MandateMutationResolver {
  @Write('write.mandate', { kind: 'case', path: 'input.caseId' })
  @Mutation(() => Mandate, {
    nullable: true,
    description:
      'Records an order of the own court, or a statutory request of the own agency (PZ art. 286, ZKP art. 282). It gives no reach: an addressee without a scope of its own finds no case. A category that no rule opens by a mandate, or a time that does not fit, is SPONA_INVALID; agencies or a length that the closed table does not have are SPONA_FORBIDDEN.',
  })
  async recordMandate(
    @Arg('input', () => RecordMandateInput, { description: 'What is ordered or asked for.' })
    input: RecordMandateInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Mandate', async () => {
      await checkMandate(context, input);
      const { record } = input;
      const named = record === null || record === undefined ? null : record;
      return recordMandate(
        context.transaction,
        input.caseId,
        input.kind,
        input.reference,
        input.holderId,
        input.addresseeId,
        input.categories,
        named === null ? null : context.rows.source(named.type).table,
        named?.id ?? null,
        input.subjectId ?? null,
        input.startsAt,
        input.until,
      );
    });
  }

  @Write('write.mandate.confirm', { kind: 'record', path: 'id', type: 'Mandate' })
  @Mutation(() => Mandate, {
    nullable: true,
    description:
      'Confirms a statutory request for records of the own agency, which is in force from then on. Where there is nothing to confirm, nothing changes.',
  })
  async confirmMandate(
    @Arg('id', () => ID, { description: 'Id of the request that is confirmed.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Mandate', () => confirmMandate(context.transaction, id));
  }

  @Write('write.mandate.end', { kind: 'record', path: 'id', type: 'Mandate' })
  @Mutation(() => Mandate, {
    nullable: true,
    description:
      'Ends a mandate of the own agency before its time: the order was revoked, the request is settled. What rested on it alone is closed in the next answer. Where it has ended, nothing changes.',
  })
  async endMandate(
    @Arg('id', () => ID, { description: 'Id of the order or request that ends.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Mandate', () => endMandate(context.transaction, id));
  }
}

export const MANDATE_MUTATION_RESOLVERS = [MandateMutationResolver];

import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { agencyJson, AgencyReference, type RegisteredAgency } from '../../graphql/agency-reference';
import { Category, Rows } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { loadBy } from '../../graphql/load-by';
import type { ReadRow } from '../../graphql/row-reader';
import { DateTime } from '../../graphql/scalars';
import { Case } from '../case';
import { Participant } from '../participant';
import { Mandate } from './mandate';
import { presentNamed } from './named-agency';

// One row a mandate: its two agencies, and what became of it.
const STATES = {
  name: 'states-of-mandates',
  text: `select m.id as key, c.at as "confirmedAt", e.at as "endedAt",
      (m.kind = 'COURT_ORDER' or c.at is not null) and e.at is null and m.starts_at <= now() and m.until > now() as "inForce",
      ${agencyJson('h')} as holder,
      ${agencyJson('a')} as addressee
    from mandate m join agency h on h.id = m.holder_id join agency a on a.id = m.addressee_id
    left join mandate_event c on c.mandate_id = m.id and c.kind = 'CONFIRMED'
    left join mandate_event e on e.mandate_id = m.id and e.kind = 'ENDED'
    where m.id = any ($1::uuid[])`,
} satisfies Statement;

interface State {
  readonly key: string;
  readonly confirmedAt: Date | null;
  readonly endedAt: Date | null;
  readonly inForce: boolean;
  readonly holder: RegisteredAgency;
  readonly addressee: RegisteredAgency;
}

const stateOf = async (context: OperationContext, { id }: Mandate): Promise<State> => {
  const [state] = await loadBy<State>(context, STATES, id);
  if (state === undefined) throw new Error('a mandate without a state');
  return state;
};

@Resolver(() => Mandate)
class MandateResolver {
  @Category('operation.case')
  @Query(() => Mandate, {
    nullable: true,
    description: 'One mandate by its id; null where the viewer has none.',
  })
  async mandate(
    @Arg('id', () => ID, { description: 'Id of the mandate.' }) id: string,
    @Ctx() context: OperationContext,
  ): Promise<ReadRow | null> {
    return context.rows.byId('Mandate', id);
  }

  @Rows('existence')
  @FieldResolver(() => Participant, {
    nullable: true,
    description:
      'The person whom alone it is about; null where it is about whomever, or the viewer may not know of the person.',
  })
  async subject(@Root() mandate: Mandate, @Ctx() context: OperationContext): Promise<ReadRow | null> {
    const { subjectId } = mandate;
    return subjectId === null ? null : context.rows.oneOfCase('Participant', mandate, subjectId);
  }

  @Category('mandate.scope')
  @FieldResolver(() => AgencyReference, { nullable: true, description: 'The agency whose records it opens.' })
  async holder(@Root() mandate: Mandate, @Ctx() context: OperationContext): Promise<AgencyReference> {
    const { holder } = await stateOf(context, mandate);
    return presentNamed(context, holder, mandate);
  }

  @Category('mandate.scope')
  @FieldResolver(() => AgencyReference, { nullable: true, description: 'The agency to which it opens them.' })
  async addressee(@Root() mandate: Mandate, @Ctx() context: OperationContext): Promise<AgencyReference> {
    const { addressee } = await stateOf(context, mandate);
    return presentNamed(context, addressee, mandate);
  }

  @Category('mandate.scope')
  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When the holder confirmed it; null where it has not, or needs not.',
  })
  async confirmedAt(@Root() mandate: Mandate, @Ctx() context: OperationContext): Promise<Date | null> {
    return (await stateOf(context, mandate)).confirmedAt;
  }

  @Category('mandate.scope')
  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When who made it ended it; null where that has not happened.',
  })
  async endedAt(@Root() mandate: Mandate, @Ctx() context: OperationContext): Promise<Date | null> {
    return (await stateOf(context, mandate)).endedAt;
  }

  @Category('mandate.scope')
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether it opens anything now: confirmed where it must be, begun, not ended.',
  })
  async inForce(@Root() mandate: Mandate, @Ctx() context: OperationContext): Promise<boolean> {
    return (await stateOf(context, mandate)).inForce;
  }
}

@Resolver(() => Case)
class CaseMandatesResolver {
  @Rows('mandate.existence')
  @FieldResolver(() => [Mandate], {
    description:
      "Court orders and statutory requests in the case that the viewer's agency made, that open its records, or that open records to it.",
  })
  async mandates(@Root() parent: Case, @Ctx() context: OperationContext): Promise<ReadRow[]> {
    return context.rows.ofCase('Mandate', parent);
  }
}

export const MANDATE_QUERY_RESOLVERS = [MandateResolver, CaseMandatesResolver];

import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { AgencyReference, byToldName, type RegisteredAgency } from '../../graphql/agency-reference';
import { Category, Rows } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { loadBy } from '../../graphql/load-by';
import type { ReadRow } from '../../graphql/row-reader';
import { DateTime } from '../../graphql/scalars';
import { Case } from '../case';
import { Participant } from '../participant';
import { Consent } from './consent';
import { presentNamed } from './named-agency';

/** Which agency confirmed or withdrew a consent, and when. */
@ObjectType({ simpleResolvers: true, description: 'What became of a consent: at which agency, and when.' })
class ConsentEvent {
  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency at which it was done.' })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => DateTime, { description: 'When it was done there.' })
  doneAt!: Date;
}

const IN_FORCE = {
  name: 'consents-in-force',
  text: 'select f.id as key from consents_in_force($1::uuid[]) f(id)',
} satisfies Statement;

// Who recorded it and who entered the person know all its recipients; a recipient knows himself.
const RECIPIENTS = {
  name: 'recipients-of-consents',
  text: `select c.id as key, g.id, g.name, g.sector, g.concealed
    from consent c join agency g on g.id = any (c.recipient_ids)
    where c.id = any ($1::uuid[]) and (g.id = viewer_agency() or viewer_agency() <> all (c.recipient_ids)
      or viewer_agency() in (c.custodian_id, c.holder_id))`,
} satisfies Statement;

const EVENTS = {
  name: 'events-of-consents',
  text: `select e.consent_id as key, e.kind, e.done_at as "doneAt", g.id, g.name, g.sector, g.concealed
    from consent_event e join agency g on g.id = e.agency_id where e.consent_id = any ($1::uuid[])`,
} satisfies Statement;

interface KeyedAgency extends RegisteredAgency {
  readonly key: string;
}

interface EventRow extends KeyedAgency {
  readonly kind: 'CONFIRMED' | 'WITHDRAWN';
  readonly doneAt: Date;
}

const eventOf = async (
  context: OperationContext,
  { id, caseId }: Consent,
  kind: EventRow['kind'],
): Promise<ConsentEvent | null> => {
  const rows = await loadBy<EventRow>(context, EVENTS, id);
  const found = rows.find((row) => row.kind === kind);
  if (found === undefined) return null;
  return { agency: context.presentAgency(found, caseId), doneAt: found.doneAt };
};

@Resolver(() => Consent)
class ConsentResolver {
  @Category('operation.case')
  @Query(() => Consent, {
    nullable: true,
    description: 'One consent by its id; null where the viewer has none.',
  })
  async consent(
    @Arg('id', () => ID, { description: 'Id of the consent.' }) id: string,
    @Ctx() context: OperationContext,
  ): Promise<ReadRow | null> {
    return context.rows.byId('Consent', id);
  }

  @Rows('existence')
  @FieldResolver(() => Participant, { nullable: true, description: 'The person whose data it is about.' })
  async subject(@Root() consent: Consent, @Ctx() context: OperationContext): Promise<ReadRow | null> {
    return context.rows.oneOfCase('Participant', consent, consent.subjectId);
  }

  @Category('consent.scope')
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether it holds: confirmed where it must be, not withdrawn, not expired. To a recipient, whether it opens anything to it now.',
  })
  async inForce(@Root() { id }: Consent, @Ctx() context: OperationContext): Promise<boolean> {
    return (await loadBy(context, IN_FORCE, id)).length > 0;
  }

  @Category('consent.recipients')
  @FieldResolver(() => [AgencyReference], {
    nullable: true,
    description: 'The agencies that may read; to one of them, itself alone.',
  })
  async recipients(@Root() consent: Consent, @Ctx() context: OperationContext): Promise<AgencyReference[]> {
    const rows = await loadBy<KeyedAgency>(context, RECIPIENTS, consent.id);
    return rows.map((row) => presentNamed(context, row, consent)).sort(byToldName);
  }

  @Category('consent.confirmation')
  @FieldResolver(() => ConsentEvent, {
    nullable: true,
    description:
      'Where and when it was confirmed; null where it has not been, or needs not be. A recipient is told by `inForce` alone.',
  })
  async confirmation(
    @Root() consent: Consent,
    @Ctx() context: OperationContext,
  ): Promise<ConsentEvent | null> {
    return eventOf(context, consent, 'CONFIRMED');
  }

  @Category('consent.withdrawal')
  @FieldResolver(() => ConsentEvent, {
    nullable: true,
    description: 'Where and when it was withdrawn; a recipient is never told.',
  })
  async withdrawal(@Root() consent: Consent, @Ctx() context: OperationContext): Promise<ConsentEvent | null> {
    return eventOf(context, consent, 'WITHDRAWN');
  }
}

@Resolver(() => Case)
class CaseConsentsResolver {
  @Rows('consent.existence')
  @FieldResolver(() => [Consent], {
    description: 'Every consent in the case that the viewer may know of.',
  })
  async consents(@Root() parent: Case, @Ctx() context: OperationContext): Promise<ReadRow[]> {
    return context.rows.ofCase('Consent', parent);
  }
}

export const CONSENT_QUERY_RESOLVERS = [ConsentResolver, CaseConsentsResolver];

import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import {
  agencyJson,
  AgencyReference,
  byToldName,
  type RegisteredAgency,
} from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { DateTime } from '../../graphql/scalars';
import { ConsentKindEnum, type ConsentKind } from './consent-enums';

/** A consent as a coordinator knows it: of whom it is, is not told. */
@ObjectType({
  simpleResolvers: true,
  description: 'A consent as a coordinator knows it: what, to whom, until when; not of whom.',
})
class RegisteredConsent {
  @Category('public')
  @Field(() => ID, { description: 'Id of the consent.' })
  id!: string;

  @Category('public')
  @Field(() => ConsentKindEnum, { description: 'Consent, or release from secrecy.' })
  kind!: ConsentKind;

  @Category('public')
  @Field(() => [String], { description: 'The categories of data it opens.' })
  categories!: string[];

  @Category('public')
  @Field(() => [AgencyReference], { description: 'The agencies that may read.' })
  recipients!: AgencyReference[];

  @Category('public')
  @Field(() => DateTime, { description: 'When it ends by itself.' })
  until!: Date;

  @Category('public')
  @Field(() => Boolean, { description: 'Whether it opens anything now.' })
  inForce!: boolean;
}

const REGISTER: Statement = {
  name: 'register-of-consents',
  text: `select c.id, c.kind, c.categories, c.until, c.in_force as "inForce", (select coalesce(json_agg(${agencyJson('g')}), '[]')
    from agency g where g.id = any (c.recipient_ids)) as recipients
    from coordinated_consents($1) c order by c.until, c.id`,
};

interface RegisterRow extends Omit<RegisteredConsent, 'recipients'> {
  readonly recipients: readonly RegisteredAgency[];
}

@Resolver()
class ConsentRegisterResolver {
  @Category('consent.register')
  @Query(() => [RegisteredConsent], {
    nullable: true,
    description:
      'The consents of a case of the own area, in force or not, for who oversees the cooperation; empty where there are none, or no such case.',
  })
  async consentRegister(
    @Arg('caseId', () => ID, { description: 'A case that the own agency coordinates.' }) caseId: string,
    @Ctx() context: OperationContext,
  ): Promise<RegisteredConsent[]> {
    const rows = await context.transaction.query<RegisterRow>(REGISTER, [caseId]);
    if (rows.length > 0) context.trace.touch(caseId);
    return rows.map((row) => ({
      ...row,
      recipients: row.recipients.map((agency) => context.presentAgency(agency, caseId)).sort(byToldName),
    }));
  }
}

export const CONSENT_REGISTER_RESOLVERS = [ConsentRegisterResolver];

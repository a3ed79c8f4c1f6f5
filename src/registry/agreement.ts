import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Statement } from '../db/transaction';
import { agencyJson, AgencyReference, byToldName, type RegisteredAgency } from '../graphql/agency-reference';
import { Category } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import { enumOf } from '../graphql/enums';
import { DateTime } from '../graphql/scalars';

const STATUSES = {
  DRAFT: 'A party has not signed yet; it opens nothing.',
  SIGNED: 'All parties have signed; it begins later.',
  IN_FORCE: 'All parties have signed, and it holds now.',
  EXPIRED: 'Its end has come; it opens nothing.',
  REVOKED: 'A party has revoked it; it opens nothing.',
} as const;
type AgreementStatus = keyof typeof STATUSES;
const AgreementStatusEnum = enumOf<AgreementStatus>(
  'AgreementStatus',
  STATUSES,
  'Whether an agreement counts. Only while it is in force do the rules that ask for one find it.',
);

@ObjectType({ simpleResolvers: true, description: 'An agency that is a party, and whether it has signed.' })
class AgreementParty {
  @Category('public')
  @Field(() => AgencyReference, {
    description: 'The agency; a concealed one by a pseudonym of this agreement.',
  })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => DateTime, { nullable: true, description: 'When its signatory signed; null if nobody has.' })
  signedAt!: Date | null;
}

/** An agreement between agencies, as its parties and those who oversee see it. */
@ObjectType({
  simpleResolvers: true,
  description:
    'A cooperation agreement between agencies. It is never a ground of its own: some rules ask for one beside the law on which they rest.',
})
export class Agreement {
  @Category('public')
  @Field(() => ID, { description: 'Id, as `signAgreement` takes it.' })
  id!: string;

  @Category('public')
  @Field(() => Int, { description: 'Version of its text, which a signature names.' })
  version!: number;

  @Category('public')
  @Field(() => String, { description: 'Number or mark by which its parties cite it.' })
  reference!: string;

  @Category('public')
  @Field(() => String, { description: 'What it is called, as its parties wrote it.' })
  title!: string;

  @Category('public')
  @Field(() => [String], { description: 'The annex: the categories that the parties share under it.' })
  categories!: string[];

  @Category('public')
  @Field(() => [AgreementParty], { description: 'Its parties; it counts when all have signed.' })
  parties!: AgreementParty[];

  @Category('public')
  @Field(() => DateTime, { description: 'From when it holds.' })
  validFrom!: Date;

  @Category('public')
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it holds, this instant excluded; null where no end is set.',
  })
  until!: Date | null;

  @Category('public')
  @Field(() => DateTime, { nullable: true, description: 'When a party revoked it; null if none has.' })
  revokedAt!: Date | null;

  @Category('public')
  @Field(() => AgreementStatusEnum, { description: 'Whether it counts at this moment.' })
  status!: AgreementStatus;
}

/** Rows of the list. */
export const MOST_AGREEMENTS = 200;

// A coordinator's are those to which an agency of his area is a party.
const AGREEMENTS: Statement = {
  name: 'agreements',
  text: `select a.id, a.version, a.reference, a.title, a.categories, a.starts_at as "validFrom", nullif(a.ends_at, 'infinity') as until,
      a.revoked_at as "revokedAt", agreement_status(a, now()) as status,
      (select json_agg(json_build_object('agency', ${agencyJson('g')}, 'signedAt', p.signed_at)) from agreement_party p join agency g on g.id = p.agency_id where p.agreement_id = a.id) as parties
    from agreement a
    where ($1::uuid is null or a.id = $1) and ((select administers())
      or exists (select from agreement_party p join agency g on g.id = p.agency_id
        where p.agreement_id = a.id and (g.id = viewer_agency() or g.area_id = (select coordinated_area()))))
    order by a.created_at desc, a.id limit ${String(MOST_AGREEMENTS)}`,
};

interface AgreementRow extends Omit<Agreement, 'parties'> {
  readonly parties: readonly { readonly agency: RegisteredAgency; readonly signedAt: string | null }[];
}

/** The agreements that the viewer may know, newest first, or the one with that id. */
export const agreementsOf = async (
  { transaction, presentAgency }: OperationContext,
  id: string | null = null,
): Promise<Agreement[]> => {
  const rows = await transaction.query<AgreementRow>(AGREEMENTS, [id]);
  return rows.map(({ parties, ...agreement }) => ({
    ...agreement,
    parties: parties
      .map(({ agency, signedAt }) => ({
        agency: presentAgency(agency, agreement.id),
        signedAt: signedAt === null ? null : new Date(signedAt),
      }))
      .sort((a, b) => byToldName(a.agency, b.agency)),
  }));
};

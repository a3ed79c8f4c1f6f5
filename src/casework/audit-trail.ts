import { IsOptional, IsUUID } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Statement } from '../db/transaction';
import { AgencyReference } from '../graphql/agency-reference';
import { Category } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import { enumOf, ProofEnum, PurposeEnum } from '../graphql/enums';
import { after, checkPageSize, PageArgs, PageInfo } from '../graphql/paging';
import { DateTime } from '../graphql/scalars';
import type { DisclosureEntry } from '../graphql/trace';
import type { PolicySet } from '../policy';
import type { Proof, Purpose } from '../policy/facts';

const OUTCOMES = ['ALLOWED', 'PARTIAL', 'REFUSED', 'FAILED'] as const;
type Outcome = (typeof OUTCOMES)[number];
const OutcomeEnum = enumOf(
  'DisclosureOutcome',
  OUTCOMES,
  'Whether everything asked was disclosed, a part of it, nothing by decision, or nothing by failure.',
);

@ObjectType({
  simpleResolvers: true,
  description: 'A category with the rule that disclosed it, or the code that tells why it was withheld.',
})
class Ground {
  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Category of the data.' })
  category!: string;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Code of the refusal; null where it was disclosed.' })
  code!: string | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Rule of the policy.' })
  rule!: string | null;

  @Category('audit.entry')
  @Field(() => [String], { nullable: true, description: 'Articles that the rule rests on.' })
  basis!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What one operation read of the records of one type in one case, under the same decisions.',
})
class DisclosedRecords {
  @Category('audit.entry')
  @Field(() => ID, { nullable: true, description: 'The case.' })
  caseId!: string;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Type of the records.' })
  type!: string;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'How many records.' })
  records!: number;

  @Category('audit.entry')
  @Field(() => [ID], {
    nullable: true,
    description: "Which records; for the agency's own disclosures alone.",
  })
  recordIds!: readonly string[] | null;

  @Category('audit.entry')
  @Field(() => [Ground], { nullable: true, description: 'What was disclosed, and by which rule.' })
  disclosed!: Ground[];

  @Category('audit.entry')
  @Field(() => [Ground], { nullable: true, description: 'What was withheld, and why.' })
  withheld!: Ground[];

  @Category('audit.entry')
  @Field(() => Int, {
    nullable: true,
    description: 'Number of silent and forbidden categories, which a coordinator does not read by name.',
  })
  hidden!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A disclosure record: one operation, who asked, for what, and what it disclosed and withheld.',
})
class Disclosure {
  @Category('audit.entry')
  @Field(() => ID, { nullable: true, description: 'Id of the record.' })
  id!: string;

  @Category('audit.entry')
  @Field(() => DateTime, { nullable: true, description: "The request's instant." })
  instant!: Date;

  @Category('audit.entry')
  @Field(() => AgencyReference, { nullable: true, description: 'The agency that asked.' })
  agency?: AgencyReference | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Name of the staff member who asked or was named.' })
  staff?: string | null;

  @Category('audit.entry')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the machine client that carried the request.',
  })
  client!: string | null;

  @Category('audit.entry')
  @Field(() => ProofEnum, { nullable: true, description: 'How the hub knew the person.' })
  proof!: Proof | null;

  @Category('audit.entry')
  @Field(() => PurposeEnum, { nullable: true, description: 'What the request was for.' })
  purpose!: Purpose | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Name of the operation.' })
  operation!: string | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Hash of the document without literals.' })
  operationHash!: string | null;

  @Category('audit.entry')
  @Field(() => OutcomeEnum, { nullable: true, description: 'What came of it.' })
  outcome!: Outcome;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Code of the error, if there was one.' })
  errorCode!: string | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Version of the policies that decided.' })
  policyVersion!: string;

  @Category('audit.entry')
  @Field(() => [DisclosedRecords], { nullable: true, description: 'What was read.' })
  entries!: DisclosedRecords[];
}

@ObjectType({ simpleResolvers: true, description: 'A disclosure record in a list.' })
class DisclosureEdge {
  @Category('public')
  @Field(() => String, { description: 'Cursor of this row.' })
  cursor!: string;

  @Category('public')
  @Field(() => Disclosure, { description: 'The record.' })
  node!: Disclosure;
}

@ObjectType({ simpleResolvers: true, description: 'A page of disclosure records, newest first.' })
class DisclosureConnection {
  @Category('public')
  @Field(() => [DisclosureEdge], { description: 'The rows of the page.' })
  edges!: DisclosureEdge[];

  @Category('public')
  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;
}

@ObjectType({ simpleResolvers: true, description: "What an agency's operations came to in a time." })
class AgencyDisclosures {
  @Category('audit.entry')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the agency; concealed agencies stand together.',
  })
  agency!: string;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'Operations.' })
  operations!: number;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'Operations of which a part was withheld.' })
  partial!: number;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'Operations that were refused.' })
  refused!: number;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'Cases that were touched.' })
  cases!: number;
}

@ArgsType()
class TimeArgs {
  @Field(() => DateTime, { nullable: true, description: 'From this time.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this time.' })
  to?: Date | null;
}

@ArgsType()
class AuditTrailArgs extends PageArgs {
  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Of this case.' })
  case?: string | null;

  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'By this agency.' })
  agency?: string | null;

  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'By this staff member.' })
  staff?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'From this time.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this time.' })
  to?: Date | null;
}

/** What a concealed agency did is told to its own staff; to others it is a number among `disclosuresByAgency`. */
const NOT_CONCEALED = '(not coalesce(g.concealed, false) or g.id = viewer_agency())';

const TRAIL = (keyset: string): Statement => ({
  text: `select t.id, t.instant, t.instant::text as sort, t.proof, t.purpose, t.operation, t.operation_hash as "operationHash", t.outcome,
    t.error_code as "errorCode", t.policy_version as "policyVersion", t.entries, (t.agency_id = viewer_agency()) as own,
    s.name as staff, k.name as client, g.id as "agencyId", g.name as "agencyName", g.sector, g.concealed
  from disclosure t
  left join agency g on g.id = t.agency_id left join staff s on s.id = t.staff_id left join client k on k.id = t.client_id
  where ($1::uuid is null or t.case_ids @> array[$1::uuid]) and ($2::uuid is null or t.agency_id = $2) and ($3::uuid is null or t.staff_id = $3)
    and ($4::timestamptz is null or t.instant >= $4) and ($5::timestamptz is null or t.instant < $5) and ${NOT_CONCEALED} and ${keyset}
  order by t.instant desc, t.id limit $6::int`,
});

const BY_AGENCY: Statement = {
  name: 'disclosures-by-agency',
  text: `select case when ${NOT_CONCEALED} then g.name else 'Concealed agencies' end as agency, count(*)::int as operations,
    count(*) filter (where t.outcome = 'PARTIAL')::int as partial, count(*) filter (where t.outcome = 'REFUSED')::int as refused,
    count(distinct c.id)::int as cases
  from disclosure t join agency g on g.id = t.agency_id left join lateral unnest(t.case_ids) c(id) on true
  where ($1::timestamptz is null or t.instant >= $1) and ($2::timestamptz is null or t.instant < $2)
  group by 1 order by 1`,
};

interface TrailRow extends Omit<Disclosure, 'agency' | 'entries'> {
  readonly sort: string;
  readonly own: boolean;
  readonly entries: DisclosureEntry[];
  readonly agencyId: string | null;
  readonly agencyName: string;
  readonly sector: AgencyReference['sector'];
}

const disclosedGround = ([category = '', rule = '', ...basis]: readonly string[]): Ground => ({
  category,
  code: null,
  rule,
  basis,
});

const withheldGround = ([category = '', code = '', rule = '', ...basis]: readonly string[]): Ground => ({
  category,
  code,
  rule: rule === '' ? null : rule,
  basis,
});

/** Categories whose very name would tell: of silent and forbidden ones a reader of the audit learns no more than the policy allows. */
const tells = (policies: PolicySet, category: string): boolean => {
  const definition = policies.categories.get(category) ?? policies.parts.get(category);
  return definition === undefined || definition.silent || definition.forbidden;
};

/**
 * An entry as its reader may see it. To a coordinator silent and forbidden categories are a number; the own agency reads what it was
 * disclosed, but a silent refusal stays silent in the audit too.
 */
const entryFor = (entry: DisclosureEntry, own: boolean, policies: PolicySet): DisclosedRecords => {
  const disclosed = entry.disclosed.map(disclosedGround);
  const withheld = entry.withheld.map(withheldGround);
  const shown = (ground: Ground): boolean => !tells(policies, ground.category);
  return {
    caseId: entry.case,
    type: entry.type,
    records: entry.ids.length,
    recordIds: own ? entry.ids : null,
    disclosed: own ? disclosed : disclosed.filter(shown),
    withheld: withheld.filter(shown),
    hidden: own ? 0 : [...disclosed, ...withheld].filter((ground) => !shown(ground)).length,
  };
};

@Resolver()
class AuditTrailResolver {
  @Category('operation.audit')
  @Query(() => DisclosureConnection, {
    nullable: true,
    description:
      'Disclosure records, newest first: to a coordinator those of his area, to an agency its own. Reading them is itself recorded.',
  })
  async auditTrail(
    @Args(() => AuditTrailArgs) args: AuditTrailArgs,
    @Ctx() context: OperationContext,
  ): Promise<DisclosureConnection> {
    const {
      first,
      after: cursor,
      case: caseId = null,
      agency = null,
      staff = null,
      from = null,
      to = null,
    } = args;
    checkPageSize(first, context.paging);
    const { cursors } = context.paging;
    const question = ['auditTrail', caseId, agency, staff, from, to];
    const values: unknown[] = [caseId, agency, staff, from, to, first + 1];
    let keyset = 'true';
    if (typeof cursor === 'string') {
      const position = cursors.open(context.viewer, question, cursor);
      values.push(position.sort, position.id);
      keyset = after('t.instant', true, '$7::timestamptz', '$8::uuid');
    }
    const rows = await context.transaction.query<TrailRow>(TRAIL(keyset), values);
    if (caseId !== null) context.trace.touch(caseId);
    const edges = rows.slice(0, first).map((row) => ({
      cursor: cursors.seal(context.viewer, question, { sort: row.sort, id: row.id }),
      node: {
        ...row,
        agency:
          row.agencyId === null
            ? null
            : { id: row.agencyId, name: row.agencyName, sector: row.sector, concealed: false },
        entries: row.entries.map((entry) => entryFor(entry, row.own, context.policies)),
      },
    }));
    return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  @Category('operation.audit')
  @Query(() => [AgencyDisclosures], {
    nullable: true,
    description: 'How many operations each agency made, and how many were withheld in part or refused.',
  })
  async disclosuresByAgency(
    @Args(() => TimeArgs) { from = null, to = null }: TimeArgs,
    @Ctx() context: OperationContext,
  ): Promise<AgencyDisclosures[]> {
    return context.transaction.query<AgencyDisclosures>(BY_AGENCY, [from, to]);
  }
}

export const AUDIT_TRAIL_RESOLVERS = [AuditTrailResolver];

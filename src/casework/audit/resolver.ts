import { IsUUID } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import type { AgencyReference } from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { after, checkPageSize, PageArgs } from '../../graphql/paging';
import { DateTime } from '../../graphql/scalars';
import { entriesFor, type AuditedEntry } from './entry';
import { AgencyDisclosures, DisclosureConnection, type Disclosure } from './types';

@ArgsType()
class TimeArgs {
  @Field(() => DateTime, { nullable: true, description: 'Made at this time or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Made before this time.' })
  to?: Date | null;
}

@ArgsType()
class AuditTrailArgs extends PageArgs {
  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Operations that touched the case of this id.' })
  caseId?: string | null;

  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Operations of the agency of this id.' })
  agencyId?: string | null;

  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Operations of the staff member of this id.' })
  staffId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Made at this time or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Made before this time.' })
  to?: Date | null;
}

/** What a concealed agency did is told to its own staff; to others it is a number among `disclosuresByAgency`. */
const NOT_CONCEALED = '(not coalesce(g.concealed, false) or g.id = viewer_agency())';

/** Cases of which a coordinator may read in other agencies' part of the audit, and those from which the viewer is locked. */
const CASES = `with coordinated as materialized (select a.case_id from case_access a where a.agency_id = viewer_agency()
    and a.scope = 'COORDINATION' and a.starts_at <= now() and a.ends_at > now()),
  locked as materialized (select l.case_id from case_lock l where locks_viewer(l))`;

/** A record tells of those of its cases alone that are its reader's to read of; one that touched cases, and none of these, does not exist for him. */
const TOLD = `cross join lateral (select coalesce(array_agg(c.id), '{}') as ids from unnest(t.case_ids) c(id)
    where (t.agency_id = viewer_agency() or c.id in (select case_id from coordinated)) and c.id not in (select case_id from locked)) v`;
const EXISTS = `(cardinality(t.case_ids) = 0 or cardinality(v.ids) > 0)`;

const TRAIL = (keyset: string): Statement => ({
  text: `${CASES} select t.id, t.instant, t.instant::text as sort, t.proof, t.purpose, t.operation as "operationName", t.operation_hash as "operationHash", t.outcome,
    t.error_code as "errorCode", t.policy_version as "policyVersion", disclosure_entries(t.entries) as entries, v.ids as "caseIds", (t.agency_id = viewer_agency()) as own,
    s.name as "staffName", k.name as "clientName", g.id as "agencyId", g.name as "agencyName", g.sector, g.concealed
  from disclosure t
  left join agency g on g.id = t.agency_id left join staff s on s.id = t.staff_id left join client k on k.id = t.client_id
  ${TOLD}
  where ${EXISTS} and ($1::uuid is null or (t.case_ids @> array[$1::uuid] and v.ids @> array[$1::uuid])) and ($2::uuid is null or t.agency_id = $2) and ($3::uuid is null or t.staff_id = $3)
    and ($4::timestamptz is null or t.instant >= $4) and ($5::timestamptz is null or t.instant < $5) and ${NOT_CONCEALED} and ${keyset}
  order by t.instant desc, t.id limit $6::int`,
});

const BY_AGENCY: Statement = {
  name: 'disclosures-by-agency',
  text: `${CASES} select case when ${NOT_CONCEALED} then g.name else 'Concealed agencies' end as "agencyName", count(distinct t.id)::int as operations,
    count(distinct t.id) filter (where t.outcome = 'PARTIAL')::int as partial,
    count(distinct t.id) filter (where t.outcome = 'REFUSED')::int as refused, count(distinct c.id)::int as cases
  from disclosure t join agency g on g.id = t.agency_id ${TOLD} left join lateral unnest(v.ids) c(id) on true
  where ${EXISTS} and ($1::timestamptz is null or t.instant >= $1) and ($2::timestamptz is null or t.instant < $2)
  group by 1 order by 1`,
};

interface TrailRow extends Omit<Disclosure, 'agency' | 'entries'> {
  readonly sort: string;
  readonly own: boolean;
  readonly entries: AuditedEntry[];
  readonly caseIds: string[];
  readonly agencyId: string | null;
  readonly agencyName: string;
  readonly sector: AgencyReference['sector'];
}

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
      caseId = null,
      agencyId = null,
      staffId = null,
      from = null,
      to = null,
    } = args;
    checkPageSize(first, context.paging);
    const { cursors } = context.paging;
    const question = ['auditTrail', caseId, agencyId, staffId, from, to];
    const values: unknown[] = [caseId, agencyId, staffId, from, to, first + 1];
    let keyset = 'true';
    if (typeof cursor === 'string') {
      const position = cursors.open(context.viewer, question, cursor);
      values.push(position.sort, position.id);
      keyset = after('t.instant', true, '$7::timestamptz', '$8::uuid');
    }
    const rows = await context.transaction.query<TrailRow>(TRAIL(keyset), values);
    // Who asks about a case that tells him nothing leaves no trace of it: the trace would tell a lock from an absence.
    if (caseId !== null && rows.length > 0) context.trace.touch(caseId);
    const edges = rows.slice(0, first).map((row) => ({
      cursor: cursors.seal(context.viewer, question, { sort: row.sort, id: row.id }),
      node: {
        ...row,
        agency:
          row.agencyId === null
            ? null
            : { id: row.agencyId, name: row.agencyName, sector: row.sector, concealed: false },
        entries: entriesFor(row, context.policies),
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

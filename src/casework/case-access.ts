import { Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Statement } from '../db/transaction';
import { AgencyReference, type RegisteredAgency } from '../graphql/agency-reference';
import { Category } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import { PurposeEnum, ScopeEnum } from '../graphql/enums';
import { loadBy } from '../graphql/load-by';
import { DateTime } from '../graphql/scalars';
import type { Purpose, Scope } from '../policy/facts';
import { Case } from './case';

/** Why an agency reaches a case. */
@ObjectType({ simpleResolvers: true, description: 'Why an agency reaches a case, for what, and how long.' })
class CaseAccess {
  @Category('public')
  @Field(() => ID, { description: 'Id of this access, as `endScope` takes it.' })
  id!: string;

  @Category('public')
  @Field(() => AgencyReference, {
    description: 'The agency that reaches the case; a concealed one by its pseudonym.',
  })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => ScopeEnum, { description: 'Why the agency reaches the case.' })
  scope!: Scope;

  @Category('public')
  @Field(() => String, { description: 'Id of the article it rests on, in the protocols: `rs.zsnp.24`.' })
  basis!: string;

  @Category('public')
  @Field(() => [PurposeEnum], { description: 'The purposes for which the agency may use it.' })
  purposes!: Purpose[];

  @Category('public')
  @Field(() => DateTime, { description: 'From when it holds.' })
  startsAt!: Date;

  @Category('public')
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it holds, this instant excluded; null where no end is set.',
  })
  endsAt!: Date | null;
}

/** Who of the viewer's own agency is assigned to a case. */
@ObjectType({ simpleResolvers: true, description: "Who of the viewer's own agency is assigned to a case." })
class Assignment {
  @Category('public')
  @Field(() => ID, { description: 'Id of the assignment, as `endAssignment` takes it.' })
  id!: string;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'Name of the unit, where a unit is assigned.' })
  unitName!: string | null;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the staff member, where a person is assigned.',
  })
  staffName!: string | null;

  @Category('public')
  @Field(() => DateTime, { description: 'From when it holds.' })
  startsAt!: Date;

  @Category('public')
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it holds, this instant excluded; null where no end is set.',
  })
  endsAt!: Date | null;
}

/** A scope that the viewer's agency received and to which nobody is assigned. */
@ObjectType({
  simpleResolvers: true,
  description: "A scope that the viewer's agency received and to which nobody is assigned yet.",
})
class UnassignedCase {
  @Category('public')
  @Field(() => ID, { description: 'Id of the case, for `assignCase`.' })
  caseId!: string;

  @Category('public')
  @Field(() => ScopeEnum, { description: "Why the viewer's agency reaches the case." })
  scope!: Scope;

  @Category('public')
  @Field(() => String, { description: 'Id of the article it rests on, in the protocols: `rs.zsnp.24`.' })
  basis!: string;

  @Category('public')
  @Field(() => DateTime, { description: 'From when it holds.' })
  startsAt!: Date;

  @Category('public')
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it holds, this instant excluded; null where no end is set.',
  })
  endsAt!: Date | null;
}

const ACCESSES = {
  name: 'accesses-of-cases',
  text: `select a.case_id as key, a.id as "accessId", a.scope, a.basis, a.purposes, a.starts_at as "startsAt",
    nullif(a.ends_at, 'infinity') as "endsAt", a.granted_by_agency = viewer_agency() as "givenHere", g.id, g.name, g.sector, g.concealed
    from accesses_of($1::uuid[]) a join agency g on g.id = a.agency_id order by a.starts_at, a.id`,
} satisfies Statement;

const ASSIGNMENTS = {
  name: 'assignments-of-cases',
  text: `select t.case_id as key, t.id, u.name as "unitName", s.name as "staffName", t.starts_at as "startsAt", nullif(t.ends_at, 'infinity') as "endsAt"
    from case_tie t left join unit u on u.id = t.unit_id left join staff s on s.id = t.staff_id
    where t.case_id = any ($1::uuid[]) and t.agency_id = viewer_agency() and t.ends_at > now() order by t.starts_at, t.id`,
} satisfies Statement;

const UNASSIGNED: Statement = {
  name: 'unassigned-cases',
  text: `select a.case_id as "caseId", a.scope, a.basis, a.starts_at as "startsAt", nullif(a.ends_at, 'infinity') as "endsAt"
    from case_access a
    where a.agency_id = viewer_agency() and a.scope <> 'COORDINATION' and a.starts_at <= now() and a.ends_at > now()
      and not exists (select from case_tie t where t.case_id = a.case_id and t.agency_id = viewer_agency()
                      and t.starts_at <= now() and t.ends_at > now())
      and case_unlocked(a.case_id)
    order by a.starts_at, a.case_id limit 200`,
};

interface AccessRow extends RegisteredAgency {
  readonly key: string;
  readonly accessId: string;
  readonly scope: Scope;
  readonly basis: string;
  readonly purposes: Purpose[];
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly givenHere: boolean;
}

@Resolver(() => Case)
class CaseAccessResolver {
  @Category('case.access')
  @FieldResolver(() => [CaseAccess], {
    nullable: true,
    description: 'The agencies that reach the case now or later.',
  })
  async access(@Root() parent: Case, @Ctx() context: OperationContext): Promise<CaseAccess[]> {
    const rows = await loadBy<AccessRow>(context, ACCESSES, parent.id);
    return rows.map(({ accessId, scope, basis, purposes, startsAt, endsAt, givenHere, ...agency }) => ({
      id: accessId,
      agency: context.presentAgency(agency, givenHere ? accessId : parent.id),
      scope,
      basis,
      purposes,
      startsAt,
      endsAt,
    }));
  }

  @Category('case.ties')
  @FieldResolver(() => [Assignment], {
    nullable: true,
    description: "The units and persons of the viewer's agency that are assigned.",
  })
  async assignments(@Root() parent: Case, @Ctx() context: OperationContext): Promise<Assignment[]> {
    return loadBy<Assignment & { key: string }>(context, ASSIGNMENTS, parent.id);
  }

  @Category('operation.unassigned')
  @Query(() => [UnassignedCase], {
    nullable: true,
    description: "Scopes that the viewer's agency received and to which nobody is assigned; at most 200.",
  })
  async unassignedCases(@Ctx() context: OperationContext): Promise<UnassignedCase[]> {
    const rows = await context.transaction.query<UnassignedCase>(UNASSIGNED, []);
    for (const { caseId } of rows) context.trace.touch(caseId);
    return rows;
  }
}

export const CASE_ACCESS_RESOLVERS = [CaseAccessResolver];

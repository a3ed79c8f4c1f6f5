import { Field, ID, Int, ObjectType } from 'type-graphql';
import { agencyJson, AgencyReference, type RegisteredAgency } from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { DateTime } from '../../graphql/scalars';
import { isTold } from '../told-categories';

/** What a duty desk released to one officer for one event. */
@ObjectType({
  simpleResolvers: true,
  description:
    'What the duty desk of a holder released to one officer, for one event. A coordinator reads who, to whom, when and what kind of data, not of whom nor why.',
})
export class Release {
  @Category('public')
  @Field(() => ID, { description: 'Id of the release, for ending it.' })
  id!: string;

  @Category('public')
  @Field(() => ID, { description: 'Id of the case that the record belongs to.' })
  caseId!: string;

  @Category('public')
  @Field(() => ID, { nullable: true, description: 'Id of the record; null to a coordinator.' })
  recordId!: string | null;

  @Category('public')
  @Field(() => [String], {
    description: 'The categories released; to a coordinator but for those whose very name would tell.',
  })
  categories!: string[];

  @Category('public')
  @Field(() => Int, { description: 'How many more categories were released that are not told by name.' })
  hiddenCount!: number;

  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency that holds the record.' })
  holder!: AgencyReference;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Who released it; null where the agency is concealed.',
  })
  releasedByName!: string | null;

  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency of the officer.' })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'The officer; null where the agency is concealed.' })
  staffName!: string | null;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'For which event, and why; null to a coordinator.' })
  reason!: string | null;

  @Category('public')
  @Field(() => DateTime, { description: 'When it was released, and open from then on.' })
  releasedAt!: Date;

  @Category('public')
  @Field(() => DateTime, { description: 'When it ends or ended.' })
  endsAt!: Date;

  @Category('public')
  @Field(() => Boolean, { description: 'Whether it is open now.' })
  open!: boolean;
}

/** Columns of `releases_told(…) r`, with both agencies and their people. */
export const RELEASE_COLUMNS = `r.id, r.case_id as "caseId", r.record_id as "recordId", r.categories, r.reason, r.released_at as "releasedAt",
    r.ends_at as "endsAt", r.ends_at > now() as open, d.name as "releasedByName", s.name as "staffName",
    ${agencyJson('h')} as "heldBy",
    ${agencyJson('g')} as "givenTo"`;
export const RELEASE_JOINS = `join agency h on h.id = r.holder_id join staff d on d.id = r.released_by
    join agency g on g.id = r.agency_id join staff s on s.id = r.staff_id`;

export interface ReleaseRow extends Omit<Release, 'holder' | 'agency' | 'hiddenCount'> {
  readonly heldBy: RegisteredAgency;
  readonly givenTo: RegisteredAgency;
}

/** A row as the viewer is told it. Who is told no record is a coordinator: silent and forbidden categories are a number to him. */
export const toldRelease = (context: OperationContext, { heldBy, givenTo, ...row }: ReleaseRow): Release => {
  const { agencyId } = context.viewer;
  const holder = context.presentAgency(heldBy, row.caseId);
  const agency = context.presentAgency(givenTo, heldBy.id === agencyId ? row.id : row.caseId);
  const categories = row.categories.filter(
    (category) => row.recordId !== null || isTold(context.policies, category),
  );
  return {
    ...row,
    categories,
    hiddenCount: row.categories.length - categories.length,
    holder,
    releasedByName: holder.concealed ? null : row.releasedByName,
    agency,
    staffName: agency.concealed ? null : row.staffName,
  };
};

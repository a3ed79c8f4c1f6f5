import { agencyJson, type RegisteredAgency } from '../../graphql/agency-reference';
import type { OperationContext } from '../../graphql/context';
import { isTold } from '../told-categories';
import type { Release } from './release';

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

import { agencyJson, type AgencyReference, type RegisteredAgency } from '../../graphql/agency-reference';
import type { OperationContext } from '../../graphql/context';
import { isTold } from '../told-categories';
import type { EmergencyAccess } from './emergency-access';

/** Columns of `emergencies_told(…) e`, with both agencies. */
export const TOLD = `e.id, e.case_id as "caseId", s.name as "staffName", e.reason, e.categories, e.purpose, e.hours, e.requested_at as "requestedAt",
    e.opened_at as "openedAt", e.ends_at as "endsAt", e.ends_at > now() as open, d.name as "approvedByName", e.verdict, e.note,
    e.reviewed_at as "reviewedAt", e.review_due as "reviewBefore", e.verdict is null and e.review_due <= now() as overdue,
    ${agencyJson('g')} as "askedBy",
    ${agencyJson('h')} as "approvedBy"`;
export const TOLD_JOINS = `join agency g on g.id = e.agency_id join staff s on s.id = e.staff_id
    join agency h on h.id = e.decided_agency join staff d on d.id = e.decided_by`;

export interface ToldRow extends Omit<EmergencyAccess, 'agency' | 'approvedByAgency' | 'hiddenCount'> {
  readonly askedBy: RegisteredAgency;
  readonly approvedBy: RegisteredAgency;
}

/** A row as the viewer is told it: concealed agencies by their pseudonyms, their people not at all. */
export const toldAccess = (
  context: OperationContext,
  { askedBy, approvedBy, ...row }: ToldRow,
): EmergencyAccess => {
  const present = (agency: RegisteredAgency): AgencyReference => context.presentAgency(agency, row.caseId);
  const agency = present(askedBy);
  const approvedByAgency = present(approvedBy);
  const categories = row.categories.filter((category) => isTold(context.policies, category));
  return {
    ...row,
    categories,
    hiddenCount: row.categories.length - categories.length,
    agency,
    staffName: agency.concealed ? null : row.staffName,
    approvedByAgency,
    approvedByName: approvedByAgency.concealed ? null : row.approvedByName,
  };
};

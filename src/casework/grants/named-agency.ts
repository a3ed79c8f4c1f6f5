import type { AgencyReference, RegisteredAgency } from '../../graphql/agency-reference';
import type { OperationContext } from '../../graphql/context';
import type { CaseContent } from '../case-row';

/** An agency that whoever recorded a consent or a mandate named in it. */
export const presentNamed = (
  { presentAgency, viewer }: OperationContext,
  agency: RegisteredAgency,
  { id, caseId, custodianId }: CaseContent,
): AgencyReference => presentAgency(agency, custodianId === viewer.agencyId ? id : caseId);

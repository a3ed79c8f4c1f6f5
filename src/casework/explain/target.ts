import type { Statement } from '../../db/transaction';
import { invalid } from '../../errors/invalid';
import { SponaError } from '../../errors/spona-error';
import type { AgencyReference, RegisteredAgency } from '../../graphql/agency-reference';
import type { OperationContext } from '../../graphql/context';
import type { Sector } from '../../policy/facts';

export interface TargetStaff {
  readonly id: string;
  readonly roles: readonly string[];
  readonly active: boolean;
}

/** Of whom it is asked: an agency, and perhaps one of its people, as the registry has them now. */
export interface Target {
  readonly id: string;
  readonly sector: Sector;
  readonly active: boolean;
  readonly named: AgencyReference;
  /** Null: anybody of the agency. */
  readonly staff: TargetStaff | null;
}

interface AgencyRow extends RegisteredAgency {
  readonly active: boolean;
}

const AGENCIES: Statement = {
  name: 'explained-agency',
  text: `select g.id, g.name, g.sector, g.concealed, (g.status = 'ACTIVE') as active from agency g where g.id = $1 or g.concealed order by g.id`,
};
const STAFF: Statement = {
  name: 'explained-staff',
  text: 'select s.id, s.roles, s.active from staff s where s.id = $1 and s.agency_id = $2',
};

/** Throws SPONA_FORBIDDEN: only who oversees a case asks about other agencies. It looks at nothing but the request. */
export const requireOwnAgency = ({ viewer }: OperationContext, agencyId: string): void => {
  if (viewer.sector !== 'COORDINATION' && agencyId !== viewer.agencyId)
    throw new SponaError('SPONA_FORBIDDEN');
};

/** The agency of that id; a concealed one of another's is known by its pseudonym on this case, and by its id it is nobody. */
export const findAgency = async (
  { transaction, presentAgency }: OperationContext,
  caseId: string,
  agencyId: string,
): Promise<Omit<Target, 'staff'> | null> => {
  const rows = await transaction.query<AgencyRow>(AGENCIES, [agencyId]);
  for (const { active, ...agency } of rows) {
    const named = presentAgency(agency, caseId);
    if (named.id === agencyId) return { id: agency.id, sector: named.sector, active, named };
  }
  return null;
};

export const requireAgency = (agency: Omit<Target, 'staff'> | null): Omit<Target, 'staff'> => {
  if (agency === null)
    throw invalid('agencyId', 'Name an agency of the directory, or one by its pseudonym on this case.');
  return agency;
};

/** Throws SPONA_INVALID for a person of another agency; of one that is known by its pseudonym, for everybody: it would tell which it is. */
export const findStaff = async (
  { transaction }: OperationContext,
  agency: Omit<Target, 'staff'>,
  staffId: string | null,
): Promise<TargetStaff | null> => {
  if (staffId === null) return null;
  const [staff] = await transaction.query<TargetStaff>(STAFF, [staffId, agency.id]);
  if (staff === undefined || agency.named.concealed)
    throw invalid('staffId', 'Name a staff member of this agency.');
  return staff;
};

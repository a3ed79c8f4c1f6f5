import type { Viewer } from '../../src/identity/viewer';
import type { Persona } from '../support/region';

type Row = Readonly<Record<string, unknown>>;

const FAR = '2999-01-01T00:00:00Z';
const instant = (hour: number): string => new Date(Date.UTC(2020, 0, 1, hour)).toISOString();

/** Two requests of another station: one that was opened and has long ended without a review, one that waits for an answer. */
export const emergencyRows = (
  { otherPolice: asker, prosecution: approver }: Readonly<Record<Persona, Viewer>>,
  [opened, waiting]: readonly [string, string],
): Readonly<Record<string, readonly Row[]>> => {
  const access = '00000098-0000-4000-8000-000000000001';
  const request = {
    agency_id: asker.agencyId,
    staff_id: asker.staffId,
    reason: 'Pucnjava u stanu.',
    categories: ['case.existence', 'respondent.armed-role', 'risk.level'],
    purpose: 'PROTECTION',
    hours: 2,
    requested_at: instant(5),
  };
  return {
    case_access: [
      {
        id: access,
        case_id: opened,
        agency_id: asker.agencyId,
        staff_id: asker.staffId,
        scope: 'BREAK_GLASS',
        basis: 'rs.zzpl.12-vital',
        purposes: ['PROTECTION'],
        starts_at: instant(6),
        ends_at: instant(8),
        granted_by_agency: approver.agencyId,
        granted_by_staff: approver.staffId,
      },
    ],
    emergency_access: [
      {
        id: '00000099-0000-4000-8000-000000000001',
        case_id: opened,
        ...request,
        expires_at: instant(11),
        approved: true,
        decided_at: instant(6),
        decided_agency: approver.agencyId,
        decided_by: approver.staffId,
        access_id: access,
        ends_at: instant(8),
      },
      { id: '00000099-0000-4000-8000-000000000002', case_id: waiting, ...request, expires_at: FAR },
    ],
  };
};

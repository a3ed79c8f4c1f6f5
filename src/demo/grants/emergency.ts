import type { CaseDraft } from '../case-draft';
import type { Member } from '../registry';
import { hoursAfter } from '../time';
import { mustWork, open } from './open';
import type { EmergencyRow } from './rows';

const PURPOSE = 'PROTECTION';
const MOST_HOURS = 24;

interface Asking {
  readonly by: Member;
  readonly at: Date;
  readonly reason: string;
  readonly categories: readonly string[];
  readonly hours: number;
}

/** As `request_emergency_access`: it looks at nothing of the case. */
export const askForEmergency = (draft: CaseDraft, asking: Asking): EmergencyRow => {
  const { by, at, reason, categories, hours } = asking;
  const { rows, rules } = draft.world;
  if (!draft.happened(at) || hours > MOST_HOURS) throw new Error('Asked already, and for a day at most');
  const request: EmergencyRow = {
    id: draft.random.uuid(),
    case_id: draft.id,
    agency_id: by.agency.id,
    staff_id: by.id,
    reason,
    categories,
    purpose: PURPOSE,
    hours,
    requested_at: at,
    expires_at: hoursAfter(at, rules.emergency.unanswered_hours),
    approved: null,
    decided_at: null,
    decided_agency: null,
    decided_by: null,
    access_id: null,
    ends_at: null,
  };
  rows.emergency_access.push(request);
  return request;
};

/** As `approve_emergency_access`: somebody of another agency in the daily exchange opens it, to the one who asked. */
export const approveEmergency = (draft: CaseDraft, request: EmergencyRow, by: Member, at: Date): void => {
  const { rows, rules } = draft.world;
  mustWork(draft, by, at, false);
  const scopes = draft.scopes(by.agency, at);
  if (by.agency.id === request.agency_id || !(scopes.includes('OWN') || scopes.includes('LIAISON')))
    throw new Error('Not his to approve');
  if (request.approved !== null || at < request.requested_at || at >= request.expires_at)
    throw new Error('Not to be answered then');
  if (draft.locks(request.staff_id, at)) throw new Error('Who asked is locked out of the case');
  const { id, case_id, agency_id, staff_id, categories } = request;
  const ends = hoursAfter(at, request.hours);
  const access = draft.random.uuid();
  rows.case_access.push({
    id: access,
    case_id,
    agency_id,
    staff_id,
    scope: 'BREAK_GLASS',
    basis: rules.emergency.basis,
    purposes: [request.purpose],
    starts_at: at,
    ends_at: ends,
    granted_by_agency: by.agency.id,
    granted_by_staff: by.id,
  });
  rows.case_tie.push({
    id: draft.random.uuid(),
    case_id,
    agency_id,
    unit_id: null,
    staff_id,
    emergency_id: id,
    starts_at: at,
    ends_at: ends,
    assigned_by: by.id,
  });
  open(draft, {
    condition: 'breakGlass',
    source_id: id,
    agency_id,
    staff_id,
    categories,
    starts_at: at,
    ends_at: ends,
  });
  Object.assign(request, {
    approved: true,
    decided_at: at,
    decided_agency: by.agency.id,
    decided_by: by.id,
    access_id: access,
    ends_at: ends,
  });
};

import type { CaseDraft } from '../case-draft';
import type { Member } from '../registry';
import type { ParticipantRow } from '../rows';
import { hoursAfter } from '../time';
import { open } from './open';

interface Releasing {
  readonly by: Member;
  readonly at: Date;
  /** Whose data it is; the desk's agency entered the person. */
  readonly of: ParticipantRow;
  readonly categories: readonly string[];
  readonly to: Member;
  readonly reason: string;
  readonly hours: number;
}

/** As `release_to_officer`, which asks for no assignment of the desk, and tells it of no lock of the officer. */
export const releaseToOfficer = (draft: CaseDraft, releasing: Releasing): void => {
  const { by, at, of, categories, to, reason, hours } = releasing;
  if (!draft.happened(at)) throw new Error('A release cannot come from the future');
  if (!by.roles.includes('DUTY_DESK') || of.custodian_id !== by.agency.id || draft.locks(by.id, at))
    throw new Error('Not his to release');
  if (to.agency === by.agency || !draft.reaches(to.agency, at)) throw new Error('Nobody to release it to');
  const id = draft.random.uuid();
  const ends = hoursAfter(at, hours);
  draft.world.rows.officer_release.push({
    id,
    case_id: draft.id,
    holder_id: by.agency.id,
    released_by: by.id,
    record_id: of.id,
    categories,
    agency_id: to.agency.id,
    staff_id: to.id,
    reason,
    hours,
    released_at: at,
    ends_at: ends,
  });
  open(draft, {
    condition: 'release',
    source_id: id,
    agency_id: to.agency.id,
    staff_id: to.id,
    categories,
    holder_id: by.agency.id,
    record_id: of.id,
    starts_at: at,
    ends_at: ends,
  });
};

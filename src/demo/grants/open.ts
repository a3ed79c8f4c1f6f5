import type { CaseDraft } from '../case-draft';
import type { Member } from '../registry';
import { earlier, later } from '../time';
import type { GrantRow } from './rows';

type Opening = Pick<
  GrantRow,
  'condition' | 'source_id' | 'agency_id' | 'categories' | 'starts_at' | 'ends_at'
> &
  Partial<GrantRow>;

/** What decisions rest on: everything else tells why it is there. */
export const open = (draft: CaseDraft, opening: Opening): void => {
  draft.world.rows.case_grant.push({
    id: draft.random.uuid(),
    case_id: draft.id,
    staff_id: null,
    holder_id: null,
    subject_id: null,
    record_id: null,
    ...opening,
  });
};

/** Ends what came from that source before its time. */
export const close = (draft: CaseDraft, sourceId: string, at: Date): void => {
  for (const grant of draft.world.rows.case_grant) {
    if (grant.source_id === sourceId) grant.ends_at = later(grant.starts_at, earlier(grant.ends_at, at));
  }
};

/** @throws Error where the hub would refuse who does it, or the time lies ahead */
export const mustWork = (draft: CaseDraft, by: Member, at: Date, named: boolean): void => {
  const tie = draft.tieOf(by, at);
  if (!draft.happened(at)) throw new Error('Nothing comes from the future');
  if (draft.locks(by.id, at)) throw new Error('Locked out of the case');
  if (!draft.reaches(by.agency, at) || tie === 'NONE' || (named && tie !== 'NAMED'))
    throw new Error(`${by.agency.code} does not work on the case so that it could`);
};

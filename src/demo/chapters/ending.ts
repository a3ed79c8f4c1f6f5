import type { RespondentStatus } from '../../casework/case-values';
import { inventPhone } from '../contacts';
import { respondentOf, victimOf, type Story } from '../story';
import { LOCK_REASONS } from '../texts/notes';
import { daysAfter, hoursAfter, later } from '../time';

/** A new telephone number of the victim, since the old one is known. */
export const changePhone = (story: Story): void => {
  const { draft, by } = story;
  const at = daysAfter(draft.openedAt, draft.random.int(1, 20));
  const phone = inventPhone(draft.random);
  if (draft.happened(at)) draft.correct('participant', victimOf(story), by, at, { phone });
};

/** An agency that needs the case no more gives its scope back. */
export const leave = (story: Story): void => {
  const { draft, side } = story;
  const at = daysAfter(draft.openedAt, draft.random.int(40, 90));
  if (draft.happened(at) && side.centre !== draft.opener) draft.end(at, side.centre);
};

/** One of the station's officers knows the family: the case does not exist for him. */
export const lockOfficer = (story: Story): void => {
  const { draft, side } = story;
  const at = hoursAfter(draft.openedAt, draft.random.int(1, 20));
  const reason = draft.random.pick(LOCK_REASONS);
  const worker = story.workers.get(side.police);
  const supervisor = side.police.members.find(({ roles }) => roles.includes('POLICE_SUPERVISOR'));
  const officer = side.police.members.findLast(
    (member) => member.active && member !== worker && member !== supervisor,
  );
  if (officer === undefined || supervisor === undefined || !draft.happened(at)) return;
  const [coordination] = draft.world.registry.coordinators(side.police.areaId);
  const coordinator = draft.random.chance(0.4) ? coordination?.members[0] : undefined;
  draft.lock(officer, coordinator ?? supervisor, reason, at);
};

/** The end of the proceedings, and of the case. */
export const closeCase = (story: Story): void => {
  const { draft, by } = story;
  const { random } = draft;
  const at = later(daysAfter(draft.openedAt, random.int(45, 200)), hoursAfter(draft.lastEvent, 20));
  const status = random.weighted<RespondentStatus>({
    REPORTED: 2,
    UNDER_MEASURE: 0,
    CHARGED: 3,
    CONVICTED: 3,
    CLEARED: 2,
  });
  if (!draft.happened(at)) return;
  const respondent = respondentOf(story);
  if (!respondent.roles.includes('VICTIM') && respondent.status !== status)
    draft.correct('participant', respondent, by, at, { status });
  draft.close(by, at);
};

import type { ReportingChannel } from '../../casework/case-values';
import type { Sector } from '../../policy/facts';
import type { IncidentRow } from '../rows';
import { join, written, type Story } from '../story';
import { INCIDENTS } from '../texts/incidents';
import { hoursAfter, minutesAfter } from '../time';

/** How a report comes to each sector. */
const CHANNELS: Readonly<Record<Sector, readonly ReportingChannel[]>> = {
  POLICE: ['VICTIM', 'VICTIM', 'FAMILY', 'NEIGHBOUR', 'ANONYMOUS', 'POLICE_PATROL', 'HEALTH'],
  SOCIAL_WORK: ['VICTIM', 'SCHOOL', 'FAMILY', 'SOCIAL_WORK'],
  HEALTH: ['HEALTH'],
  PROSECUTION: ['PROSECUTION', 'OTHER'],
  COURT: ['COURT'],
  NGO: ['NGO', 'VICTIM'],
  EDUCATION: ['SCHOOL'],
  COORDINATION: ['UNKNOWN'],
};

/** The event that the case was opened for. */
export const reportIncident = (story: Story): IncidentRow => {
  const { draft, by, cast } = story;
  const { random, openedAt, opener } = draft;
  const occurredAt = minutesAfter(openedAt, -random.int(40, 1_800));
  const channel = random.pick(CHANNELS[opener.sector]);
  const event = random.pick(INCIDENTS[story.theme]);
  return draft.incident(by, openedAt, {
    occurred_at: occurredAt,
    precision: random.weighted({ MINUTE: 6, HOUR: 3, DAY: 1 }),
    municipality_id: opener.municipalityId,
    place: event.place,
    forms: event.forms,
    weapon: random.chance(0.1) ? 'UNKNOWN' : event.weapon,
    children_present: cast.children.length > 0 ? random.chance(0.6) : random.chance(0.8) ? false : null,
    channel,
    reported_without_consent: channel === 'VICTIM' ? false : random.chance(0.3),
    description: written(story, event.text),
  });
};

/** Whoever enters persons it serves is known to them (the same as the hub's `own_participant`). */
export const claimOwn = ({ draft, cast }: Story): void => {
  const { opener, openedAt } = draft;
  const { victims, children } = cast;
  if (opener.sector === 'EDUCATION') {
    for (const { row } of children) draft.own(row, opener, 'SELF', openedAt);
    for (const row of victims) draft.own(row, opener, 'KIN', openedAt);
  } else if (opener.sector === 'HEALTH' || opener.sector === 'NGO' || opener.sector === 'SOCIAL_WORK') {
    for (const row of victims) draft.own(row, opener, 'SELF', openedAt);
  }
};

/** The daily exchange, or the duty to report: police, centre and prosecution learn of the case. */
export const tellOthers = (story: Story): void => {
  const { draft, by, side } = story;
  const { opener, openedAt, random } = draft;
  const told = [side.police, side.prosecution, side.centre].filter(
    (agency) => agency !== undefined && agency !== opener,
  );
  told.forEach((agency, index) => {
    if (agency === undefined) return;
    // A hospital or a service tells the centre where a child is concerned, and often otherwise.
    const isOptional =
      opener.sector !== 'POLICE' && agency === side.centre && story.cast.children.length === 0;
    const isTold = random.chance(0.6) || !isOptional;
    const at = minutesAfter(hoursAfter(openedAt, index * 0.3), random.int(15, 50));
    if (isTold) join(story, { from: by, to: agency, scope: 'LIAISON', at });
  });
};

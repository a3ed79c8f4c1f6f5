import { CaseDraft } from '../case-draft';
import type { World } from '../shared-case';
import { Random } from '../random';
import type { Member } from '../registry';
import { hoursAfter } from '../time';
import { playCentre, playHealth, playSchool } from './care';
import { findSafePlace, playFirstEvent } from './first-event';
import { playConsents, playEmergencies, playMandates, playRelease } from './grants';
import {
  enterChildren,
  enterFirst,
  enterWitness,
  type ShowcaseChildren,
  type ShowcasePeople,
} from './people';
import { playSecondEvent } from './second-event';
import { teamOf, type Ago, type Stage } from './team';

/** The case that the documentation shows: the same in every demo hub. */
export const DEMO_CASE_ID = 'de300001-5b0a-4de0-8ca5-e00000000001';

/** Who shares the case: the exchange at once, services and school by referral, the group by invitation. */
const share = ({ draft, team, ago }: Stage, people: ShowcasePeople): ShowcaseChildren => {
  const { police, prosecution, socialWork, court, health, ngo, shelter, education } = team;
  const { victim, respondent } = people;
  draft.give({ from: police, to: prosecution.agency, scope: 'LIAISON', at: ago(383) });
  draft.give({ from: police, to: socialWork.agency, scope: 'LIAISON', at: ago(383) });
  draft.give({ from: prosecution, to: court.agency, scope: 'LIAISON', at: ago(361) });
  const children = enterChildren(draft, team, people, ago(379.5));
  const referral = { from: socialWork, scope: 'REFERRAL' } as const;
  draft.give({ ...referral, to: health.agency, at: ago(379), subject: victim });
  draft.give({ ...referral, to: shelter.agency, at: ago(379), subject: victim });
  draft.give({ ...referral, to: ngo.agency, at: ago(352), subject: victim });
  draft.give({ ...referral, to: education.agency, at: ago(330), subject: children.son });
  draft.own(victim, education.agency, 'KIN', ago(330));
  draft.own(respondent, education.agency, 'KIN', ago(330));
  draft.own(respondent, health.agency, 'KIN', ago(379));
  draft.own(respondent, ngo.agency, 'KIN', ago(352));
  const meeting = { from: prosecution, scope: 'CONFERENCE', at: ago(120), days: 15 } as const;
  // The police need no invitation: the case is their own.
  for (const { agency } of [socialWork, health, ngo, education]) draft.give({ ...meeting, to: agency });
  const named: readonly (readonly [Member, number])[] = [
    [prosecution, 382],
    [socialWork, 382],
    [health, 378.5],
    [shelter, 378.5],
    [court, 360],
    [ngo, 351],
    [education, 329],
  ];
  for (const [member, hours] of named) draft.name(member, ago(hours));
  return children;
};

/** Writes the showcase: every sector takes part, its measure and its extension are in force, and all that opens single categories for a time is in it. */
export const writeShowcase = (world: World): void => {
  const ago: Ago = (hours) => hoursAfter(world.now, -hours);
  const team = teamOf(world.registry);
  const draft = new CaseDraft(world, new Random('showcase'), {
    id: DEMO_CASE_ID,
    by: team.police,
    at: ago(384),
    reference: 'DEMO-1',
    municipalityId: team.police.agency.municipalityId,
  });
  const stage: Stage = { draft, team, ago };
  draft.lock(team.policeConflict, team.policeSupervisor, 'brat mogućeg učinioca', ago(383.5));
  const people = enterFirst(draft, team, ago(383.5));
  const children = share(stage, people);
  playFirstEvent(stage, people);
  findSafePlace(stage, people.victim);
  const filed = playHealth(stage, people);
  playCentre(stage, people, children);
  playSchool(stage, children);
  enterWitness(draft, team, people, ago(32));
  playSecondEvent(stage, people, children);
  playConsents(stage, people, children);
  playMandates(stage, filed);
  playRelease(stage, children);
  playEmergencies(stage);
};

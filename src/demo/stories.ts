import { CaseDraft } from './case-draft';
import type { World } from './shared-case';
import { assessFamily, examine, refer, reportPupil, useService } from './chapters/care';
import { Casting } from './chapters/cast';
import { confer } from './chapters/conference';
import { goToCourt } from './chapters/court-way';
import { changePhone, closeCase, leave, lockOfficer } from './chapters/ending';
import { claimOwn, reportIncident, tellOthers } from './chapters/opening';
import { assessRisk, correctIncident, orderMeasure, repeatViolence } from './chapters/police';
import { SITUATIONS } from './chapters/situations';
import type { CasePlan } from './plan';
import { Random } from './random';
import type { Agency } from './registry';
import { victimOf, workersOf, type Story } from './story';
import { daysAfter, hoursAfter, minutesAfter } from './time';

/** Registers, as agencies call them. */
const REGISTERS: Readonly<Record<string, string>> = {
  POLICE: 'KU',
  SOCIAL_WORK: 'SR',
  HEALTH: 'ZD',
  PROSECUTION: 'KTR',
  NGO: 'P',
  EDUCATION: 'VR',
};

const referenceOf = (world: World, opener: Agency, at: Date): string =>
  `${REGISTERS[opener.sector] ?? 'P'}-${String(world.number(opener, 'case'))}/${String(at.getUTCFullYear())}`;

const open = (world: World, plan: CasePlan, random: Random): Story => {
  const { side, opener, course } = plan;
  const at = minutesAfter(world.now, -Math.round(plan.openedHoursAgo * 60));
  const by = random.pick(workersOf(opener));
  const places = world.rows.municipality.filter(({ area_id }) => area_id === opener.areaId);
  const municipalityId = random.chance(0.6) ? opener.municipalityId : random.pick(places).id;
  const reference = referenceOf(world, opener, at);
  const draft = new CaseDraft(world, random, { by, at, reference, municipalityId });
  const situation = SITUATIONS[plan.situation % SITUATIONS.length];
  if (situation === undefined) throw new Error('no such situation');
  const cast = new Casting(draft, by, municipalityId).play(situation);
  const script = random.chance(0.5) ? 'Cyrl' : 'Latn';
  const { theme } = situation;
  return { draft, by, side, cast, course, theme, script, workers: new Map([[opener, by]]) };
};

/** What the agency that opened the case itself found, where it is not the police. */
const ownRecord = (story: Story): void => {
  const { draft, by, side, cast } = story;
  const at = hoursAfter(draft.openedAt, draft.random.int(1, 20));
  const pupil = cast.children[0];
  const service = draft.random.pick(['COUNSELLING', 'ADVOCACY'] as const);
  if (draft.opener === side.health) examine(story, victimOf(story), at);
  if (draft.opener === side.ngo) useService(story, by, at, service, draft.random.int(20, 90));
  if (draft.opener === side.school && pupil !== undefined) reportPupil(story, pupil.row, at);
};

/** Writes one case from its report to what is so far its end. */
const writeCase = (world: World, plan: CasePlan, random: Random): void => {
  const story = open(world, plan, random);
  const { draft, course } = story;
  const incident = reportIncident(story);
  claimOwn(story);
  tellOthers(story);
  ownRecord(story);
  const danger = course !== 'NO_MEASURE';
  const level = danger
    ? random.weighted({ HIGH: 3, IMMEDIATE: 7 })
    : random.weighted({ LOW: 4, MEDIUM: 5, HIGH: 1 });
  const assessedAt = minutesAfter(draft.openedAt, random.int(110, 300));
  const risk = assessRisk(story, level, assessedAt);
  const measure = danger ? orderMeasure(story, minutesAfter(assessedAt, random.int(20, 90))) : null;
  if (risk !== null && measure !== null) goToCourt(story, { measure, risk, incident });
  if (random.chance(0.75)) assessFamily(story, daysAfter(draft.openedAt, random.int(2, 10)));
  refer(story);
  if (random.chance(0.6)) confer(story);
  if (random.chance(0.2)) changePhone(story);
  if (random.chance(0.3)) correctIncident(story, incident);
  if (random.chance(0.06)) leave(story);
  if (random.chance(0.25)) repeatViolence(story);
  if (random.chance(0.05)) lockOfficer(story);
  if (random.chance(0.75)) closeCase(story);
};

/** Writes every case of the plan, each from a stream of its own, so that one more line in one case changes no other. */
export const writeCases = (world: World, plans: readonly CasePlan[]): void => {
  // Numbers of registers count up with time.
  [...plans.entries()]
    .reverse()
    .forEach(([index, plan]) => writeCase(world, plan, new Random(`case ${String(index)}`)));
};

import type { ServiceKind } from '../../sectors/ngo/service-use';
import { inventPhone } from '../contacts';
import type { Member } from '../registry';
import type { FamilyRow, ParticipantRow } from '../rows';
import { join, victimOf, workerAt, written, type Story } from '../story';
import * as centre from '../texts/centre';
import { INJURIES, MENTAL_NOTES, OTHER_FINDINGS } from '../texts/health';
import { ATTENDANCE, SCHOOL_REPORTS } from '../texts/school';
import { dayOf, daysAfter, hoursAfter } from '../time';

const caredFor = (
  story: Story,
  carers: (typeof centre.CARERS)[number] | null,
): Pick<FamilyRow, 'consents_for_child' | 'collects_child'> => ({
  consents_for_child: carers === null ? null : written(story, carers.consents),
  collects_child: carers === null ? null : written(story, carers.collects),
});

/** The centre's assessment of the family; the prosecutor receives it, the court where it asks. */
export const assessFamily = (story: Story, at: Date): void => {
  const { draft, side, cast } = story;
  const { random } = draft;
  const child = cast.children[0];
  const isAboutChild = child !== undefined && random.chance(0.4);
  const speaks = random.chance(0.5);
  const row = {
    subject_id: isAboutChild ? child.row.id : victimOf(story).id,
    assessed_at: at,
    findings: written(story, random.pick(centre.FINDINGS[story.theme])),
    summary: written(story, random.pick(centre.SUMMARIES)),
    opinion_on_risk: random.chance(0.5) ? written(story, random.pick(centre.OPINIONS)) : null,
    custody: child === undefined ? null : written(story, random.pick(centre.CUSTODY)),
    ...caredFor(story, child === undefined ? null : random.pick(centre.CARERS)),
    child_statement:
      isAboutChild && speaks && child.age > 9 ? written(story, random.pick(centre.CHILD_STATEMENTS)) : null,
  };
  const asked = random.chance(0.3);
  const revised = random.chance(0.2) ? random.pick(centre.SUMMARIES) : null;
  const revisedAt = daysAfter(at, 9);
  const worker = workerAt(story, side.centre, at);
  if (worker === null) return;
  const assessment = draft.add('social_work_family_assessment', worker, at, row);
  for (const to of [side.prosecution, side.police]) {
    if (to !== undefined && draft.reaches(to, at))
      draft.deliver('social_work_family_assessment', assessment, to, 'DELIVERED', at, worker);
  }
  if (asked && side.court !== undefined && draft.reaches(side.court, at))
    draft.deliver('social_work_family_assessment', assessment, side.court, 'FILED', at, worker);
  if (revised !== null && workerAt(story, side.centre, revisedAt) !== null)
    draft.correct('social_work_family_assessment', assessment, worker, revisedAt, {
      summary: written(story, revised),
    });
};

/** An examination by the physician of the case; police and prosecution get the injuries as evidence. */
export const examine = (story: Story, patient: ParticipantRow, at: Date): void => {
  const { draft, side } = story;
  const { random } = draft;
  const injury = random.pick(random.chance(0.9) ? INJURIES.slice(0, 5) : INJURIES);
  const answer = (yes: number): boolean | null => (random.chance(0.85) ? random.chance(yes) : null);
  const hark = { humiliated: answer(0.7), afraid: answer(0.7), raped: answer(0.12), kicked: answer(0.55) };
  const screened = random.chance(0.7);
  const findings = random.pick(OTHER_FINDINGS);
  const mental = random.pick(MENTAL_NOTES);
  const [hasFindings, hasMental] = [random.chance(0.4), random.chance(0.35)];
  const physician = workerAt(story, side.health, at);
  if (physician === null) return;
  const row = draft.add('health_examination', physician, at, {
    subject_id: patient.id,
    examined_at: at,
    injuries: injury.text,
    severity: injury.severity,
    need: injury.need,
    hark: screened ? hark : null,
    findings: null,
    bears_on_risk: null,
    mental_health: hasMental ? mental : null,
    mental_health_needs: null,
    expert_opinion: null,
  });
  // The other findings come from the laboratory.
  const laterAt = hoursAfter(at, 26);
  if (hasFindings && workerAt(story, side.health, laterAt) !== null)
    draft.correct('health_examination', row, physician, laterAt, { findings });
  draft.own(patient, physician.agency, 'SELF', at);
  for (const to of [side.police, side.prosecution]) {
    if (to !== undefined && draft.reaches(to, at))
      draft.deliver('health_examination', row, to, 'DELIVERED', at, physician);
  }
};

/** A service that a specialist organisation gave; a shelter tells police and centre no more than a token and a relay number. */
export const useService = (
  story: Story,
  advocate: Member,
  at: Date,
  service: ServiceKind,
  days: number,
): void => {
  const { draft, side } = story;
  const { random } = draft;
  const isShelter = service === 'SHELTER';
  const [token, phone] = [random.uuid(), inventPhone(random)];
  const endsAt = daysAfter(at, days);
  if (!draft.happened(at)) return;
  const row = draft.add('ngo_service_use', advocate, at, {
    subject_id: victimOf(story).id,
    service,
    started_on: dayOf(at),
    ended_on: null,
    shelter_token: isShelter ? token : null,
    relay_phone: isShelter ? phone : null,
  });
  if (draft.happened(endsAt) && draft.reaches(advocate.agency, endsAt))
    draft.correct('ngo_service_use', row, advocate, endsAt, { ended_on: dayOf(endsAt) });
  if (!isShelter) return;
  for (const to of [side.centre, side.police]) {
    if (draft.reaches(to, at)) draft.deliver('ngo_service_use', row, to, 'DELIVERED', at, advocate);
  }
};

/** What the school saw of its pupil; the centre reads it by law, police and prosecution where it was sent to them. */
export const reportPupil = (story: Story, pupil: ParticipantRow, at: Date): void => {
  const { draft, side } = story;
  const { random } = draft;
  const report = random.pick(SCHOOL_REPORTS);
  const told = random.chance(0.3);
  const attendance = random.chance(0.6) ? random.pick(ATTENDANCE) : null;
  const countedAt = daysAfter(at, 5);
  const teacher = workerAt(story, side.school, at);
  if (teacher === null) return;
  const row = draft.add('education_school_report', teacher, at, {
    subject_id: pupil.id,
    observed_on: dayOf(daysAfter(at, -1)),
    danger: written(story, report.danger),
    observations: written(story, report.observations),
    attendance: null,
    told_parent: told,
  });
  for (const to of [side.centre, side.police]) {
    if (draft.reaches(to, at)) draft.deliver('education_school_report', row, to, 'DELIVERED', at, teacher);
  }
  if (attendance !== null && workerAt(story, side.school, countedAt) !== null)
    draft.correct('education_school_report', row, teacher, countedAt, {
      attendance: written(story, attendance),
    });
};

/** The centre refers the persons to health care, a service and the school, each for what it gives (ZSNP art. 31). */
export const refer = (story: Story): void => {
  const { draft, side, cast } = story;
  const { random, openedAt } = draft;
  const at = daysAfter(openedAt, random.int(1, 6));
  const [toHealth, toService, toShelter, toSchool] = [0.5, 0.5, 0.16, 0.6].map((share) =>
    random.chance(share),
  );
  const service = random.pick(['COUNSELLING', 'LEGAL_AID', 'ADVOCACY', 'HELPLINE_FOLLOW_UP'] as const);
  const [stay, help, delay] = [random.int(5, 60), random.int(10, 80), random.int(8, 60)];
  const worker = workerAt(story, side.centre, at);
  if (worker === null) return;
  const victim = victimOf(story);
  const scope = 'REFERRAL';
  if (toHealth === true && side.health !== undefined && side.health !== draft.opener) {
    join(story, { from: worker, to: side.health, scope, at, subject: victim });
    examine(story, victim, hoursAfter(at, delay));
  }
  if (toService === true && side.ngo !== undefined && side.ngo !== draft.opener) {
    const advocate = join(story, { from: worker, to: side.ngo, scope, at, subject: victim });
    if (advocate !== null) useService(story, advocate, hoursAfter(at, delay), service, help);
  }
  if (toShelter === true && side.shelter !== undefined) {
    const advocate = join(story, { from: worker, to: side.shelter, scope, at, subject: victim });
    if (advocate !== null) useService(story, advocate, hoursAfter(at, 3), 'SHELTER', stay);
  }
  const pupil = cast.children.find(({ age }) => age >= 7);
  if (toSchool === true && pupil !== undefined && side.school !== undefined && side.school !== draft.opener) {
    join(story, { from: worker, to: side.school, scope, at, subject: pupil.row });
    if (victim !== pupil.row) draft.own(victim, side.school, 'KIN', at);
    reportPupil(story, pupil.row, hoursAfter(at, delay + 24));
  }
};

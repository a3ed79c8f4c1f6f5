import type { Random } from '../random';
import type { IncidentRow, MeasureRow, RiskRow } from '../rows';
import { RISK_FACTORS, type RiskAnswerValue, type RiskLevel } from '../../sectors/police/risk-assessment';
import { respondentOf, victimOf, workerAt, written, type Story } from '../story';
import { OPINIONS } from '../texts/centre';
import { REPEATED } from '../texts/incidents';
import { VICTIM_WORDS } from '../texts/victim-words';
import { daysAfter, hoursAfter, minutesAfter } from '../time';

/** How likely a factor is answered with yes at each level. */
const YES: Readonly<Record<RiskLevel, number>> = { LOW: 0.1, MEDIUM: 0.3, HIGH: 0.55, IMMEDIATE: 0.75 };

const answersAt = (random: Random, level: RiskLevel): RiskRow['answers'] =>
  Object.fromEntries(
    RISK_FACTORS.map((factor): [string, RiskAnswerValue] => [
      factor,
      random.chance(YES[level]) ? 'YES' : random.chance(0.2) ? 'UNKNOWN' : 'NO',
    ]),
  );

const wordsOf = (story: Story): string | null => {
  const { random } = story.draft;
  const [language = 'sr', script] = (victimOf(story).language ?? 'sr').split('-');
  const words = random.pick(VICTIM_WORDS[language] ?? VICTIM_WORDS['sr'] ?? []);
  if (!random.chance(0.8) || story.theme === 'CHILD') return null;
  return script === 'Cyrl' ? written({ ...story, script }, words) : words;
};

/** The risk assessment of the competent officer, and its delivery (ZSNP arts 16, 32). */
export const assessRisk = (story: Story, level: RiskLevel, at: Date): RiskRow | null => {
  const { draft, side, cast } = story;
  const { random } = draft;
  const officer = workerAt(story, side.police, at);
  const opinion = random.pick(OPINIONS);
  const row = {
    subject_id: victimOf(story).id,
    assessed_at: at,
    level,
    children_at_risk: cast.children.length === 0 ? null : random.chance(YES[level] + 0.1),
    answers: answersAt(random, level),
    victim_words: wordsOf(story),
    opinion_of_centre: random.chance(0.3) ? written(story, opinion) : null,
  };
  if (officer === null) return null;
  const risk = draft.add('police_risk_assessment', officer, at, row);
  for (const to of [side.prosecution, side.centre]) {
    const deliveredAt = minutesAfter(at, 20);
    if (to !== undefined && draft.happened(deliveredAt) && draft.reaches(to, deliveredAt))
      draft.deliver('police_risk_assessment', risk, to, 'DELIVERED', deliveredAt, officer);
  }
  return risk;
};

/** The urgent measure (ZSNP art. 17): ordered, and served some hours later unless he cannot be found. */
export const orderMeasure = (story: Story, at: Date): MeasureRow | null => {
  const { draft, side, cast, course, by } = story;
  const { random } = draft;
  const officer = workerAt(story, side.police, at);
  const apart = random.chance(0.35);
  const servedAt = minutesAfter(at, random.int(50, 420));
  if (officer === null) return null;
  const measure = draft.add('police_urgent_measure', officer, at, {
    subject_id: victimOf(story).id,
    number: `HM-${String(draft.world.number(side.police, 'measure'))}`,
    kinds: apart ? ['NO_CONTACT_OR_APPROACH'] : ['REMOVAL_FROM_DWELLING', 'NO_CONTACT_OR_APPROACH'],
    ordered_at: at,
    served_at: null,
    covers_children: cast.children.length > 0 && random.chance(0.7),
  });
  if (course === 'UNSERVED' || !draft.happened(servedAt)) return measure;
  draft.correct('police_urgent_measure', measure, officer, servedAt, { served_at: servedAt });
  for (const to of [side.prosecution, side.centre]) {
    if (to !== undefined && draft.reaches(to, servedAt))
      draft.deliver('police_urgent_measure', measure, to, 'DELIVERED', servedAt, officer);
  }
  const respondent = respondentOf(story);
  if (respondent.status === 'REPORTED')
    draft.correct('participant', respondent, by, servedAt, { status: 'UNDER_MEASURE' });
  return measure;
};

/** He came again: a second event, and the assessment made anew. */
export const repeatViolence = (story: Story): void => {
  const { draft, side } = story;
  const { random } = draft;
  const reportedAt = daysAfter(draft.openedAt, random.int(18, 70));
  const text = random.pick(REPEATED);
  const occurredAt = minutesAfter(reportedAt, -random.int(20, 400));
  const officer = workerAt(story, side.police, reportedAt);
  if (officer === null) return;
  draft.incident(officer, reportedAt, {
    occurred_at: occurredAt,
    precision: 'MINUTE',
    municipality_id: side.police.municipalityId,
    place: random.pick(['HOME', 'STREET', 'ONLINE'] as const),
    forms: ['PSYCHOLOGICAL'],
    weapon: 'NONE',
    children_present: null,
    channel: 'VICTIM',
    reported_without_consent: false,
    description: written(story, text),
  });
  assessRisk(story, random.pick(['MEDIUM', 'HIGH'] as const), hoursAfter(reportedAt, 3));
};

/** What the officer learned later of the event; the first version stays in the history. */
export const correctIncident = (story: Story, incident: IncidentRow): void => {
  const { draft, by } = story;
  const { random } = draft;
  const at = hoursAfter(draft.openedAt, random.int(6, 60));
  const minutes = random.int(5, 90);
  if (!draft.happened(at)) return;
  draft.correct('incident', incident, by, at, {
    occurred_at: minutesAfter(incident.occurred_at, -minutes),
    precision: 'MINUTE',
    description: `${incident.description ?? ''} ${written(story, 'Dopunjeno posle razgovora sa svedokom.')}`,
  });
};

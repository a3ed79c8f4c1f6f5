import type { DecisionRow, IncidentRow, MeasureRow, ProposalRow, RiskRow } from '../rows';
import { inScript } from '../script';
import { join, victimOf, workerAt, type Story } from '../story';
import { EVALUATIONS, REASONS_EXTENDED, REASONS_REFUSED } from '../texts/justice';
import { daysAfter, hoursAfter } from '../time';

/** What the police and others laid before the prosecutor. */
export interface Evidence {
  readonly measure: MeasureRow;
  readonly risk: RiskRow;
  readonly incident: IncidentRow;
}

/** The prosecutor proposes the extension within 24 hours of service, and everything it rests on is filed (ZSNP art. 18). */
const propose = (story: Story, { measure, risk, incident }: Evidence): ProposalRow | null => {
  const { draft, side, by, cast } = story;
  const { random } = draft;
  const { served_at: servedAt } = measure;
  if (servedAt === null || side.prosecution === undefined || side.court === undefined) return null;
  const at = hoursAfter(servedAt, random.int(3, 22));
  const text = random.pick(EVALUATIONS);
  const prosecutor = workerAt(story, side.prosecution, at);
  if (prosecutor === null) return null;
  join(story, { from: prosecutor, to: side.court, scope: 'LIAISON', at });
  const proposal = draft.add('prosecution_extension_proposal', prosecutor, at, {
    subject_id: victimOf(story).id,
    number: `PP-${String(draft.world.number(side.prosecution, 'proposal'))}`,
    measure_id: measure.id,
    filed_at: at,
    evaluation: inScript(text, 'Cyrl'),
    danger: true,
  });
  draft.deliver('prosecution_extension_proposal', proposal, side.court, 'FILED', at, prosecutor);
  const officer = workerAt(story, side.police, at);
  if (officer !== null) {
    draft.deliver('police_urgent_measure', measure, side.court, 'FILED', at, officer);
    draft.deliver('police_risk_assessment', risk, side.court, 'FILED', at, officer);
  }
  draft.deliver('incident', incident, side.court, 'FILED', at, by);
  for (const person of [...cast.victims, ...cast.respondents])
    draft.deliver('participant', person, side.court, 'FILED', at, by);
  return proposal;
};

const decide = (story: Story, measure: MeasureRow, proposal: ProposalRow): DecisionRow | null => {
  const { draft, side, course } = story;
  const { random } = draft;
  const at = hoursAfter(proposal.filed_at, random.int(4, 23));
  const refused = course.startsWith('REFUSED');
  const text = random.pick(refused ? REASONS_REFUSED : REASONS_EXTENDED);
  const judge = workerAt(story, side.court, at);
  if (judge === null || side.court === undefined || measure.served_at === null) return null;
  const decision = draft.add('court_decision', judge, at, {
    subject_id: victimOf(story).id,
    number: `HM-${String(draft.world.number(side.court, 'decision'))}`,
    measure_id: measure.id,
    decided_at: at,
    outcome: refused ? 'REFUSED' : 'EXTENDED',
    until: refused ? null : daysAfter(measure.served_at, 32),
    covers_children: !refused && measure.covers_children,
    reasoning: inScript(text, 'Cyrl'),
    appeal_filed_at: null,
    appeal_by: null,
    appeal_decision: null,
    appeal_decided_at: null,
  });
  draft.deliver('court_decision', decision, side.police, 'EXECUTOR', at, judge);
  if (draft.reaches(side.centre, at))
    draft.deliver('court_decision', decision, side.centre, 'DELIVERED', at, judge);
  return decision;
};

/** An appeal in three days, the higher court's answer in three more; both are versions of the decision (ZSNP art. 20). */
const appeal = (story: Story, measure: MeasureRow, decision: DecisionRow): void => {
  const { draft, side, course } = story;
  const { random } = draft;
  const refused = course.startsWith('REFUSED');
  const filedAt = hoursAfter(decision.decided_at, random.int(8, 70));
  const decidedAt = hoursAfter(filedAt, random.int(20, 70));
  const judge = workerAt(story, side.court, filedAt);
  if (judge === null) return;
  draft.correct('court_decision', decision, judge, filedAt, {
    appeal_filed_at: filedAt,
    appeal_by: refused ? 'PROSECUTOR' : 'RESPONDENT',
  });
  if (!draft.happened(decidedAt)) return;
  const altered = course.endsWith('_ALTERED');
  const changes = refused
    ? { outcome: 'EXTENDED' as const, until: daysAfter(measure.served_at ?? decidedAt, 32) }
    : { until: decidedAt };
  draft.correct('court_decision', decision, judge, decidedAt, {
    appeal_decision: altered ? 'ALTERED' : 'CONFIRMED',
    appeal_decided_at: decidedAt,
    ...(altered ? changes : {}),
  });
};

/** From the served measure to the end of its course, as far as that is past. */
export const goToCourt = (story: Story, evidence: Evidence): void => {
  const { course } = story;
  if (course === 'NO_MEASURE' || course === 'UNSERVED' || course === 'EXPIRED') return;
  const proposal = propose(story, evidence);
  if (proposal === null) return;
  const decision = decide(story, evidence.measure, proposal);
  if (decision === null) return;
  if (course.endsWith('_CONFIRMED') || course.endsWith('_ALTERED')) appeal(story, evidence.measure, decision);
};

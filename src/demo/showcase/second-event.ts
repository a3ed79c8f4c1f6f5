import { daysAfter } from '../time';
import type { ShowcaseChildren, ShowcasePeople } from './people';
import type { Stage } from './team';

/** Yesterday he found her; the measure of that night is in force, and the court has extended it. */
export const playSecondEvent = (
  { draft, team, ago }: Stage,
  { victim, respondent }: ShowcasePeople,
  { son }: ShowcaseChildren,
): void => {
  const { police, prosecution, socialWork, court, health, education } = team;
  const incident = draft.incident(police, ago(32.5), {
    occurred_at: ago(33),
    precision: 'MINUTE',
    municipality_id: police.agency.municipalityId,
    place: 'WORKPLACE',
    forms: ['PHYSICAL', 'PSYCHOLOGICAL'],
    weapon: 'KNIFE',
    children_present: true,
    channel: 'VICTIM',
    reported_without_consent: false,
    description:
      'Сачекао ју је испред пекаре, показао нож и вукао је за руку ка возилу. Дечак је стајао на вратима. Побегао је кад је изашла колегиница.',
  });
  draft.deliver('incident', incident, health.agency, 'DELIVERED', ago(32), police);
  const risk = draft.add('police_risk_assessment', police, ago(31.5), {
    subject_id: victim.id,
    assessed_at: ago(31.5),
    level: 'IMMEDIATE',
    children_at_risk: true,
    answers: {
      EARLIER_VIOLENCE: 'YES',
      READY_TO_REPEAT: 'YES',
      THREAT_OF_MURDER_OR_SUICIDE: 'YES',
      POSSESSES_WEAPON: 'YES',
      MENTAL_ILLNESS: 'UNKNOWN',
      SUBSTANCE_ABUSE: 'YES',
      CONFLICT_OVER_CHILD: 'YES',
      EARLIER_MEASURE: 'YES',
      FEAR_AND_OWN_ESTIMATE_OF_VICTIM: 'YES',
    },
    victim_words: 'Нашао ме је и поред свега. Мислим да ће ме убити ако опет изађе на слободу.',
    opinion_of_centre: 'Опасност је непосредна; дечак је био присутан и не сме да иде сам из школе.',
  });
  const measure = draft.add('police_urgent_measure', police, ago(31), {
    subject_id: victim.id,
    number: `HM-${String(draft.world.number(police.agency, 'measure'))}`,
    kinds: ['NO_CONTACT_OR_APPROACH'],
    ordered_at: ago(31),
    served_at: ago(30),
    covers_children: true,
  });
  for (const { agency } of [prosecution, socialWork]) {
    draft.deliver('police_risk_assessment', risk, agency, 'DELIVERED', ago(31), police);
    draft.deliver('police_urgent_measure', measure, agency, 'DELIVERED', ago(30), police);
  }
  draft.deliver('police_urgent_measure', measure, education.agency, 'DELIVERED', ago(29), police);
  const proposal = draft.add('prosecution_extension_proposal', prosecution, ago(20), {
    subject_id: victim.id,
    number: `PP-${String(draft.world.number(prosecution.agency, 'proposal'))}`,
    measure_id: measure.id,
    filed_at: ago(20),
    evaluation:
      'Лице је после одбијања ранијег предлога пронашло жртву и претило ножем пред дететом. Предлаже се продужење на 30 дана, и за децу.',
    danger: true,
  });
  draft.deliver('prosecution_extension_proposal', proposal, court.agency, 'FILED', ago(20), prosecution);
  draft.deliver('police_risk_assessment', risk, court.agency, 'FILED', ago(19.5), police);
  draft.deliver('police_urgent_measure', measure, court.agency, 'FILED', ago(19.5), police);
  draft.deliver('incident', incident, court.agency, 'FILED', ago(19.5), police);
  draft.deliver('participant', victim, court.agency, 'FILED', ago(19.5), police);
  draft.deliver('participant', respondent, court.agency, 'FILED', ago(19.5), police);
  draft.deliver('participant', son, court.agency, 'FILED', ago(19), socialWork);
  const decision = draft.add('court_decision', court, ago(6), {
    subject_id: victim.id,
    number: `HM-${String(draft.world.number(court.agency, 'decision'))}`,
    measure_id: measure.id,
    decided_at: ago(6),
    outcome: 'EXTENDED',
    until: daysAfter(ago(30), 32),
    covers_children: true,
    reasoning: 'Поновљени напад уз оружје и пред дететом; блажа мера не би постигла сврху.',
    appeal_filed_at: null,
    appeal_by: null,
    appeal_decision: null,
    appeal_decided_at: null,
  });
  draft.deliver('court_decision', decision, police.agency, 'EXECUTOR', ago(6), court);
  draft.deliver('court_decision', decision, socialWork.agency, 'DELIVERED', ago(6), court);
  draft.deliver('court_decision', decision, education.agency, 'DELIVERED', ago(5), court);
};

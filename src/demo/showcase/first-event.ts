import type { ParticipantRow } from '../rows';
import { daysAfter } from '../time';
import type { ShowcasePeople } from './people';
import type { Stage } from './team';

/** The night sixteen days ago, on which the case was opened, and the measure that lapsed. */
export const playFirstEvent = ({ draft, team, ago }: Stage, { victim, respondent }: ShowcasePeople): void => {
  const { police, prosecution, socialWork, court } = team;
  const incident = draft.incident(police, ago(383), {
    occurred_at: ago(386),
    precision: 'HOUR',
    municipality_id: police.agency.municipalityId,
    place: 'HOME',
    forms: ['PHYSICAL', 'PSYCHOLOGICAL'],
    weapon: 'UNKNOWN',
    children_present: true,
    channel: 'NEIGHBOUR',
    reported_without_consent: true,
    description:
      'Комшиница је чула вику и тупе ударце. Патрола је затекла жену са траговима стезања на врату.',
  });
  draft.correct('incident', incident, police, ago(381), {
    occurred_at: ago(385.5),
    precision: 'MINUTE',
    weapon: 'STRANGULATION',
    description:
      'Комшиница је чула вику и тупе ударце. Патрола је затекла жену са траговима стезања на врату; дечак је био у соби. У орману је нађена ловачка пушка.',
  });
  const risk = draft.add('police_risk_assessment', police, ago(382.5), {
    subject_id: victim.id,
    assessed_at: ago(382.5),
    level: 'MEDIUM',
    children_at_risk: null,
    answers: { EARLIER_VIOLENCE: 'YES', POSSESSES_WEAPON: 'UNKNOWN', SUBSTANCE_ABUSE: 'YES' },
    victim_words: null,
    opinion_of_centre: null,
  });
  draft.correct('police_risk_assessment', risk, police, ago(381), {
    level: 'IMMEDIATE',
    children_at_risk: true,
    answers: {
      EARLIER_VIOLENCE: 'YES',
      READY_TO_REPEAT: 'YES',
      THREAT_OF_MURDER_OR_SUICIDE: 'YES',
      POSSESSES_WEAPON: 'YES',
      MENTAL_ILLNESS: 'NO',
      SUBSTANCE_ABUSE: 'YES',
      CONFLICT_OVER_CHILD: 'NO',
      EARLIER_MEASURE: 'NO',
      FEAR_AND_OWN_ESTIMATE_OF_VICTIM: 'YES',
    },
    victim_words: 'Стезао ме је док ми се није смрачило. Рекао је да ће следећи пут завршити.',
  });
  const measure = draft.add('police_urgent_measure', police, ago(380), {
    subject_id: victim.id,
    number: `HM-${String(draft.world.number(police.agency, 'measure'))}`,
    kinds: ['REMOVAL_FROM_DWELLING', 'NO_CONTACT_OR_APPROACH'],
    ordered_at: ago(380),
    served_at: null,
    covers_children: false,
  });
  draft.correct('police_urgent_measure', measure, police, ago(378), { served_at: ago(378) });
  draft.correct('participant', respondent, police, ago(378), { status: 'UNDER_MEASURE' });
  for (const { agency } of [prosecution, socialWork]) {
    draft.deliver('police_risk_assessment', risk, agency, 'DELIVERED', ago(380.5), police);
    draft.deliver('police_urgent_measure', measure, agency, 'DELIVERED', ago(378), police);
  }
  const proposal = draft.add('prosecution_extension_proposal', prosecution, ago(360), {
    subject_id: victim.id,
    number: `PP-${String(draft.world.number(prosecution.agency, 'proposal'))}`,
    measure_id: measure.id,
    filed_at: ago(360),
    evaluation:
      'Процена полиције је потпуна. Опасност је непосредна: давлење, претња убиством, доступно оружје.',
    danger: true,
  });
  draft.deliver('prosecution_extension_proposal', proposal, court.agency, 'FILED', ago(360), prosecution);
  draft.deliver('police_risk_assessment', risk, court.agency, 'FILED', ago(359), police);
  draft.deliver('police_urgent_measure', measure, court.agency, 'FILED', ago(359), police);
  draft.deliver('incident', incident, court.agency, 'FILED', ago(359), police);
  const decision = draft.add('court_decision', court, ago(344), {
    subject_id: victim.id,
    number: `HM-${String(draft.world.number(court.agency, 'decision'))}`,
    measure_id: measure.id,
    decided_at: ago(344),
    outcome: 'REFUSED',
    until: null,
    covers_children: false,
    reasoning:
      'Лице је предало оружје и напустило стан; суд налази да опасност у време одлучивања није непосредна.',
    appeal_filed_at: null,
    appeal_by: null,
    appeal_decision: null,
    appeal_decided_at: null,
  });
  draft.correct('court_decision', decision, court, ago(312), {
    appeal_filed_at: ago(312),
    appeal_by: 'PROSECUTOR',
  });
  draft.correct('court_decision', decision, court, ago(264), {
    appeal_decision: 'CONFIRMED',
    appeal_decided_at: ago(264),
  });
};

/** The shelter for a week, then a flat that only some may know. */
export const findSafePlace = ({ draft, team, ago }: Stage, victim: ParticipantRow): void => {
  const { shelter, police, socialWork, ngo } = team;
  const stay = draft.add('ngo_service_use', shelter, ago(376), {
    subject_id: victim.id,
    service: 'SHELTER',
    started_on: ago(379).toISOString().slice(0, 10),
    ended_on: null,
    shelter_token: draft.random.uuid(),
    relay_phone: '+381 00 555 9001',
  });
  draft.deliver('ngo_service_use', stay, socialWork.agency, 'DELIVERED', ago(376), shelter);
  draft.deliver('ngo_service_use', stay, police.agency, 'DELIVERED', ago(376), shelter);
  draft.correct('ngo_service_use', stay, shelter, ago(214), {
    ended_on: daysAfter(ago(379), 7).toISOString().slice(0, 10),
  });
  draft.correct('participant', victim, police, ago(210), {
    address: 'Виноградска 31, стан 4',
    patrol_flag: true,
    phone: '+381 00 555 1211',
    safe_times: 'радним даном 9–13 h, не слати поруке',
  });
  draft.add('ngo_service_use', ngo, ago(350), {
    subject_id: victim.id,
    service: 'COUNSELLING',
    started_on: ago(350).toISOString().slice(0, 10),
    ended_on: null,
    shelter_token: null,
    relay_phone: null,
  });
};

import type { ExaminationRow } from '../rows';
import type { ShowcaseChildren, ShowcasePeople } from './people';
import type { Stage } from './team';

/** The examinations of both nights: the second, which is answered, filed as evidence. */
export const playHealth = ({ draft, team, ago }: Stage, { victim }: ShowcasePeople): ExaminationRow => {
  const { health, police, prosecution, court } = team;
  const first = draft.add('health_examination', health, ago(377), {
    subject_id: victim.id,
    examined_at: ago(377.5),
    injuries: 'Tragovi stezanja na vratu obostrano, promuklost, tačkasta krvarenja na kapcima.',
    severity: 'SERIOUS',
    need: 'Posmatranje 24 h, kontrola ORL.',
    hark: { humiliated: true, afraid: true, raped: null, kicked: true },
    findings: 'Trudnoća 9. nedelja, plod vitalan.',
    bears_on_risk: null,
    mental_health: 'Akutna reakcija na stres; bez suicidalnih misli. Upućena psihologu.',
    mental_health_needs: null,
    expert_opinion: null,
  });
  const second = draft.add('health_examination', health, ago(30.5), {
    subject_id: victim.id,
    examined_at: ago(31),
    injuries: 'Hematom desne podlaktice 6 × 4 cm, površinska posekotina dlana.',
    severity: 'MINOR',
    need: 'Previjanje, kontrola trudnoće isti dan.',
    hark: { humiliated: true, afraid: true, raped: false, kicked: true },
    findings: 'Trudnoća 11. nedelja, plod vitalan.',
    bears_on_risk: null,
    mental_health: 'Izražen strah, poremećen san; zakazan pregled psihijatra.',
    mental_health_needs: 'Potrebni su mir noću i pratnja do ordinacije.',
    expert_opinion: 'Veštak: uračunljiva; iskazu doprinosi strah, ne oboljenje.',
  });
  for (const row of [first, second]) {
    draft.deliver('health_examination', row, police.agency, 'DELIVERED', row.recorded_at, health);
    draft.deliver('health_examination', row, prosecution.agency, 'DELIVERED', row.recorded_at, health);
  }
  draft.deliver('health_examination', second, court.agency, 'FILED', ago(19), health);
  return second;
};

/** The centre on the family and on the daughter, who spoke on her own. */
export const playCentre = (
  { draft, team, ago }: Stage,
  { victim }: ShowcasePeople,
  { daughter }: ShowcaseChildren,
): void => {
  const { socialWork, prosecution, police, court } = team;
  const family = draft.add('social_work_family_assessment', socialWork, ago(336), {
    subject_id: victim.id,
    assessed_at: ago(338),
    findings:
      'Porodica je centru poznata dve godine. Nasilje se pojačava posle svakog pokušaja odlaska. Majka je jedini oslonac deci; ćerka iz prvog braka odselila se kod bake.',
    summary:
      'Visok rizik od ponavljanja. Predlaže se zaštita na adresi, pravna pomoć i praćenje dečaka u školi.',
    opinion_on_risk: 'Povratak u zajednički stan nosi visok rizik za žrtvu i oba deteta.',
    custody: 'Sin je privremeno poveren majci; viđanje sa ocem samo u prostorijama centra.',
    consents_for_child: 'Saglasnost za sina daje majka.',
    collects_child: 'Sina preuzima majka ili baka po majci. Otac ne preuzima.',
    child_statement: null,
  });
  const child = draft.add('social_work_family_assessment', socialWork, ago(310), {
    subject_id: daughter.id,
    assessed_at: ago(312),
    findings: 'Zrela za svoj uzrast, brine o bratu. Želi da ostane kod bake do kraja školske godine.',
    summary: 'Smeštaj kod bake je stabilan; ne otkrivati adresu.',
    opinion_on_risk: null,
    custody: 'Živi kod bake po majci po saglasnosti majke.',
    consents_for_child: 'Saglasnost daje majka.',
    collects_child: null,
    child_statement: 'Kaže da je očuh dva puta držao pušku na stolu „da svi vide“.',
  });
  for (const row of [family, child]) {
    draft.deliver(
      'social_work_family_assessment',
      row,
      prosecution.agency,
      'DELIVERED',
      ago(308),
      socialWork,
    );
  }
  draft.deliver('social_work_family_assessment', family, police.agency, 'DELIVERED', ago(308), socialWork);
  draft.deliver('social_work_family_assessment', family, court.agency, 'FILED', ago(18), socialWork);
};

/** The school on its pupil. */
export const playSchool = ({ draft, team, ago }: Stage, { son }: ShowcaseChildren): void => {
  const { education, socialWork, police } = team;
  const report = draft.add('education_school_report', education, ago(300), {
    subject_id: son.id,
    observed_on: ago(320).toISOString().slice(0, 10),
    danger: 'Otac je došao da preuzme dečaka pre kraja nastave i odbio da ode dok nije pozvana policija.',
    observations: 'Dečak je povučen, zaspao na času, crta kuću bez vrata. Kaže da „tata zna gde je mama“.',
    attendance: 'Odsutan četiri dana u poslednje dve nedelje.',
    told_parent: true,
  });
  for (const { agency } of [socialWork, police])
    draft.deliver('education_school_report', report, agency, 'DELIVERED', ago(299), education);
};

import type { CaseDraft } from '../case-draft';
import { SERBIAN } from '../names/serbian';
import { inventPerson, type Kin, type Person } from '../people';
import type { ParticipantRow } from '../rows';
import type { Team } from './team';

const KIN: Kin = { culture: SERBIAN, family: ['Klenovac', 'Klenovac'], script: 'Cyrl' };

/** A person with a name of her own, whose birth date and number are drawn like everybody's. */
const person = (
  draft: CaseDraft,
  name: { family: string; given: string },
  sex: 'FEMALE' | 'MALE',
  age: number,
  language: string,
): Person => ({
  ...inventPerson(draft.random, KIN, { sex, age }, draft.world.now),
  family_name: name.family,
  given_name: name.given,
  language,
});

export interface ShowcasePeople {
  readonly victim: ParticipantRow;
  readonly respondent: ParticipantRow;
  readonly neighbour: ParticipantRow;
}

/** Whom the police entered on the first night; the neighbour must not be known to have called. */
export const enterFirst = (draft: CaseDraft, { police }: Team, at: Date): ShowcasePeople => {
  const [vrsac] = draft.world.registry.municipalities('VET');
  const place = vrsac === undefined ? {} : { municipalityId: vrsac };
  const victim = draft.participant(
    police,
    at,
    ['VICTIM'],
    person(draft, { family: 'Кленовац', given: 'Јасна' }, 'FEMALE', 37, 'sr-Cyrl'),
    {
      ...place,
      address: 'Млинска 12',
      patrolFlag: false,
      phone: '+381 00 555 1201',
      safeTimes: 'само преподне, док је он на послу',
      employer: 'Пекара „Златно класје“',
      note: 'При првом контакту уручено обавештење о правима.',
    },
  );
  const respondent = draft.participant(
    police,
    at,
    ['RESPONDENT'],
    person(draft, { family: 'Кленовац', given: 'Радоје' }, 'MALE', 41, 'sr-Cyrl'),
    {
      ...place,
      address: 'Млинска 12',
      phone: '+381 00 555 1202',
      employer: 'Ловочуварска служба „Јаребица“',
      armedRole: 'HUNTER',
      status: 'REPORTED',
    },
  );
  const neighbour = draft.participant(
    police,
    at,
    ['PROTECTED_REPORTER'],
    person(draft, { family: 'Nádasparti', given: 'Etelka' }, 'FEMALE', 66, 'hu'),
    { phone: '+381 00 555 1203', note: 'Боји се освете; не помињати је ни пред ким.' },
  );
  draft.relate(police, at, respondent, 'SPOUSE', victim);
  draft.relate(police, at, neighbour, 'ACQUAINTANCE', victim);
  return { victim, respondent, neighbour };
};

export interface ShowcaseChildren {
  readonly daughter: ParticipantRow;
  readonly son: ParticipantRow;
}

/** The children, whom the centre entered: where the daughter lives is with the centre alone. */
export const enterChildren = (
  draft: CaseDraft,
  { socialWork }: Team,
  { victim, respondent }: ShowcasePeople,
  at: Date,
): ShowcaseChildren => {
  const [vrsac, belaCrkva] = draft.world.registry.municipalities('VET');
  const daughter = draft.participant(
    socialWork,
    at,
    ['CHILD'],
    person(draft, { family: 'Drenovljev', given: 'Lana' }, 'FEMALE', 15, 'sr-Latn'),
    {
      ...(belaCrkva === undefined ? {} : { municipalityId: belaCrkva }),
      address: 'Dudova 8, kod bake po majci',
      school: 'Srednja škola „Lipov hlad“',
      phone: '+381 00 555 1204',
      safeTimes: 'posle nastave, preko bake',
    },
  );
  const son = draft.participant(
    socialWork,
    at,
    ['CHILD'],
    person(draft, { family: 'Klenovac', given: 'Vuk' }, 'MALE', 8, 'sr-Latn'),
    {
      ...(vrsac === undefined ? {} : { municipalityId: vrsac }),
      patrolFlag: true,
      school: 'Osnovna škola „Slavujev gaj“',
      safetyInstruction: 'Predaje se samo majci ili baki; pri dolasku oca odmah zvati policiju.',
    },
  );
  draft.relate(socialWork, at, victim, 'PARENT', daughter);
  draft.relate(socialWork, at, victim, 'PARENT', son);
  draft.relate(socialWork, at, respondent, 'STEP_PARENT', daughter);
  draft.relate(socialWork, at, respondent, 'PARENT', son);
  return { daughter, son };
};

/** A colleague who saw the second event. */
export const enterWitness = (
  draft: CaseDraft,
  { police }: Team,
  { victim }: ShowcasePeople,
  at: Date,
): ParticipantRow => {
  const witness = draft.participant(
    police,
    at,
    ['WITNESS'],
    person(draft, { family: 'Salcâmaru', given: 'Lenuța' }, 'FEMALE', 45, 'ro'),
    { phone: '+381 00 555 1205' },
  );
  draft.relate(police, at, witness, 'ACQUAINTANCE', victim);
  return witness;
};

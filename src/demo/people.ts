import type { Sex } from '../casework/case-values';
import { inventJmbg } from './jmbg';
import type { Culture } from './names/culture';
import { CULTURES, SHARES, type CultureName } from './names/cultures';
import type { Random } from './random';
import type { ParticipantRow } from './rows';
import { inScript, type Script } from './script';

/** An invented person, in the columns of a participant. */
export type Person = Pick<
  ParticipantRow,
  | 'family_name'
  | 'given_name'
  | 'birth_date'
  | 'identifier_kind'
  | 'identifier'
  | 'sex'
  | 'age_reported'
  | 'language'
>;

/** The people of one household or kin: a name, a language, a script. */
export interface Kin {
  readonly culture: Culture;
  readonly family: Culture['families'][number];
  /** In which the officer wrote the names; only Serbian ones know two. */
  readonly script: Script;
}

export interface Wanted {
  readonly sex: Sex;
  /** Whole years at the report. */
  readonly age: number;
  /** What is known: all; no number; only an age; not even a name. */
  readonly known?: 'ALL' | 'NO_NUMBER' | 'AGE_ONLY' | 'NOTHING';
}

export const inventKin = (random: Random, name: CultureName = random.weighted(SHARES)): Kin => ({
  culture: CULTURES[name],
  family: random.pick<Culture['families'][number]>(CULTURES[name].families),
  script: name === 'sr' && random.chance(0.5) ? 'Cyrl' : 'Latn',
});

const languageOf = ({ culture, script }: Kin): string =>
  culture.language === 'sr' ? `sr-${script}` : culture.language;

/** A number from a document that no state issues, for the few whom no register knows. */
const inventPassport = (random: Random): string => `DEMO${String(random.int(0, 99_999)).padStart(5, '0')}`;

const UNKNOWN: Person = {
  family_name: null,
  given_name: null,
  birth_date: null,
  identifier_kind: null,
  identifier: null,
  sex: null,
  age_reported: null,
  language: null,
};

/** A person of the kin. The draws do not depend on the day, so that the same seed gives the same people whenever it is loaded. */
export const inventPerson = (random: Random, kin: Kin, wanted: Wanted, now: Date): Person => {
  const { culture, family, script } = kin;
  const { sex, age, known = 'ALL' } = wanted;
  const given = random.pick(sex === 'FEMALE' ? culture.women : culture.men);
  const month = random.int(1, 12);
  const day = random.int(1, 28);
  const foreign = random.chance(0.03);
  if (known === 'NOTHING') return { ...UNKNOWN, sex };
  const name = { family_name: sex === 'FEMALE' ? family[1] : family[0], given_name: given };
  const base = {
    ...UNKNOWN,
    family_name: inScript(name.family_name, script),
    given_name: inScript(name.given_name, script),
    sex,
    language: languageOf(kin),
  };
  if (known === 'AGE_ONLY') return { ...base, age_reported: age };
  // A year earlier, so that nobody is younger than said before the birthday.
  const year = String(now.getUTCFullYear() - age - 1);
  const birthDate = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (known === 'NO_NUMBER') return { ...base, birth_date: birthDate };
  return foreign
    ? { ...base, birth_date: birthDate, identifier_kind: 'PASSPORT', identifier: inventPassport(random) }
    : {
        ...base,
        birth_date: birthDate,
        identifier_kind: 'JMBG',
        identifier: inventJmbg(random, birthDate, sex),
      };
};

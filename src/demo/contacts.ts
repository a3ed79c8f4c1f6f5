import type { Random } from './random';

const STREETS = [
  'Lipova',
  'Mlinska',
  'Ciglarska',
  'Vinogradska',
  'Zanatlijska',
  'Ribarska',
  'Kosačka',
  'Dudova',
  'Stari drum',
  'Sokak vetrova',
  'Bagremarska',
  'Vodenička',
];

const EMPLOYERS = [
  'Pekara „Zlatno klasje“',
  'Mlin „Vetrenjača“',
  'Autoprevoz „Tri bagrema“',
  'Stolarija „Hrast i sin“',
  'Ciglana „Crveni breg“',
  'Farma „Salaš na kraju“',
  'Market „Kod skele“',
];

export const inventAddress = (random: Random): string => `${random.pick(STREETS)} ${random.int(1, 140)}`;

/** No network has the prefix 00 555: nobody answers. */
export const inventPhone = (random: Random): string =>
  `+381 00 555 ${String(random.int(0, 9_999)).padStart(4, '0')}`;

export const inventEmployer = (random: Random): string => random.pick(EMPLOYERS);

export const inventSafeTimes = (random: Random): string =>
  random.pick([
    'radnim danom od 9 do 13 časova',
    'posle 17 časova, samo poruka',
    'samo utorkom i četvrtkom pre podne',
    'prepodne, dok je na poslu',
    'nikad vikendom',
  ]);

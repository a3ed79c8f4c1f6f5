import type { Severity } from '../../sectors/health/examination';

/** Injuries as documented, with their severity and the care they need. */
export const INJURIES: readonly {
  readonly severity: Severity;
  readonly text: string;
  readonly need: string;
}[] = [
  {
    severity: 'NONE',
    text: 'Bez vidljivih povreda u vreme pregleda. Žali se na nesanicu i stezanje u grudima.',
    need: 'Kontrola za sedam dana.',
  },
  {
    severity: 'MINOR',
    text: 'Contusio reg. brachii sin.; hematom 4 × 3 cm, tri dana star. Ogrebotine na obe podlaktice.',
    need: 'Analgetik, fotodokumentacija, kontrola.',
  },
  {
    severity: 'MINOR',
    text: 'Hematom oko levog oka, otok donje usne. Bez gubitka svesti.',
    need: 'Oftalmološki pregled, hladne obloge.',
  },
  {
    severity: 'SERIOUS',
    text: 'Fractura costae VIII et IX lat. dex. Višestruki hematomi leđa različite starosti.',
    need: 'Hospitalizacija, kontrola pulmologa, mirovanje šest nedelja.',
  },
  {
    severity: 'SERIOUS',
    text: 'Tragovi stezanja na vratu obostrano, promuklost, tačkasta krvarenja na kapcima.',
    need: 'Hitna obrada posle davljenja, posmatranje 24 h.',
  },
  {
    severity: 'LIFE_THREATENING',
    text: 'Vulnus punctum abdominis, šok pri prijemu. Hitna operacija.',
    need: 'Intenzivna nega.',
  },
];

export const OTHER_FINDINGS = [
  'Hipertenzija, terapija redovna.',
  'Trudnoća 14. nedelja, plod vitalan.',
  'Anemija, upućena izabranom lekaru.',
  'Ranija fraktura podlaktice, navodno pad.',
] as const;

export const MENTAL_NOTES = [
  'Anksiozna, pojačana budnost, bez suicidalnih misli. Upućena psihologu.',
  'Depresivno raspoloženje, poremećen san; zakazan pregled psihijatra.',
  'Akutna reakcija na stres; orijentisana, saradnja dobra.',
] as const;

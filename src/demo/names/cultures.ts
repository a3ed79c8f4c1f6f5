import { MINORITIES } from './minorities';
import { SERBIAN } from './serbian';

/** Family names are invented; given names are the common ones of each language. */
export interface Culture {
  /** Language that the person is spoken to in (BCP 47, without script). */
  readonly language: string;
  /** A family name as a man and as a woman bears it. */
  readonly families: readonly (readonly [man: string, woman: string])[];
  readonly women: readonly string[];
  readonly men: readonly string[];
}

export const CULTURES = { sr: SERBIAN, ...MINORITIES };
export type CultureName = keyof typeof CULTURES;

/** How often each occurs in the region. */
export const SHARES: Readonly<Record<CultureName, number>> = { sr: 58, hu: 13, ro: 10, sk: 8, rom: 7, sq: 4 };

import { MINORITIES } from './minorities';
import { SERBIAN } from './serbian';

export const CULTURES = { sr: SERBIAN, ...MINORITIES };
export type CultureName = keyof typeof CULTURES;

/** How often each occurs in the region. */
export const SHARES: Readonly<Record<CultureName, number>> = { sr: 58, hu: 13, ro: 10, sk: 8, rom: 7, sq: 4 };

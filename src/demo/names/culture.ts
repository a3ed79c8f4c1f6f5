/** Family names are invented; given names are the common ones of each language. */
export interface Culture {
  /** Language that the person is spoken to in (BCP 47, without script). */
  readonly language: string;
  /** A family name as a man and as a woman bears it. */
  readonly families: readonly (readonly [man: string, woman: string])[];
  readonly women: readonly string[];
  readonly men: readonly string[];
}

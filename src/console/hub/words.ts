import type { Access } from './field-access';

/** The hub's codes in the reader's words. */

export const ACCESS_WORDS: Readonly<Record<Access, string>> = {
  ALWAYS: 'Open to you',
  DEPENDS: 'Depends on the case',
  NEVER: 'Withheld from you',
};

const CODE_WORDS: Readonly<Record<string, string>> = {
  NO_RULE: 'No rule opens this to you.',
  PURPOSE: 'It opens for another purpose.',
  SCOPE: 'Your agency needs a scope on the case.',
  TIE: 'You need to be assigned to the case.',
  PROOF: 'You need to log in yourself; a system that names you is not enough.',
  CONSENT: 'It needs the consent of the person concerned.',
  MANDATE: 'It needs a court order or a statutory request.',
  FORBIDDEN: 'A law forbids it to everyone but the readers it names.',
};

const HANDLING_WORDS: Readonly<Record<string, string>> = {
  SEAL_FROM_PARTIES: 'Keep out of what the parties may read',
  NO_CO_PARENT: 'Never to the other parent',
  NO_PRINT: 'Do not print',
  ORAL_ONLY: 'Pass on by word of mouth only',
};

/** A reading from the source itself needs no remark. */
const CONFIDENCE_WORDS: Readonly<Record<string, string>> = {
  S: '',
  S2: 'second hand',
  M: 'from memory',
  U: 'uncertain',
};

const PROOF_WORDS: Readonly<Record<string, string>> = {
  PROVEN: 'proven by own login',
  ASSERTED: 'asserted by a system',
};

export const codeWords = (code: string | null): string => (code === null ? '' : (CODE_WORDS[code] ?? code));
export const handlingWords = (instruction: string): string => HANDLING_WORDS[instruction] ?? instruction;
/** How sure the reading of an article is; empty where there is nothing to remark. */
export const confidenceWords = (confidence: string | null): string =>
  confidence === null ? '' : (CONFIDENCE_WORDS[confidence] ?? confidence);
export const proofWords = (proof: string): string => PROOF_WORDS[proof] ?? proof;

/** `SOCIAL_WORK` as `Social work`. */
export const nameWords = (name: string): string => {
  if (name === 'NGO') return name;
  const words = name.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

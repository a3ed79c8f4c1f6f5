import { isPersonalNumber } from '../lib/personal-number';
import type { IdentifierKind } from './case-values';

const FORMS: Readonly<Record<IdentifierKind, (number: string) => boolean>> = {
  JMBG: (number) => isPersonalNumber('JMBG', number),
  CNP: (number) => isPersonalNumber('CNP', number),
  PASSPORT: (number) => /^[A-Z0-9]{5,15}$/.test(number),
  OTHER: (number) => /^[\p{L}\p{N}][\p{L}\p{N} ./-]{0,49}$/u.test(number),
};

/** Is it a number of that kind, in its form and with the right check digit? */
export const hasForm = (number: unknown, kind: unknown): boolean =>
  typeof number === 'string' && typeof kind === 'string' && FORMS[kind as IdentifierKind](number);

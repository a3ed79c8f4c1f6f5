/** Personal numbers of which the last of thirteen digits is worked out from the others: JMBG (RS, ME) and CNP (RO). */
type Kind = 'JMBG' | 'CNP';

const WEIGHTS: Readonly<Record<Kind, readonly number[]>> = {
  JMBG: [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2],
  CNP: [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9],
};

/** The check digit to the first twelve digits; null where there is none, and the number is never given out. */
export const checkDigit = (kind: Kind, twelve: string): number | null => {
  const sum = WEIGHTS[kind].reduce(
    (total, weight, index) => total + weight * Number(twelve.charAt(index)),
    0,
  );
  const rest = sum % 11;
  if (kind === 'CNP') return rest === 10 ? 1 : rest;
  if (rest === 1) return null;
  return rest === 0 ? 0 : 11 - rest;
};

/** Has the number thirteen digits, and is the last one right? */
export const isPersonalNumber = (kind: Kind, number: string): boolean =>
  /^\d{13}$/.test(number) && checkDigit(kind, number.slice(0, 12)) === Number(number.charAt(12));

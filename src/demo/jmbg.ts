import type { Random } from './random';
import type { Sex } from '../casework/case-values';
import { checkDigit } from '../lib/personal-number';

/** No registration area has this number, so that no living person can have one of these numbers. */
const NO_AREA = '99';

/**
 * A personal number (JMBG) that passes every check of form: day, month, three digits of the year, area, serial number (from 500 for
 * women), check digit. Serial numbers whose check digit would be 10 are never given out.
 */
export const inventJmbg = (random: Random, birthDate: string, sex: Sex): string => {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  for (;;) {
    const serial = String(random.int(0, 499) + (sex === 'FEMALE' ? 500 : 0)).padStart(3, '0');
    const twelve = `${day}${month}${year.slice(1)}${NO_AREA}${serial}`;
    const digit = checkDigit('JMBG', twelve);
    if (digit !== null) return `${twelve}${digit}`;
  }
};

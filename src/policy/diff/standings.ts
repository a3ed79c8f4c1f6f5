import type { Country } from '../../lib/country';
import { legalDay } from '../../lib/legal-day';
import type { PolicyContent } from '../content';
import { boundaryDays, type Standing } from '../status';

/** Where and when two policies are compared. */
export interface Scope {
  readonly countries: readonly Country[];
  /** Whether rules without a verified ground are off; both are compared if both are named. */
  readonly production: readonly boolean[];
  readonly at: Date;
}

/** Each country, with unverified rules on and off, on the day and on each later one on which a law begins or ends in either policy. */
export const standingsOf = (
  { countries, production, at }: Scope,
  ...contents: readonly PolicyContent[]
): readonly Standing[] =>
  countries.flatMap((country) => {
    const today = legalDay(at, country);
    const later = contents.flatMap((content) => boundaryDays(content, country)).filter((day) => day > today);
    const days = [today, ...[...new Set(later)].sort()];
    return production.flatMap((strict) => days.map((day) => ({ country, production: strict, day })));
  });

import { COUNTRIES, type Country } from '../../lib/country';
import { legalDay } from '../../lib/legal-day';
import type { PolicyContent } from '../content';
import type { Problem } from '../problem';
import type { Rule } from '../rule';
import { boundaryDays, statusOf } from '../status';
import { exercisedRules, type TestRun } from './run-tests';

/**
 * Rules that no test exercises. A rule needs a test wherever it can be on, today and after each law that is to begin or end;
 * where it rests on the same bases nothing of it differs, and one test will do.
 */
export const untested = (content: PolicyContent, run: TestRun): readonly Problem[] => {
  const rules = exercisedRules(run);
  const stands = new Set(
    run.outcomes.flatMap(({ exercised }) => exercised.map(({ rule, basis }) => standOf(rule, basis))),
  );
  const times = COUNTRIES.map((country) => ({ country, days: daysFrom(new Date(), country, content) }));
  return [...content.rules.values()].flatMap((rule) => {
    if (!rules.has(rule.id)) return [{ ...rule.source, text: `no test exercises rule "${rule.id}"` }];
    return missing(rule, content, times, stands).map((where) => ({
      ...rule.source,
      text: `no test exercises rule "${rule.id}" in ${where.join(' or ')}`,
    }));
  });
};

/** A rule and what carries it: two places with the same stand need one test. */
const standOf = (rule: string, basis: readonly string[]): string => [rule, ...basis].join(' ');

interface Times {
  readonly country: Country;
  readonly days: readonly string[];
}

const daysFrom = (now: Date, country: Country, content: PolicyContent): readonly string[] => {
  const today = legalDay(now, country);
  return [today, ...boundaryDays(content, country).filter((day) => day > today)];
};

/** For each stand of the rule that no test tried: where it has it. */
const missing = (
  rule: Rule,
  content: PolicyContent,
  times: readonly Times[],
  tested: ReadonlySet<string>,
): readonly (readonly string[])[] => {
  const category = content.categories.get(content.entries.get(rule.category)?.field ?? '');
  if (category === undefined) return [];
  const places = new Map<string, string[]>();
  for (const { country, days } of times) {
    days.forEach((day, position) => {
      const status = statusOf(rule, category, content, { country, production: false, day, pending: true });
      const stand = status.on ? standOf(rule.id, status.basis) : undefined;
      if (stand === undefined || tested.has(stand)) return;
      const place = position === 0 ? country : `${country} from ${day}`;
      places.set(stand, [...(places.get(stand) ?? []), place]);
    });
  }
  return [...places.values()];
};

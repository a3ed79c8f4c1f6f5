import type { Standing } from '../status';
import type { Comparison } from './compare';
import type { Span } from './effect';
import type { Finding, View } from './finding';
import { groupBy } from './group-by';

/** How a comparison names it whether rules without a verified ground are off. */
export const modeOf = (production: boolean): string => (production ? 'production' : 'trial');

/** What was found in each country, on trial and in production, each once for every span of days in which it holds. */
export const overTime = (
  standings: readonly Standing[],
  comparisons: ReadonlyMap<Standing, Comparison>,
): readonly Finding[] => {
  const places = groupBy(standings, ({ country, production }) => `${country} ${String(production)}`);
  return [...places.values()].flatMap((days) => inOnePlace(days, comparisons));
};

/** @param days standings of one place, in order of time */
const inOnePlace = (
  days: readonly Standing[],
  comparisons: ReadonlyMap<Standing, Comparison>,
): readonly Finding[] => {
  const seen = new Map<string, { readonly view: View; readonly on: number[] }>();
  days.forEach((standing, position) => {
    for (const view of comparisons.get(standing)?.views ?? []) {
      const { kind, basis, handling } = view.payload;
      const key = JSON.stringify([view.sides, kind, basis, handling]);
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { view, on: [position] });
      else known.on.push(position);
    }
  });
  const [first] = days;
  return first === undefined
    ? []
    : [...seen.values()].flatMap(({ view, on }) => spansOf(on, days).map((time) => at(view, first, time)));
};

const at = ({ sides, payload }: View, { country, production }: Standing, time: Span): Finding => ({
  sides: {
    ...sides,
    time: [JSON.stringify(time)],
    mode: [modeOf(production)],
    country: [country],
  },
  payload: { ...payload, example: { ...payload.example, country, production, time } },
});

/** Positions that follow each other are one span; it ends with the next day on which something changes. */
const spansOf = (on: readonly number[], days: readonly Standing[]): readonly Span[] =>
  on
    .filter((position) => !on.includes(position - 1))
    .map((start) => {
      let end = start + 1;
      while (on.includes(end)) end += 1;
      return { from: start === 0 ? null : (days[start]?.day ?? null), until: days[end]?.day ?? null };
    });

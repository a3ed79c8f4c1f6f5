import { canonical } from '../../lib/canonical';
import type { Standing } from '../status';
import type { Comparison } from './compare';
import type { Difference, Found, Span } from './effect';

/** The differences of one country and mode, each once for every span of days in which it holds. */
export const overTime = (
  standings: readonly Standing[],
  comparisons: ReadonlyMap<Standing, Comparison>,
): readonly Found[] => {
  const places = new Map<string, Standing[]>();
  for (const standing of standings) {
    const place = `${standing.country} ${String(standing.production)}`;
    places.set(place, [...(places.get(place) ?? []), standing]);
  }
  return [...places.values()].flatMap((days) => inOnePlace(days, comparisons));
};

/** @param days standings of one place, in order of time */
const inOnePlace = (
  days: readonly Standing[],
  comparisons: ReadonlyMap<Standing, Comparison>,
): readonly Found[] => {
  const [first] = days;
  if (first === undefined) return [];
  const seen = new Map<string, { readonly difference: Difference; readonly on: number[] }>();
  days.forEach((standing, position) => {
    for (const difference of comparisons.get(standing)?.differences ?? []) {
      const key = canonical(difference);
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { difference, on: [position] });
      else known.on.push(position);
    }
  });
  const { country, production } = first;
  return [...seen.values()].flatMap(({ difference, on }) =>
    spansOf(on, days).map((time) => ({ ...difference, country, production, time })),
  );
};

/** Positions that follow each other are one span; it ends with the next day on which something changes. */
const spansOf = (on: readonly number[], days: readonly Standing[]): readonly Span[] =>
  on
    .filter((position) => !on.includes(position - 1))
    .map((start) => {
      let end = start + 1;
      while (on.includes(end)) end += 1;
      return { from: start === 0 ? null : (days[start]?.day ?? null), until: days[end]?.day ?? null };
    });

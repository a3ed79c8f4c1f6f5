import type { Country } from './country';

/** Where the day of a country's laws begins at midnight; a trial with foreign data counts in UTC. */
const TIME_ZONES: Readonly<Record<Country, string>> = {
  RS: 'Europe/Belgrade',
  ME: 'Europe/Podgorica',
  RO: 'Europe/Bucharest',
  XX: 'UTC',
};

const HOUR = 3_600_000;

/** One formatter a country: to make one costs more than to use it. */
const formatters = new Map<Country, Intl.DateTimeFormat>();

const formatterOf = (country: Country): Intl.DateTimeFormat => {
  let formatter = formatters.get(country);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: TIME_ZONES[country],
      calendar: 'iso8601',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(country, formatter);
  }
  return formatter;
};

/** The calendar day on which the instant lies in the country, as YYYY-MM-DD: laws begin and end with it. */
export const legalDay = (instant: Date, country: Country): string => {
  const parts = formatterOf(country).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
};

/** The first instant of a day (YYYY-MM-DD) in the country, whatever summer time does around it. */
export const startOfLegalDay = (day: string, country: Country): Date => {
  const noon = Date.parse(`${day}T12:00:00Z`);
  // No zone is further than 14 hours from UTC, so local midnight lies in between; it is found to the second.
  let before = noon - 30 * HOUR;
  let after = noon + 6 * HOUR;
  while (after - before > 1000) {
    const middle = before + Math.floor((after - before) / 2000) * 1000;
    if (legalDay(new Date(middle), country) < day) before = middle;
    else after = middle;
  }
  return new Date(after);
};

/** Whether the calendar has the day: `2026-02-30` is none. */
export const isDay = (day: string): boolean => {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
};

import { InvalidArgumentError } from 'commander';
import type { Country } from '../lib/country';
import { isDay, startOfLegalDay } from '../lib/legal-day';

// How values on the command line are read. Each parser throws InvalidArgumentError, which says what to change.

const TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/u;

const timeOf = (text: string): Date | null => {
  const day = TIME.exec(text)?.[1];
  const time = new Date(text);
  return day === undefined || !isDay(day) || Number.isNaN(time.getTime()) ? null : time;
};

/** A time with its zone. */
export const timeArgument = (text: string): Date => {
  const time = timeOf(text);
  if (time === null)
    throw new InvalidArgumentError('It must be a time with its zone, such as 2026-12-01T00:00:00+01:00.');
  return time;
};

/** The instant of a time with its zone, or at which a day begins in the country. */
export type Moment = (country: Country) => Date;

export const momentArgument = (text: string): Moment => {
  const time = timeOf(text);
  if (time !== null) return () => time;
  if (/^\d{4}-\d{2}-\d{2}$/u.test(text) && isDay(text)) return (country) => startOfLegalDay(text, country);
  throw new InvalidArgumentError('It must be a day, or a time with its zone: 2026-11-21T10:00:00Z.');
};

/** An address that can be asked. */
export const addressArgument = (text: string): string => {
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol))
    throw new InvalidArgumentError('It must be a URL, such as http://localhost:4000.');
  return text;
};

const valueOf = <T extends string>(list: readonly T[], text: string): T => {
  const wanted = text.trim().toUpperCase().replaceAll('-', '_');
  const value = list.find((one) => one === wanted);
  if (value === undefined) throw new InvalidArgumentError(`It must be one of ${list.join(', ')}.`);
  return value;
};

/** One of a closed list: `social-work` as well as `SOCIAL_WORK`. */
export const oneOf =
  <T extends string>(list: readonly T[]) =>
  (text: string): T =>
    valueOf(list, text);

/** Several of a closed list, with commas between. */
export const someOf =
  <T extends string>(list: readonly T[]) =>
  (text: string): readonly T[] =>
    text.split(',').map((part) => valueOf(list, part));

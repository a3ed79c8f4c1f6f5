import { ValidateBy } from 'class-validator';

/** A rule of an input's field: `holds` judges the value, given its whole input. The message never quotes the value. */
export const Rule = (
  name: string,
  message: string,
  holds: (value: unknown, input: Readonly<Record<string, unknown>>) => boolean,
): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value: unknown, args): boolean =>
        holds(value, (args?.object ?? {}) as Record<string, unknown>),
      defaultMessage: () => message,
    },
  });

/** Something is written, and PostgreSQL can hold it: every character but one. */
const isWritten = (value: unknown): boolean =>
  typeof value === 'string' && value.trim() !== '' && !value.includes('\0');

export const isText = (value: unknown, most: number): boolean =>
  isWritten(value) && (value as string).length <= most;

export const textRule = (most: number): string =>
  `Write 1 to ${String(most)} characters, not blanks alone and without U+0000; leave out what is not known.`;

/** Text that says something, of at most so many UTF-16 units. */
export const Text = (most: number): PropertyDecorator =>
  Rule('text', textRule(most), (value) => isText(value, most));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Clocks differ. */
const SKEW = 5 * MINUTE;
/** Where the day is furthest ahead of UTC. */
const EARLIEST_ZONE = 14 * HOUR;
/** Nothing that a case tells of is older. */
const OLDEST = '1900-01-01';

const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

const isPast = (value: unknown, now = Date.now()): boolean =>
  value instanceof Date
    ? value.getTime() <= now + SKEW && dayOf(value.getTime()) >= OLDEST
    : typeof value === 'string' && value >= OLDEST && value <= dayOf(now + EARLIEST_ZONE);

/** A time or day that has come, and is not absurdly old. Today is a day that has come anywhere. */
export const Past = (): PropertyDecorator =>
  Rule('past', 'Name a time that has come, not before the year 1900.', (value) => isPast(value));

const timeOf = (value: unknown): number =>
  value instanceof Date ? value.getTime() : Date.parse(String(value));

/** A time that does not lie before the one in another field, if that is given. */
export const NotBefore = (field: string): PropertyDecorator =>
  Rule('notBefore', `It must not lie before ${field}.`, (value, input) => {
    const other = input[field];
    return other === null || other === undefined || timeOf(value) >= timeOf(other);
  });

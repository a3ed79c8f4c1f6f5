import type { TimePrecision } from '../../casework/case-values';
import { instantOf } from './time-zone';

/** What a pattern's letters stand for; longer ones first, so that `MM` is not read as `M` twice. */
const TOKENS: readonly (readonly [token: string, pattern: string, field: Field])[] = [
  ['yyyy', '\\d{4}', 'year'],
  ['MM', '\\d{2}', 'month'],
  ['M', '\\d{1,2}', 'month'],
  ['dd', '\\d{2}', 'day'],
  ['d', '\\d{1,2}', 'day'],
  ['HH', '\\d{2}', 'hour'],
  ['H', '\\d{1,2}', 'hour'],
  ['mm', '\\d{2}', 'minute'],
  ['ss', '\\d{2}', 'second'],
  ['XXX', 'Z|[+-]\\d{2}:?\\d{2}', 'offset'],
];
type Field = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'offset';

/** A pattern of dates or times, such as `dd.MM.yyyy HH:mm`. */
export interface TimeFormat {
  readonly pattern: RegExp;
  readonly fields: ReadonlySet<Field>;
}

export interface ReadTime {
  readonly instant: Date;
  /** As exact as the pattern that fitted. */
  readonly precision: TimePrecision;
}

const escape = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');

/** The compiled pattern; a sentence about what is wrong with it otherwise. Letters other than T must be tokens. */
export const compileFormat = (format: string): TimeFormat | string => {
  const fields = new Set<Field>();
  let pattern = '';
  for (let at = 0; at < format.length;) {
    const token = TOKENS.find(([letters]) => format.startsWith(letters, at));
    const character = format[at] ?? '';
    if (token === undefined) {
      if (/[A-SU-Za-z]/u.test(character))
        return `"${character}" means nothing in a time format; known are ${TOKENS.map(([name]) => name).join(', ')}`;
      pattern += escape(character);
      at += 1;
      continue;
    }
    const [letters, digits, field] = token;
    if (fields.has(field)) return `the ${field} stands twice in the time format`;
    fields.add(field);
    pattern += `(?<${field}>${digits})`;
    at += letters.length;
  }
  const missing = (['year', 'month', 'day'] as const).filter((field) => !fields.has(field));
  if (missing.length > 0) return `the time format lacks the ${missing.join(', the ')}`;
  if (fields.has('minute') && !fields.has('hour')) return 'the time format has minutes without hours';
  return { pattern: new RegExp(`^${pattern}$`, 'u'), fields };
};

const precisionOf = ({ fields }: TimeFormat): TimePrecision =>
  fields.has('minute') ? 'MINUTE' : fields.has('hour') ? 'HOUR' : 'DAY';

const MINUTE = 60_000;

const offsetOf = (text: string): number => {
  if (text === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/u.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
};

/** A year before this is a slip of the pen. */
const FIRST_YEAR = 1000;

/** The wall clock's time as if it were UTC; null where no calendar has it. */
const wallOf = (groups: Readonly<Record<string, string | undefined>>): number | null => {
  const number = (field: Field): number => Number(groups[field] ?? 0);
  const [year, month, day] = [number('year'), number('month'), number('day')];
  const [hour, minute, second] = [number('hour'), number('minute'), number('second')];
  if (hour > 23 || minute > 59 || second > 59 || year < FIRST_YEAR) return null;
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day ? wall.getTime() : null;
};

/** Reads a time by the first pattern that fits; null where none does or there is no such day. */
export const readTime = (text: string, formats: readonly TimeFormat[], zone: string): ReadTime | null => {
  for (const format of formats) {
    const groups = format.pattern.exec(text)?.groups;
    if (groups === undefined) continue;
    const wall = wallOf(groups);
    if (wall === null) return null;
    const { offset } = groups;
    const instant = offset === undefined ? instantOf(wall, zone) : wall - offsetOf(offset);
    return { instant: new Date(instant), precision: precisionOf(format) };
  }
  return null;
};

/** Reads a calendar day as `yyyy-MM-dd`; null where no pattern fits or there is no such day. */
export const readDay = (text: string, formats: readonly TimeFormat[]): string | null => {
  for (const { pattern } of formats) {
    const groups = pattern.exec(text)?.groups;
    const wall = groups === undefined ? null : wallOf(groups);
    if (wall !== null) return new Date(wall).toISOString().slice(0, 10);
  }
  return null;
};

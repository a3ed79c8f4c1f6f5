import { compileFormat, readDay, readTime, type TimeFormat } from '../../../src/exchange/mapping/time-format';
import { instantOf, isTimeZone } from '../../../src/exchange/mapping/time-zone';

const formats = (...texts: string[]): TimeFormat[] =>
  texts.map((text) => {
    const format = compileFormat(text);
    if (typeof format === 'string') throw new Error(format);
    return format;
  });

describe('times of a file', () => {
  const belgrade = (text: string, ...patterns: string[]): string | null => {
    const time = readTime(text, formats(...patterns), 'Europe/Belgrade');
    return time === null ? null : `${time.instant.toISOString()} ${time.precision}`;
  };

  it.each([
    ['2019-01-01 1', 'yyyy-MM-dd H', '2019-01-01T00:00:00.000Z HOUR'],
    ['2019-07-01', 'yyyy-MM-dd', '2019-06-30T22:00:00.000Z DAY'],
    ['1.7.2019. 13:05', 'd.M.yyyy. HH:mm', '2019-07-01T11:05:00.000Z MINUTE'],
    ['2019-07-01T13:05:07Z', 'yyyy-MM-ddTHH:mm:ssXXX', '2019-07-01T13:05:07.000Z MINUTE'],
    ['2019-07-01T13:05:07-0530', 'yyyy-MM-ddTHH:mm:ssXXX', '2019-07-01T18:35:07.000Z MINUTE'],
    ['2019-07-01T13:05+02:00', 'yyyy-MM-ddTHH:mmXXX', '2019-07-01T11:05:00.000Z MINUTE'],
  ])('reads %s by %s', (text, pattern, expected) => {
    expect(belgrade(text, pattern)).toBe(expected);
  });

  it('takes the first pattern that fits, and is as exact as that one', () => {
    const patterns = ['yyyy-MM-dd H', 'yyyy-MM-dd'];
    expect(belgrade('2019-01-01', ...patterns)).toMatch(/DAY$/u);
    expect(belgrade('2019-01-01 23', ...patterns)).toMatch(/HOUR$/u);
  });

  it.each([
    '2019-02-29',
    '2019-13-01',
    '2019-00-10',
    '2019-1-1',
    ' 2019-01-01',
    '2019-01-01 24',
    '0199-01-01',
  ])('finds no time in "%s"', (text) => {
    expect(belgrade(text, 'yyyy-MM-dd', 'yyyy-MM-dd HH')).toBeNull();
  });

  it('reads days', () => {
    expect(readDay('29.2.2020.', formats('d.M.yyyy.'))).toBe('2020-02-29');
    expect(readDay('29.2.2019.', formats('d.M.yyyy.'))).toBeNull();
    expect(readDay('x', formats('d.M.yyyy.'))).toBeNull();
  });

  it.each([
    ['yyyy-MM', /lacks the day/u],
    ['HH:mm', /lacks the year, the month, the day/u],
    ['yyyy-MM-dd mm', /minutes without hours/u],
    ['yyyy-MM-dd d', /day stands twice/u],
    ['yyyy-MM-dd hh', /"h" means nothing/u],
    ['dd. MMM yyyy', /month stands twice/u],
  ])('says what is wrong with the pattern %s', (pattern, text) => {
    expect(compileFormat(pattern)).toMatch(text);
  });
});

describe('wall clocks', () => {
  const wall = (text: string): number => Date.parse(`${text}Z`);
  const shown = (text: string, zone: string): string => new Date(instantOf(wall(text), zone)).toISOString();

  it('know summer and winter, and zones without either', () => {
    expect(shown('2019-01-01T12:00', 'America/Chicago')).toBe('2019-01-01T18:00:00.000Z');
    expect(shown('2019-07-01T12:00', 'America/Chicago')).toBe('2019-07-01T17:00:00.000Z');
    expect(shown('2019-07-01T12:00', 'UTC')).toBe('2019-07-01T12:00:00.000Z');
    expect(shown('2019-07-01T12:00', 'Asia/Kathmandu')).toBe('2019-07-01T06:15:00.000Z');
  });

  it('read an hour that comes twice as its first coming', () => {
    expect(shown('2019-11-03T01:30', 'America/Chicago')).toBe('2019-11-03T06:30:00.000Z');
    expect(shown('2019-10-27T02:30', 'Europe/Belgrade')).toBe('2019-10-27T00:30:00.000Z');
  });

  it('read an hour that they skip as if they had not been put forward', () => {
    expect(shown('2019-03-10T02:30', 'America/Chicago')).toBe('2019-03-10T08:30:00.000Z');
    expect(shown('2019-03-31T02:30', 'Europe/Belgrade')).toBe('2019-03-31T01:30:00.000Z');
  });

  it('are known by their IANA names', () => {
    expect(isTimeZone('Europe/Belgrade')).toBe(true);
    expect(isTimeZone('Europe/Beograd')).toBe(false);
  });
});

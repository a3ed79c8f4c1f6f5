import {
  addressArgument,
  momentArgument,
  oneOf,
  someOf,
  timeArgument,
} from '../../../src/commands/arguments';

describe('values on the command line', () => {
  it('are times with their zone', () => {
    expect(timeArgument('2026-12-01T00:00:00+01:00')).toEqual(new Date('2026-11-30T23:00:00Z'));
    expect(timeArgument('2026-12-01T08:30Z')).toEqual(new Date('2026-12-01T08:30:00Z'));
    for (const text of [
      '2026-12-01',
      '2026-12-01T00:00:00',
      '2026-02-31T00:00:00Z',
      '2026-13-01T00:00:00Z',
      'tomorrow',
      '',
    ])
      expect(() => timeArgument(text)).toThrow('a time with its zone');
  });

  it('are days as they begin in the country, or times', () => {
    expect(momentArgument('2026-11-21')('RS')).toEqual(new Date('2026-11-20T23:00:00Z'));
    expect(momentArgument('2026-11-21')('RO')).toEqual(new Date('2026-11-20T22:00:00Z'));
    expect(momentArgument('2026-11-21T00:00:00Z')('RO')).toEqual(new Date('2026-11-21T00:00:00Z'));
    for (const text of ['2026-02-31', '2026-11', 'today', '2026-11-21T10:00'])
      expect(() => momentArgument(text)).toThrow('It must be a day, or a time with its zone');
  });

  it('are addresses that can be asked', () => {
    expect(addressArgument('https://hub.example.org')).toBe('https://hub.example.org');
    for (const text of ['localhost:4000', 'hub.example.org', 'ftp://hub.example.org', ''])
      expect(() => addressArgument(text)).toThrow('It must be a URL, such as http://localhost:4000.');
  });

  it('are words of a closed list, in either spelling', () => {
    expect(oneOf(['SOCIAL_WORK', 'COURT'])('social-work')).toBe('SOCIAL_WORK');
    expect(someOf(['OWN', 'LIAISON'])('own, LIAISON')).toEqual(['OWN', 'LIAISON']);
    expect(() => someOf(['OWN', 'LIAISON'])('own,')).toThrow('It must be one of OWN, LIAISON.');
  });
});

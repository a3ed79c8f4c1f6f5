import { alike } from './alike';

const KNOWN = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const made = (n: number): string => `aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa${n}`;
const SINCE = Date.parse('2026-11-28T10:00:00.000Z');
const at = (seconds: number): string => new Date(SINCE + seconds * 1_000).toISOString();

const same = (one: unknown, other: unknown): boolean =>
  alike(JSON.stringify(one), JSON.stringify(other), {
    since: SINCE,
    isKnown: (id) => id === KNOWN || id === OTHER,
  });

describe('two answers are alike', () => {
  it('where they are the same text', () => {
    expect(same({ id: KNOWN, level: 'HIGH' }, { id: KNOWN, level: 'HIGH' })).toBe(true);
  });

  it('but for the nonces of cursors of one length', () => {
    const cursor = (letter: string, length = 80): string => letter.repeat(length);
    expect(same({ endCursor: cursor('a') }, { endCursor: cursor('b') })).toBe(true);
    expect(same({ endCursor: cursor('a') }, { endCursor: cursor('b', 84) })).toBe(false);
  });

  it('but for ids that they made, each in all its places', () => {
    expect(same([made(1), made(2), made(1)], [made(3), made(4), made(3)])).toBe(true);
    expect(same([made(1), made(2), made(1)], [made(3), made(4), made(4)])).toBe(false);
    expect(same([made(1), made(2)], [made(3), made(3)])).toBe(false);
  });

  it('but for instants since they were asked, near each other', () => {
    expect(same({ at: at(1) }, { at: at(2) })).toBe(true);
    expect(same({ at: at(1) }, { at: at(-9) })).toBe(false);
    expect(same({ at: at(1) }, { at: at(100) })).toBe(false);
  });

  it('but for the order of neighbours that they made', () => {
    const [one, two] = [
      { id: made(1), name: 'A' },
      { id: made(2), name: 'B' },
    ];
    expect(same([one, two], [two, one])).toBe(true);
    const of = (n: number, agency: string): object => ({
      id: made(n),
      startsAt: at(n),
      agency: { id: agency },
    });
    expect(same([of(1, KNOWN), of(1, OTHER)], [of(2, OTHER), of(2, KNOWN)])).toBe(true);
    const known = { id: KNOWN, name: 'K' };
    expect(same([known, one, two], [known, two, one])).toBe(true);
    expect(same([one, known, two], [two, known, one])).toBe(false);
  });

  it('but for the order of what they made and what they corrected in the same instant', () => {
    const corrected = { id: KNOWN, name: 'K', recordedAt: at(1) };
    const created = { id: made(1), name: 'A', recordedAt: at(1) };
    expect(same([corrected, created], [created, corrected])).toBe(true);
    const earlier = { ...corrected, recordedAt: at(-60) };
    expect(same([earlier, created], [created, earlier])).toBe(false);
  });
});

describe('two answers are not alike', () => {
  it('where a value differs, or is missing', () => {
    expect(same({ level: 'HIGH' }, { level: 'LOW' })).toBe(false);
    expect(same({ level: 'HIGH' }, { level: null })).toBe(false);
    expect(same([{ id: made(1) }], [])).toBe(false);
  });

  it('where an id differs that there was', () => {
    expect(same({ id: KNOWN }, { id: OTHER })).toBe(false);
    expect(same({ id: KNOWN }, { id: made(1) })).toBe(false);
  });

  it('where rows that there were are in another order', () => {
    expect(same([{ id: KNOWN }, { id: OTHER }], [{ id: OTHER }, { id: KNOWN }])).toBe(false);
    expect(same([{ level: 'A' }, { level: 'B' }], [{ level: 'B' }, { level: 'A' }])).toBe(false);
  });
});

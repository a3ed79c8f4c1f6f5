import { toldBefore } from './told-before';

const told = (after: unknown, before: unknown): unknown =>
  toldBefore(after, before, (id) => id.startsWith('known'));

describe('what had been told before a change', () => {
  it('is compared, changed or not', () => {
    expect(told({ id: 'known', level: 'HIGH', note: 'a' }, { id: 'known', level: 'LOW', note: 'a' })).toEqual(
      {
        id: 'known',
        level: 'HIGH',
        note: 'a',
      },
    );
    expect(told({ words: ['a', 'b'] }, { words: [] })).toEqual({ words: ['a', 'b'] });
    expect(told({ level: null }, { level: 'LOW' })).toEqual({ level: null });
  });

  it('leaves out what the change has opened: a value, a list, a row', () => {
    expect(told({ level: 'HIGH', words: ['a'] }, { level: null, words: null })).toEqual({
      level: null,
      words: null,
    });
    expect(told([{ id: 'known 1', level: 'LOW' }, { id: 'known 2' }], [{ id: 'known 2' }])).toEqual([
      { id: 'known 2' },
    ]);
    expect(told({ of: { id: 'known' } }, { of: null })).toEqual({ of: null });
  });

  it('keeps what the change has made, whole', () => {
    expect(told([{ id: 'made', level: 'LOW' }], [])).toEqual([{ id: 'made', level: 'LOW' }]);
  });
});

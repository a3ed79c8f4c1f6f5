import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { createBlindIndex } from '../../../src/lib/blind-index';

const index = createBlindIndex(createSecretKey(Buffer.alloc(32, 1)));
const otherKey = createBlindIndex(createSecretKey(Buffer.alloc(32, 2)));

const numbers = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789ABCXYZČЋ')),
  minLength: 1,
  maxLength: 20,
});
const noise = fc.array(fc.constantFrom(' ', '-', '.', '/', '\u00a0', '\t', ''), {
  minLength: 21,
  maxLength: 21,
});

describe('the blind index', () => {
  it('does not depend on how a number is written', () => {
    fc.assert(
      fc.property(numbers, noise, (number, parted) => {
        const written = Array.from(number)
          .map((sign, place) => `${parted[place] ?? ''}${sign}`)
          .join('')
          .toLowerCase();
        expect(index('OTHER', written)).toBe(index('OTHER', number));
      }),
    );
    expect(index('JMBG', ' 0101 985-710008\n')).toBe(index('JMBG', '0101985710008'));
    expect(index('JMBG', '０１０１９８５７１０００８')).toBe(index('JMBG', '0101985710008'));
  });

  it('tells numbers apart, and the kinds of one number', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        expect(index('OTHER', one) === index('OTHER', other)).toBe(one === other);
        expect(index('PASSPORT', one)).not.toBe(index('OTHER', one));
      }),
    );
  });

  it('is of no use without the key, and never the number', () => {
    expect(index('JMBG', '0101985710008')).toMatch(/^[0-9a-f]{64}$/);
    expect(otherKey('JMBG', '0101985710008')).not.toBe(index('JMBG', '0101985710008'));
  });
});

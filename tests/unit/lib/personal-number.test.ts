import fc from 'fast-check';
import { checkDigit, isPersonalNumber } from '../../../src/lib/personal-number';

describe.each(['JMBG', 'CNP'] as const)('%s', (kind) => {
  const twelve = fc.stringMatching(/^\d{12}$/);

  it('takes the one check digit that its twelve digits have, and no other', () => {
    fc.assert(
      fc.property(twelve, (digits) => {
        const right = checkDigit(kind, digits);
        for (let digit = 0; digit < 10; digit += 1)
          expect(isPersonalNumber(kind, `${digits}${String(digit)}`)).toBe(digit === right);
      }),
    );
  });

  it.each(['', '010198571000', '01019857100080', '010198571000x', ' 0101985710008', '٠١٠١٩٨٥٧١٠٠٠٨'])(
    'is not %j',
    (number) => {
      expect(isPersonalNumber(kind, number)).toBe(false);
    },
  );
});

it('tells the two apart', () => {
  expect(isPersonalNumber('JMBG', '0101985710008')).toBe(true);
  expect(isPersonalNumber('CNP', '0101985710008')).toBe(false);
  expect(isPersonalNumber('CNP', '1850101400017')).toBe(true);
});

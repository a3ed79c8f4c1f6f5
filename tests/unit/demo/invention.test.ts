import { AREAS } from '../../../src/demo/institutions';
import { inventJmbg } from '../../../src/demo/jmbg';
import { CULTURES } from '../../../src/demo/names/cultures';
import { Random } from '../../../src/demo/random';
import { toCyrillic } from '../../../src/demo/script';

/** The rule of the personal number, written anew: weights from the left, the check digit makes the sum divisible by 11. */
const isJmbg = (value: string): boolean => {
  const sum = Array.from(value).reduce(
    (total, digit, index) => total + Number(digit) * (index < 12 ? 7 - (index % 6) : 1),
    0,
  );
  return /^\d{13}$/u.test(value) && sum % 11 === 0;
};

describe('what the region is invented with', () => {
  test('random numbers are fixed by their seed, and spread', () => {
    const [one, same, other] = ['a', 'a', 'b'].map((seed) => new Random(seed));
    const draw = (random: Random): number[] => Array.from({ length: 2_000 }, () => random.int(1, 10));
    const drawn = draw(one!);
    expect(draw(same!)).toEqual(drawn);
    expect(draw(other!)).not.toEqual(drawn);
    for (let value = 1; value <= 10; value += 1)
      expect(drawn.filter((number) => number === value).length).toBeGreaterThan(130);
    const uuids = Array.from({ length: 1_000 }, () => one!.uuid());
    expect(new Set(uuids).size).toBe(1_000);
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
  });

  test('weights are respected', () => {
    const random = new Random('weights');
    const drawn = Array.from({ length: 2_000 }, () => random.weighted({ never: 0, seldom: 1, often: 9 }));
    expect(drawn).not.toContain('never');
    expect(drawn.filter((key) => key === 'seldom').length).toBeGreaterThan(120);
    expect(drawn.filter((key) => key === 'seldom').length).toBeLessThan(280);
  });

  test('personal numbers have the right form in an area that does not exist', () => {
    expect(isJmbg('0101000805018')).toBe(true);
    expect(isJmbg('0101006500007')).toBe(false);
    const random = new Random('numbers');
    for (let count = 0; count < 500; count += 1) {
      const value = inventJmbg(random, '1987-03-09', count % 2 === 0 ? 'FEMALE' : 'MALE');
      expect(value).toMatch(count % 2 === 0 ? /^090398799[5-9]/u : /^090398799[0-4]/u);
      expect(isJmbg(value)).toBe(true);
    }
  });

  test('Serbian is put into Cyrillic, and nothing Latin remains of it', () => {
    expect(toCyrillic('Ljiljana Đurđević, Njegoševa 12, džep i LJUBAV')).toBe(
      'Љиљана Ђурђевић, Његошева 12, џеп и ЉУБАВ',
    );
    for (const name of [...CULTURES.sr.women, ...CULTURES.sr.men, ...CULTURES.sr.families.flat()])
      expect(toCyrillic(name)).not.toMatch(/\p{Script=Latin}/u);
  });

  test('names of agencies, staff and personas are used once', () => {
    const agencies = AREAS.flatMap((area) => area.agencies);
    const staff = agencies.flatMap((agency) => agency.staff);
    const all = [
      agencies.map(({ code }) => code),
      agencies.map(({ name }) => name),
      agencies.map(({ plainName }) => plainName),
      staff.map(({ name }) => name),
      staff.flatMap(({ persona }) => persona ?? []),
    ];
    for (const list of all) expect(new Set(list).size).toBe(list.length);
    for (const { persona, about } of staff) expect(persona === undefined).toBe(about === undefined);
  });
});

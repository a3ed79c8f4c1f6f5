import fc from 'fast-check';
import type { Client } from 'pg';
import { openOwner } from '../../support/database';

let owner: Client;
beforeAll(async () => {
  owner = await openOwner();
});
afterAll(() => owner.end());

const keys = async (names: readonly (string | null)[]): Promise<readonly (string | null)[]> => {
  const { rows } = await owner.query<{ key: string | null }>(
    'select name_key(name) as key from unnest($1::text[]) with ordinality n(name, place) order by place',
    [names],
  );
  return rows.map(({ key }) => key);
};

/** The letters of Serbian in both scripts. */
const LETTERS: readonly (readonly [string, string])[] = [
  ...Array.from('абвгдежзијклмнопрстћуфхцчш').map(
    (cyrillic, place) => [cyrillic, Array.from('abvgdežzijklmnoprstćufhcčš')[place]!] as const,
  ),
  ['ђ', 'đ'],
  ['љ', 'lj'],
  ['њ', 'nj'],
  ['џ', 'dž'],
];

const word = fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 10 });
const name = fc.array(word, { minLength: 1, maxLength: 4 });

describe('the key of a name', () => {
  it('is the same in both scripts, cases, forms and orders', async () => {
    const samples = fc.sample(name, 300);
    const written = (side: 0 | 1): string[] =>
      samples.map((words) => words.map((letters) => letters.map((pair) => pair[side]).join('')).join(' '));
    const [cyrillic, latin] = [written(0), written(1)];
    const expected = await keys(latin);
    expect(await keys(cyrillic)).toEqual(expected);
    expect(await keys(cyrillic.map((text) => text.toUpperCase()))).toEqual(expected);
    expect(await keys(latin.map((text) => text.normalize('NFD').toUpperCase()))).toEqual(expected);
    expect(await keys(latin.map((text) => ` ${text.split(' ').reverse().join(' - ')}, `))).toEqual(expected);
    for (const key of expected) expect(key).toMatch(/^[a-z]+( [a-z]+)*$/);
  });

  it.each([
    ['Ђорђевић Јелена', 'Jelena Đorđević'],
    ['Djordjević Jelena', 'Jelena Đorđević'],
    ['DORDEVIC JELENA', 'Jelena Đorđević'],
    ['Љиљана Џаковић-Њежић', 'Džaković Nježić Ljiljana'],
    ['Ștefănescu Ioan', 'Ioan Stefanescu'],
    ['Ştefănescu Ioan', 'Ioan Stefanescu'],
    ['Szűcs Györgyi', 'gyorgyi szucs'],
    ['ǅaković Ana', 'Ana Džaković'],
    ["O'Neil Ana", 'Ana O’Neil'],
    ['Ÿĺşà Ana', 'ana ylsa'],
  ])('takes %s for %s', async (one, other) => {
    const [first, second] = await keys([one, other]);
    expect(first).toBe(second);
    expect(first).not.toBeNull();
  });

  it('tells other names apart', async () => {
    const all = await keys(['Jelena Marković', 'Jelena Markov', 'Milena Marković', 'Jelena Marković Ilić']);
    expect(new Set(all).size).toBe(4);
  });

  it('of nothing is none', async () => {
    expect(await keys(['', ' - ', null])).toEqual([null, null, null]);
  });

  it('takes any text', async () => {
    const texts = fc
      .sample(fc.string({ unit: 'grapheme', maxLength: 30 }), 300)
      .map((text) => text.replaceAll('\0', ''));
    expect(await keys(texts)).toHaveLength(texts.length);
  });
});

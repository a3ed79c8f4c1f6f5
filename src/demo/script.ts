/** The two scripts in which Serbian is written. */
export type Script = 'Latn' | 'Cyrl';

const LATIN = 'a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š'.split(' ');
const CYRILLIC = 'а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш'.split(' ');
const LETTERS = new Map(LATIN.map((latin, index) => [latin, CYRILLIC[index] ?? latin]));

/** Serbian from Latin to Cyrillic script. Right for this folder's texts, which hold no word that breaks the rule. */
export const toCyrillic = (text: string): string =>
  text.replace(/lj|nj|dž|\p{L}/giu, (latin) => {
    const cyrillic = LETTERS.get(latin.toLowerCase()) ?? latin;
    return /^\p{Lu}/u.test(latin) ? cyrillic.toUpperCase() : cyrillic;
  });

export const inScript = (text: string, script: Script): string =>
  script === 'Cyrl' ? toCyrillic(text) : text;

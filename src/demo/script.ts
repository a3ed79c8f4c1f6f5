/** The two scripts in which Serbian is written. */
export type Script = 'Latn' | 'Cyrl';

const PAIRS: Readonly<Record<string, string>> = {
  ...{ a: 'а', b: 'б', c: 'ц', č: 'ч', ć: 'ћ', d: 'д', đ: 'ђ', e: 'е', f: 'ф', g: 'г', h: 'х', i: 'и', j: 'ј' },
  ...{ k: 'к', l: 'л', m: 'м', n: 'н', o: 'о', p: 'п', r: 'р', s: 'с', š: 'ш', t: 'т', u: 'у', v: 'в', z: 'з' },
  ...{ ž: 'ж', lj: 'љ', nj: 'њ', dž: 'џ' },
};

/** Serbian from Latin to Cyrillic script. Right for this folder's texts, which hold no word that breaks the rule. */
export const toCyrillic = (text: string): string =>
  text.replace(/lj|nj|dž|\p{L}/giu, (latin) => {
    const cyrillic = PAIRS[latin.toLowerCase()] ?? latin;
    return latin.charAt(0) === latin.charAt(0).toLowerCase() ? cyrillic : cyrillic.toUpperCase();
  });

export const inScript = (text: string, script: Script): string =>
  script === 'Cyrl' ? toCyrillic(text) : text;

/** What victims said of their fear, in the language they said it in (BCP 47, without script). */
export const VICTIM_WORDS: Readonly<Record<string, readonly string[]>> = {
  sr: [
    'Bojim se da će me sačekati kad izađem s posla. Ovaj put mislim da bi stvarno mogao.',
    'Kad popije, ne zna šta radi. Ne spavam, slušam da li se otvara kapija.',
    'Rekao je da neće mene, nego decu. Zato prijavljujem.',
    'Nije me strah za sebe, ali ne mogu više da lažem deci.',
    'On zna svaki moj korak. Ne znam kako, ali zna.',
  ],
  hu: [
    'Félek, hogy megint eljön éjjel. A gyerekek is hallják, ha a kapu nyikorog.',
    'Azt mondta, ha elmegyek, úgyis megtalál.',
  ],
  ro: [
    'Mi-e frică să dorm. A zis că de data asta nu mai scap.',
    'Copiii tremură când îl aud pe drum. Eu nu mai pot.',
  ],
  sk: ['Bojím sa ísť domov, keď pije. Deti spia oblečené, aby sme mohli ujsť.'],
  rom: ['Darav lestar. Phendas kaj ka mudarel man te dijem les ki policija.'],
  sq: ['Kam frikë për fëmijët. Ai tha se do të na gjejë kudo që të shkojmë.'],
};

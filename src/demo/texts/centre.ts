import type { Theme } from './incidents';

/** What a centre for social work writes. */
const OF_FAMILIES = [
  'Porodica je poznata centru. Odnosi su dugotrajno poremećeni, nasilje se ponavlja i pojačava posle svakog pokušaja odlaska.',
  'Domaćinstvo zavisi od prihoda mogućeg učinioca. Žrtva je ekonomski onemogućena, podrška šire porodice postoji ali je uslovljena.',
  'Žrtva je odlučna da se ne vraća. Potrebni su joj stanovanje, pravna pomoć i pratnja pri odlasku po stvari.',
];

export const FINDINGS: Readonly<Record<Theme, readonly string[]>> = {
  PARTNERS: OF_FAMILIES,
  IN_LAWS: OF_FAMILIES,
  DATING: [
    'Žrtva živi sa roditeljima, koji je podržavaju. Strahuje od objavljivanja fotografija i gubitka posla.',
  ],
  FORMER: [
    'Roditelji žive odvojeno, nasilje se odvija pri preuzimanju deteta. Dete pokazuje znake straha.',
    'Veza je prekinuta pre godinu dana; mogući učinilac ne prihvata razdvajanje i prati kretanje žrtve.',
  ],
  ELDER: ['Starija žrtva zavisi od nege mogućeg učinioca. Ne želi krivično gonjenje, traži da se sin leči.'],
  MUTUAL: [
    'Sukobi su obostrani i vezani za alkohol; ko je prvi udario nije utvrđeno. Oboje prihvataju savetovanje.',
  ],
  CHILD: ['Dečak se plaši oca i vezan je za baku. Majka radi u inostranstvu, kontakt je redovan.'],
  MAN: [
    'Prijavilac se stideo da ranije prijavi. Povrede su dokumentovane, zajednički stan je u njegovom vlasništvu.',
  ],
};

export const SUMMARIES = [
  'Visok rizik od ponavljanja; predlaže se zaštita na adresi i uključivanje zdravstvene ustanove i udruženja.',
  'Umeren rizik; predlaže se savetovanje, nadzor nad viđanjem dece i ponovna procena za 15 dana.',
  'Rizik smanjen posle udaljenja; plan mera se nastavlja do pravnosnažnosti odluke.',
] as const;

export const OPINIONS = [
  'Centar smatra da je opasnost neposredna: pretnje su konkretne, oružje dostupno, a razdvajanje u toku.',
  'Centar nema podataka o ranijem nasilju, ali upozorava na sukob oko dece i na alkohol.',
  'Po mišljenju centra, povratak u zajednički stan nosi visok rizik za žrtvu i decu.',
] as const;

export const CUSTODY = [
  'Deca su privremeno poverena majci. Viđanje sa ocem samo u prostorijama centra, svakog drugog četvrtka.',
  'Zajedničko vršenje roditeljskog prava je u sporu; do odluke suda kontakti se ne održavaju.',
  'Po pravnosnažnoj presudi dete živi s majkom; predaja deteta preko bake po majci.',
] as const;

/** Who consents to treatment of a child, and who collects it. */
export const CARERS = [
  { consents: 'Za dete saglasnost daje majka.', collects: 'Dete preuzima majka ili baka po majci.' },
  { consents: 'Saglasnost daje majka.', collects: 'Otac ne preuzima dete i ne dobija obaveštenja.' },
] as const;

export const CHILD_STATEMENTS = [
  'Kaže da spava s bratom kod majke i da „tata ne sme da zna“ gde su.',
  'Navodi da se krije u šupi kad čuje kola. Želi da ide u školu kao i pre.',
  'Ne želi da priča o ocu; crta kuću bez vrata.',
] as const;

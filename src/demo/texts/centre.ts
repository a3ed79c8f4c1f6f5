/** What a centre for social work writes. */
export const FINDINGS = [
  'Porodica je poznata centru. Odnosi su dugotrajno poremećeni, nasilje se ponavlja i pojačava posle svakog pokušaja odlaska. Majka je jedini stabilan oslonac deci.',
  'Domaćinstvo od tri generacije, zavisno od prihoda mogućeg učinioca. Žrtva je ekonomski onemogućena, podrška šire porodice postoji ali je uslovljena.',
  'Roditelji žive odvojeno, nasilje se odvija pri preuzimanju deteta. Dete pokazuje znake straha i izbegava razgovor o ocu.',
  'Starija žrtva zavisi od nege mogućeg učinioca. Ne želi krivično gonjenje, traži da se sin leči.',
  'Žrtva je odlučna da se ne vraća. Potrebni su joj stanovanje, pravna pomoć i zaštita pri odlasku po stvari.',
] as const;

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

export const CONSENTS = [
  'Za dete saglasnost daje majka; dete preuzima majka ili baka po majci.',
  'Saglasnost daje majka. Otac ne preuzima dete i ne dobija obaveštenja.',
] as const;

export const CHILD_STATEMENTS = [
  'Kaže da spava s bratom kod majke i da „tata ne sme da zna“ gde su.',
  'Navodi da se krije u šupi kad čuje kola. Želi da ide u školu kao i pre.',
  'Ne želi da priča o ocu; crta kuću bez vrata.',
] as const;

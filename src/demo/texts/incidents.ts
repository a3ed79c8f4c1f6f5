/** What officers and others wrote down of an event; in Latin script, put into Cyrillic where the writer uses it. */
export const INCIDENTS = [
  'Nakon svađe oko novca gurnuo je prijaviteljku na pod i udario je nogom u predelu kuka, a zatim razbio telefon da ne bi zvala pomoć.',
  'Više puta tokom noći pretio da će zapaliti kuću ako podnese zahtev za razvod. Deca su bila u susednoj sobi.',
  'Sačekao je ispred radnog mesta, vukao za ruku prema automobilu i govorio da će „završiti posao“.',
  'Zabranjuje joj izlazak iz kuće i raspolaganje platom, dokumenta je sakrio. Juče je ošamario kada je pitala za ličnu kartu.',
  'U alkoholisanom stanju razbijao nameštaj, nožem presekao gume na njenom biciklu i pretio sinu.',
  'Šalje na desetine poruka dnevno, objavljuje njene fotografije i preti njenoj sestri.',
  'Stegao je rukama oko vrata, navodno na nekoliko sekundi. Komšinica je čula viku i pozvala policiju.',
  'Sin je tražio novac od penzije, gurnuo majku na šporet i zaključao je u ostavu.',
  'Prilikom preuzimanja deteta po sudskom dogovoru uvredio je i pljunuo, dete je plakalo i odbilo da krene.',
  'Pokazao je lovačku pušku i rekao da ima „za svakoga po jedan“. Puška je registrovana.',
  'Otac je kaišem udario dete po leđima zbog ocene iz matematike; majka ga je sklonila kod bake.',
  'Svekrva i suprug ne daju joj da izlazi, hranu zaključavaju, a juče su je naterali da spava u dvorištu.',
  'Prati je automobilom od posla do kuće već nedelju dana; na vozilu je pronađen uređaj za praćenje.',
  'Međusobno guranje i udaranje nakon proslave; oboje imaju vidljive povrede, navodi se razlikuju.',
] as const;

/** Later events in the same case. */
export const REPEATED = [
  'Pojavio se na adresi uprkos naredbi, lupao na vrata i otišao pre dolaska patrole.',
  'Zvao je sa nepoznatog broja i rekao da zna gde dete ide u školu.',
  'Presreo je na autobuskoj stanici i tražio da povuče prijavu.',
  'Poslao je poruku preko zajedničkog poznanika: „još nije kasno da se vratiš“.',
] as const;

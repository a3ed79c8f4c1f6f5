import type { FormOfViolence, PlaceKind, Weapon } from '../../casework/case-values';

/** What kind of story a case is, so that its texts fit its people. */
export type Theme = 'PARTNERS' | 'FORMER' | 'ELDER' | 'IN_LAWS' | 'DATING' | 'MUTUAL' | 'CHILD' | 'MAN';

interface Event {
  readonly forms: readonly FormOfViolence[];
  readonly weapon: Weapon;
  readonly place: PlaceKind;
  /** In Latin script, put into Cyrillic where the writer uses it. */
  readonly text: string;
}

/** What officers and others wrote down of an event. */
export const INCIDENTS: Readonly<Record<Theme, readonly Event[]>> = {
  PARTNERS: [
    {
      forms: ['PHYSICAL', 'ECONOMIC'],
      weapon: 'BODY',
      place: 'HOME',
      text: 'Nakon svađe oko novca gurnuo je prijaviteljku na pod, udario je nogom u kuk i razbio telefon da ne bi zvala pomoć.',
    },
    {
      forms: ['PSYCHOLOGICAL'],
      weapon: 'FIRE',
      place: 'HOME',
      text: 'Više puta tokom noći pretio da će zapaliti kuću ako podnese zahtev za razvod.',
    },
    {
      forms: ['PHYSICAL', 'ECONOMIC', 'PSYCHOLOGICAL'],
      weapon: 'BODY',
      place: 'HOME',
      text: 'Zabranjuje joj izlazak i raspolaganje platom, dokumenta je sakrio. Juče je ošamario kad je pitala za ličnu kartu.',
    },
    {
      forms: ['PHYSICAL', 'PSYCHOLOGICAL'],
      weapon: 'STRANGULATION',
      place: 'HOME',
      text: 'Stegao je rukama oko vrata, navodno na nekoliko sekundi. Komšinica je čula viku i pozvala policiju.',
    },
    {
      forms: ['PSYCHOLOGICAL', 'VERBAL'],
      weapon: 'FIREARM',
      place: 'HOME',
      text: 'Pokazao je lovačku pušku i rekao da ima „za svakoga po jedan“. Puška je registrovana.',
    },
    {
      forms: ['SEXUAL', 'PSYCHOLOGICAL'],
      weapon: 'BODY',
      place: 'HOME',
      text: 'Prijavljuje da je više puta prisiljena na odnos i da joj je pretio da će je izbaciti iz kuće.',
    },
  ],
  FORMER: [
    {
      forms: ['PSYCHOLOGICAL', 'PHYSICAL'],
      weapon: 'BODY',
      place: 'WORKPLACE',
      text: 'Sačekao je ispred radnog mesta, vukao za ruku prema automobilu i govorio da će „završiti posao“.',
    },
    {
      forms: ['PSYCHOLOGICAL', 'VERBAL'],
      weapon: 'NONE',
      place: 'STREET',
      text: 'Prilikom preuzimanja deteta uvredio je i pljunuo; dete je plakalo i odbilo da krene.',
    },
    {
      forms: ['PSYCHOLOGICAL', 'CYBER'],
      weapon: 'VEHICLE',
      place: 'VEHICLE',
      text: 'Prati je automobilom od posla do kuće već nedelju dana; na njenom vozilu je pronađen uređaj za praćenje.',
    },
  ],
  ELDER: [
    {
      forms: ['PHYSICAL', 'ECONOMIC'],
      weapon: 'BODY',
      place: 'HOME',
      text: 'Sin je tražio novac od penzije, gurnuo majku na šporet i zaključao je u ostavu.',
    },
    {
      forms: ['PSYCHOLOGICAL', 'ECONOMIC'],
      weapon: 'BLUNT_OBJECT',
      place: 'HOME',
      text: 'U alkoholisanom stanju motkom razbijao nameštaj i tražio da majka prepiše kuću.',
    },
  ],
  IN_LAWS: [
    {
      forms: ['PSYCHOLOGICAL', 'SOCIAL', 'ECONOMIC'],
      weapon: 'NONE',
      place: 'HOME',
      text: 'Svekrva i suprug ne daju joj da izlazi i zaključavaju hranu, a juče su je naterali da spava u dvorištu.',
    },
    {
      forms: ['PHYSICAL', 'PSYCHOLOGICAL'],
      weapon: 'BLUNT_OBJECT',
      place: 'HOME',
      text: 'Suprug je udario daskom za meso dok ju je svekrva držala; razlog je navodno neopran sud.',
    },
  ],
  DATING: [
    {
      forms: ['CYBER', 'PSYCHOLOGICAL'],
      weapon: 'NONE',
      place: 'ONLINE',
      text: 'Šalje na desetine poruka dnevno, objavljuje njene fotografije i preti njenoj sestri.',
    },
    {
      forms: ['PHYSICAL', 'PSYCHOLOGICAL'],
      weapon: 'KNIFE',
      place: 'STREET',
      text: 'Nožem presekao gume na njenom biciklu, a zatim je uhvatio za kosu pred zgradom.',
    },
  ],
  MUTUAL: [
    {
      forms: ['PHYSICAL', 'VERBAL'],
      weapon: 'BODY',
      place: 'OTHER_HOME',
      text: 'Međusobno guranje i udaranje nakon proslave; oboje imaju vidljive povrede, navodi se razlikuju.',
    },
  ],
  CHILD: [
    {
      forms: ['PHYSICAL'],
      weapon: 'BLUNT_OBJECT',
      place: 'HOME',
      text: 'Otac je kaišem udario dečaka po leđima zbog ocene iz matematike; sklonila ga je baka.',
    },
    {
      forms: ['PSYCHOLOGICAL', 'PHYSICAL'],
      weapon: 'BODY',
      place: 'HOME',
      text: 'Dečak je rekao da ga otac zaključava u šupu i šamara kad popije.',
    },
  ],
  MAN: [
    {
      forms: ['PHYSICAL', 'PSYCHOLOGICAL'],
      weapon: 'KNIFE',
      place: 'HOME',
      text: 'Prijavilac navodi da ga je partnerka u svađi posekla kuhinjskim nožem po podlaktici i da mu preti duže vreme.',
    },
  ],
};

/** Later events in the same case. */
export const REPEATED = [
  'Mogući učinilac se pojavio na adresi uprkos naredbi, lupao na vrata i otišao pre dolaska patrole.',
  'Poziv sa nepoznatog broja: rekao je da zna kud se ide na posao i kad se vraća.',
  'Presretanje na autobuskoj stanici uz zahtev da se prijava povuče.',
  'Poruka preko zajedničkog poznanika: „još nije kasno“.',
] as const;

import type { Culture } from './culture';

const alike = (...names: string[]): Culture['families'] => names.map((name) => [name, name] as const);

/** The languages beside Serbian that the region's people speak. */
export const MINORITIES = {
  hu: {
    language: 'hu',
    families: alike('Hajnalszegi', 'Nádasparti', 'Szikesfalvi', 'Őzrétháti', 'Füzesligeti', 'Rozsdamarosi'),
    women: ['Erzsébet', 'Ilona', 'Katalin', 'Réka', 'Zsuzsanna', 'Piroska', 'Emőke', 'Tünde'],
    men: ['Sándor', 'László', 'Zoltán', 'Attila', 'Gergő', 'István', 'Csaba', 'Tibor'],
  },
  ro: {
    language: 'ro',
    families: alike('Salcâmaru', 'Izvoranțu', 'Frunzăverde', 'Pădurețanu', 'Râușoreanu', 'Câmpișteanu'),
    women: ['Mărioara', 'Ileana', 'Floarea', 'Viorica', 'Ștefania', 'Doina', 'Anișoara', 'Lenuța'],
    men: ['Gheorghe', 'Traian', 'Ionel', 'Pătru', 'Lucian', 'Sorin', 'Vasile', 'Viorel'],
  },
  sk: {
    language: 'sk',
    families: [
      ['Brezovčin', 'Brezovčinová'],
      ['Jarabinský', 'Jarabinská'],
      ['Potôčkár', 'Potôčkárová'],
      ['Lieskovčan', 'Lieskovčanová'],
      ['Dúbravný', 'Dúbravná'],
    ],
    women: ['Zuzana', 'Katarína', 'Anna', 'Mária', 'Alžbeta', 'Jarmila', 'Ľubica'],
    men: ['Ján', 'Pavel', 'Michal', 'Ondrej', 'Samuel', 'Juraj', 'Ľudovít'],
  },
  rom: {
    language: 'rom',
    families: alike('Čergarev', 'Đuldani', 'Romalenko', 'Čirikljić', 'Lulović', 'Kovačanov'),
    women: ['Ramiza', 'Đurđevka', 'Sevda', 'Šejla', 'Đulijeta', 'Zlatija', 'Lulja'],
    men: ['Ferid', 'Saša', 'Đemail', 'Roman', 'Bajro', 'Zvonko', 'Čarli'],
  },
  sq: {
    language: 'sq',
    families: alike('Lumëbardhi', 'Gështenjari', 'Shtegëgjati', 'Arrëzeza', 'Kroijashtë'),
    women: ['Shpresa', 'Drita', 'Teuta', 'Mimoza', 'Albulena', 'Vjollca'],
    men: ['Agron', 'Besnik', 'Ilir', 'Fatmir', 'Shkëlzen', 'Bujar'],
  },
} as const satisfies Record<string, Culture>;

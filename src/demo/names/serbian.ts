import type { Culture } from './culture';

const FAMILIES = `Vetrović Lipovčev Jasenkov Rogozanin Kamenarac Vrbanjac Ševarac Trnjinac Košutnjak Bagremov Studeničar Peskarić
  Drenovljev Zorenac Mrazovac Kupinić Orljanac Grlićanin Duvnjarov Ritopečki Suvobrđanin Vodomirac Lučanovac Ždralić Klasačev
  Međanski Njivarac Čičkovac Senokosov Bistranac Plavušić Rečkovac`;

const WOMEN = `Milica Jelena Ljiljana Snežana Dragana Ivana Katarina Vesna Nada Đurđica Tijana Bojana Zorica Mirjana Anđela Teodora
  Radmila Danica Nevenka Jovana`;

const MEN = `Dragan Zoran Milan Nikola Goran Marko Stefan Slobodan Vladimir Nemanja Željko Đorđe Miloš Branislav Dušan Ljubiša Igor
  Radovan Saša Uroš`;

export const SERBIAN: Culture = {
  language: 'sr',
  families: FAMILIES.split(/\s+/u).map((name) => [name, name] as const),
  women: WOMEN.split(/\s+/u),
  men: MEN.split(/\s+/u),
};

import type { Culture } from './cultures';

const FAMILIES = [
  ...['Vetrović', 'Lipovčev', 'Jasenkov', 'Rogozanin', 'Kamenarac', 'Vrbanjac', 'Ševarac', 'Trnjinac'],
  ...['Košutnjak', 'Bagremov', 'Studeničar', 'Peskarić', 'Drenovljev', 'Zorenac', 'Mrazovac', 'Kupinić'],
  ...['Orljanac', 'Grlićanin', 'Duvnjarov', 'Ritopečki', 'Suvobrđanin', 'Vodomirac', 'Lučanovac', 'Ždralić'],
  ...['Klasačev', 'Međanski', 'Njivarac', 'Čičkovac', 'Senokosov', 'Bistranac', 'Plavušić', 'Rečkovac'],
];

export const SERBIAN: Culture = {
  language: 'sr',
  families: FAMILIES.map((name) => [name, name] as const),
  women: [
    ...['Milica', 'Jelena', 'Ljiljana', 'Snežana', 'Dragana', 'Ivana', 'Katarina', 'Vesna', 'Nada', 'Đurđica'],
    ...['Tijana', 'Bojana', 'Zorica', 'Mirjana', 'Anđela', 'Teodora', 'Radmila', 'Danica', 'Nevenka', 'Jovana'],
  ],
  men: [
    ...['Dragan', 'Zoran', 'Milan', 'Nikola', 'Goran', 'Marko', 'Stefan', 'Slobodan', 'Vladimir', 'Nemanja'],
    ...['Željko', 'Đorđe', 'Miloš', 'Branislav', 'Dušan', 'Ljubiša', 'Igor', 'Radovan', 'Saša', 'Uroš'],
  ],
};

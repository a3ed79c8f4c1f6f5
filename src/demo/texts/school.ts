/** What a school reports of a pupil. */
export const SCHOOL_REPORTS = [
  {
    danger: 'Učenik se plaši povratka kući; navodi da otac preti majci.',
    observations: 'Povučen, zaspao na času dva puta, trza se na podignut glas.',
  },
  {
    danger: 'Vidljive masnice na ruci; dete kaže da je „palo“.',
    observations: 'Izbegava fizičko vaspitanje, nosi dug rukav i po vrućini.',
  },
  {
    danger: 'Otac je došao da preuzme dete iako mu je prilaz zabranjen.',
    observations: 'Dete je ostalo u kabinetu pedagoga do dolaska majke.',
  },
  {
    danger: 'Učenica kaže da kod kuće „opet lete tanjiri“ i da čuva mlađeg brata.',
    observations: 'Često kasni, umorna, u crtežima se ponavlja zaključana kuća.',
  },
] as const;

export const ATTENDANCE = [
  'Osam neopravdanih časova u mesecu.',
  'Redovno pohađa nastavu.',
  'Odsutan celu prethodnu nedelju.',
] as const;

/** Custodians' own notes on a participant. */
export const NOTES = [
  'Traži da se ne zove na kućni broj.',
  'Govori tiho, potreban je prevodilac.',
  'Pri prvom kontaktu uručeno obaveštenje o pravima.',
  'Saglasna da se uključi centar za socijalni rad.',
] as const;

export const LOCK_REASONS = [
  'srodnik učesnika',
  'ranije zastupao jednu od strana',
  'živi u istoj kući kao prijavilac',
  'prijatelj porodice',
] as const;

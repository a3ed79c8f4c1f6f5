// What cases are described by: each value with what it means. Without GraphQL, which whoever reads a file does not need.

export const CASE_STATUS = {
  OPEN: 'The case is worked on.',
  CLOSED: 'The custodian has closed the case; it stays readable under the same rules.',
} as const;
export type CaseStatus = keyof typeof CASE_STATUS;

export const FORMS_OF_VIOLENCE = {
  PHYSICAL: 'Bodily harm or the use of bodily force (ZSNP art. 3(3)).',
  SEXUAL: 'Sexual acts without consent, and attempts (ZSNP art. 3(3)).',
  PSYCHOLOGICAL: 'Threats, humiliation, control, stalking (ZSNP art. 3(3)).',
  ECONOMIC: 'Withholding or taking means of living, work or property (ZSNP art. 3(3)).',
  VERBAL: 'Insults and brutal language (Law 217/2003).',
  SOCIAL: 'Isolation from family, friends and community (Law 217/2003).',
  SPIRITUAL: 'Attacks on faith or conscience, or forcing either (Law 217/2003).',
  CYBER: 'By means of technology: surveillance, harassment, intimate images (Law 217/2003).',
} as const;
export type FormOfViolence = keyof typeof FORMS_OF_VIOLENCE;

export const TIME_PRECISION = {
  MINUTE: 'Known to the minute.',
  HOUR: 'Known to the hour.',
  DAY: 'Only the day is known.',
} as const;
export type TimePrecision = keyof typeof TIME_PRECISION;

export const PLACE_KINDS = {
  HOME: 'Where the victim lives.',
  OTHER_HOME: 'The dwelling of somebody else.',
  STREET: 'A street or road.',
  WORKPLACE: 'Where a person of the case works.',
  SCHOOL: 'A school or kindergarten, with its grounds.',
  VEHICLE: 'In a vehicle, public transport included.',
  PUBLIC_PLACE: 'Any other place that is open to everybody.',
  INSTITUTION: 'A hospital, home, prison or office.',
  ONLINE: 'By telephone, messages or the internet.',
  OTHER: 'A kind that is not in this list.',
  UNKNOWN: 'The kind of place is not known.',
} as const;
export type PlaceKind = keyof typeof PLACE_KINDS;

export const WEAPONS = {
  NONE: 'Nothing, neither body nor object.',
  BODY: 'Hands, feet or the body alone; no object.',
  BLUNT_OBJECT: 'An object to strike or throw.',
  KNIFE: 'A knife or another blade.',
  FIREARM: 'A firearm, loaded or not.',
  VEHICLE: 'A vehicle driven at or with somebody.',
  FIRE: 'Fire or what starts it.',
  POISON: 'Poison, drugs, acid or other substances.',
  EXPLOSIVE: 'A bomb, grenade or other explosive.',
  STRANGULATION: 'Hands or an object around the neck, or smothering; a sign of lethal risk.',
  OTHER: 'Something that is not in this list.',
  UNKNOWN: 'It is not known whether and what.',
} as const;
export type Weapon = keyof typeof WEAPONS;

export const REPORTING_CHANNELS = {
  VICTIM: 'The victim reported.',
  FAMILY: 'A member of the family or household.',
  NEIGHBOUR: 'Somebody who lives nearby.',
  ANONYMOUS: 'Somebody who gave no name.',
  HEALTH: 'A physician or another health worker, who must report (ZSNP art. 13).',
  SCHOOL: 'A school or kindergarten, which must report (ZSNP art. 13).',
  SOCIAL_WORK: 'A centre for social work.',
  NGO: 'A specialist service or other organisation.',
  POLICE_PATROL: 'Police officers who came upon it.',
  COURT: 'A court in another matter.',
  PROSECUTION: 'A prosecutor in another matter.',
  OTHER: 'Somebody who is not in this list.',
  UNKNOWN: 'It is not recorded.',
} as const;
export type ReportingChannel = keyof typeof REPORTING_CHANNELS;

export const SEXES = {
  FEMALE: 'Registered as female.',
  MALE: 'Registered as male.',
  OTHER: 'Registered as neither female nor male.',
} as const;
export type Sex = keyof typeof SEXES;

export const IDENTIFIER_KINDS = {
  JMBG: 'Serbia and Montenegro: 13 digits, the last a check digit.',
  CNP: 'Romania: 13 digits, the last a check digit.',
  PASSPORT: 'Number of a passport of any country: 5 to 15 capital letters and digits.',
  OTHER: 'Any other number: letters, digits, spaces and `. / -`, at most 50.',
} as const;
export type IdentifierKind = keyof typeof IDENTIFIER_KINDS;

export const ARMED_ROLES = {
  POLICE: 'A police officer.',
  MILITARY: 'A soldier or officer of the armed forces.',
  PRIVATE_SECURITY: 'An armed guard.',
  HUNTER: 'A hunter or sports shooter.',
  ARMS_TRADE: 'Makes, repairs or sells arms.',
  OTHER: 'Has access to arms in another way.',
} as const;
export type ArmedRole = keyof typeof ARMED_ROLES;

export const RESPONDENT_STATUS = {
  REPORTED: 'Reported; nothing has been ordered or charged.',
  UNDER_MEASURE: 'An urgent measure or protective order was made.',
  CHARGED: 'Charged with an offence.',
  CONVICTED: 'Convicted; the judgment is final.',
  CLEARED:
    'Acquitted, or proceedings ended without a conviction: from then on only the custodian and the prosecution read of him (data on offences: RS ZZPL 18 and 19, numbers unverified; GDPR 10). While an order is in force and every other respondent is cleared too, it is against him, and he is read as before.',
} as const;
export type RespondentStatus = keyof typeof RESPONDENT_STATUS;

export const DELIVERY_KINDS = {
  DELIVERED: 'Sent to the agency for its knowledge and work (ZSNP art. 32).',
  FILED: 'Filed with a court or prosecution: part of its own file from then on.',
  EXECUTOR: 'The agency is to carry out what the record orders.',
} as const;
export type DeliveryKind = keyof typeof DELIVERY_KINDS;

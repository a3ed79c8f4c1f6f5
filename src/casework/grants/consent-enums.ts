import { enumOf } from '../../graphql/enums';
import type { Sector } from '../../policy/facts';

export const CONSENT_KINDS = {
  CONSENT:
    'Consent as the ground itself; its recipients are specialist services, health care and schools (GDPR art. 6(1)(a), ZZPL art. 12).',
  SECRECY_RELEASE:
    'Release from professional secrecy towards authorities, beside a law of theirs and never in its place (GDPR recital 43).',
} as const;
export type ConsentKind = keyof typeof CONSENT_KINDS;
export const ConsentKindEnum = enumOf(
  'ConsentKind',
  CONSENT_KINDS,
  'What a consent is, and to whom it can be.',
);

/** Whom each kind can name; `valid_recipients` holds to the same. */
export const RECIPIENT_SECTORS: Readonly<Record<ConsentKind, readonly Sector[]>> = {
  CONSENT: ['NGO', 'HEALTH', 'EDUCATION'],
  SECRECY_RELEASE: ['POLICE', 'SOCIAL_WORK', 'PROSECUTION', 'COURT'],
};

export const CONSENT_FORMS = {
  WRITTEN: 'Signed on paper.',
  ELECTRONIC: 'Given in electronic form, by the person identified.',
  ORAL_RECORDED: 'Spoken, and put on record by the agency that heard it.',
} as const;
export type ConsentForm = keyof typeof CONSENT_FORMS;
export const ConsentFormEnum = enumOf(
  'ConsentForm',
  CONSENT_FORMS,
  'How a consent was given, so that it can be shown that it was (GDPR art. 7(1)).',
);

export const CONSENT_PLACES = {
  AGENCY: 'At the agency that recorded it.',
  HEALTH_SERVICE: 'In a hospital, health centre or practice.',
  COURT: 'At a court.',
  HOME: 'Where the person lives.',
  REMOTE: 'By telephone or over the internet.',
  OTHER: 'A place that is not in this list.',
} as const;
export type ConsentPlace = keyof typeof CONSENT_PLACES;
export const ConsentPlaceEnum = enumOf(
  'ConsentPlace',
  CONSENT_PLACES,
  'What kind of place it was given at; never an address.',
);

import { enumOf } from '../../graphql/enums';

const KINDS = {
  AGENCY: 'An institution that takes part.',
  UNIT: 'A unit of an agency.',
  STAFF: 'A person who works in an agency.',
  CLIENT: 'A machine client of an agency, and whom it may name.',
  AGREEMENT: 'The text of an agreement between agencies.',
} as const;
export type RegistryKind = keyof typeof KINDS;
export const RegistryKindEnum = enumOf<RegistryKind>(
  'RegistryKind',
  KINDS,
  'What of the registry a change is about.',
);

const STATUSES = {
  PROPOSED: 'Waits for a second administrator; nothing has changed yet.',
  APPLIED: 'A second administrator approved it, and it holds.',
  WITHDRAWN: 'Taken back by who proposed it, or turned down by another administrator.',
} as const;
export type RegistryChangeStatus = keyof typeof STATUSES;
export const RegistryChangeStatusEnum = enumOf<RegistryChangeStatus>(
  'RegistryChangeStatus',
  STATUSES,
  'What became of a change of the registry.',
);

const AGENCY_STATUSES = {
  PENDING: 'Entered, but nobody of it may ask yet.',
  ACTIVE: 'Its staff and its clients may ask.',
  DISABLED: 'Every request of its staff and its clients is refused.',
} as const;
export type AgencyStatus = keyof typeof AGENCY_STATUSES;
export const AgencyStatusEnum = enumOf<AgencyStatus>(
  'AgencyStatus',
  AGENCY_STATUSES,
  'Whether an agency takes part.',
);

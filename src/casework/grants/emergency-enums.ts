import { enumOf } from '../../graphql/enums';

const EMERGENCY_STATES = {
  PENDING: 'Nobody has opened it yet.',
  OPEN: 'It opens what it names, until its end.',
  ENDED: 'It was open, and is no more.',
  NOT_OPENED:
    'It was not opened, and will not be. Whether nobody may answer it, nobody did, it was refused or withdrawn, or there is no such case, is not told.',
} as const;
export type EmergencyState = keyof typeof EMERGENCY_STATES;
export const EmergencyStateEnum = enumOf(
  'EmergencyState',
  EMERGENCY_STATES,
  'What became of a request, as the one who asked learns it.',
);

const EMERGENCY_VERDICTS = {
  JUSTIFIED: 'There was an emergency, and what was read was needed for it.',
  UNJUSTIFIED: 'There was none, or more was read than it needed.',
} as const;
export type EmergencyVerdict = keyof typeof EMERGENCY_VERDICTS;
export const EmergencyVerdictEnum = enumOf(
  'EmergencyVerdict',
  EMERGENCY_VERDICTS,
  'What a coordinator finds of an emergency access afterwards.',
);

import { enumOf } from '../../graphql/enums';

const CONFLICT_STATUS = {
  OPEN: 'Nobody has said yet whether it is the same person.',
  CONFIRMED: 'It is the same person, who is locked out of the case.',
  DISMISSED: 'It is another person of the same name.',
} as const;
export type ConflictStatus = keyof typeof CONFLICT_STATUS;
export const ConflictStatusEnum = enumOf(
  'ConflictStatus',
  CONFLICT_STATUS,
  'What a coordinator found of a hint.',
);

const LOCK_CAUSES = {
  DECLARED: 'Somebody declared the conflict of interest.',
  IDENTIFIER: 'The number of the staff member is that of a person of the case; found by the hub.',
  NAME: 'The name is that of a person of the case, and a coordinator confirmed that it is the same person.',
} as const;
export type LockCause = keyof typeof LOCK_CAUSES;
export const LockCauseEnum = enumOf('LockCause', LOCK_CAUSES, 'Why somebody is locked out of a case.');

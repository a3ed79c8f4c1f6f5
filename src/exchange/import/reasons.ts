import { ERRORS, type ErrorCode } from '../../errors/catalogue';
import type { RefusalReason } from '../intake/report';
import type { RowProblemCode } from '../mapping/value';

/** Why rows of an agency cannot be sent. */
export type AgencyObstacle =
  | 'AGENCY_PENDING'
  | 'AGENCY_DISABLED'
  | 'AGENCY_NOT_POLICE'
  | 'AGENCY_UNKNOWN'
  | 'AGENCY_WITHOUT_CLIENT'
  | 'AGENCY_OF_ANOTHER';

/** Every reason for which a row is rejected, by who finds it: the file's form, the mapping, the registry, the hub. */
const REASONS: Readonly<Record<RowProblemCode | AgencyObstacle | RefusalReason, string>> = {
  COLUMNS: 'not as many cells as the first line has',
  QUOTES: 'quotes that do not close, or stand in the middle of a cell',
  ENCODING: "characters that the mapping's csv.encoding does not have",
  CONTROL_CHARACTER: 'a character that no text may hold',
  MISSING: 'nothing stands there, and every report needs it',
  NOT_MAPPED: 'a word that the mapping does not translate',
  NOT_A_NUMBER: 'no number',
  NOT_A_DAY: "no day in one of the mapping's formats",
  NOT_A_TIME: "no time in one of the mapping's formats",
  SEVERAL_VALUES: 'several values where there is room for one; see "pick" in the mapping',
  NO_MATCH: 'the pattern under "extract" does not fit',
  CONFLICT: 'contradicts an earlier row of the same case',
  TOO_MANY_ROWS: 'more rows than a case can have',
  AGENCY_PENDING:
    'in the registry, but not at work yet; in the demo --create-agencies lets them work at once',
  AGENCY_DISABLED: 'the registry has closed it',
  AGENCY_NOT_POLICE: 'the registry has it under another sector',
  AGENCY_UNKNOWN: 'not in the registry of this hub',
  AGENCY_WITHOUT_CLIENT: 'no machine client of this agency was let in',
  AGENCY_OF_ANOTHER: 'not the agency of the client that loads',
  INVALID: 'a value breaks a rule of the hub',
  DUPLICATE: 'a number or reference stands twice',
  UNKNOWN_MUNICIPALITY: 'the registry has no such municipality',
  UNKNOWN_PERSON: 'a relationship names nobody of the report',
  NOT_REACHED: 'a number stands for a record that is not open to this agency, or belongs to another case',
  CHANGED: 'somebody changed the case meanwhile; load it again',
};

type Reason = keyof typeof REASONS;

const isErrorCode = (reason: string): reason is ErrorCode => Object.hasOwn(ERRORS, reason);

/** A reason in words; null for one that this hub does not have. */
export const wordsOf = (reason: string): string | null =>
  Object.hasOwn(REASONS, reason)
    ? REASONS[reason as Reason]
    : isErrorCode(reason)
      ? ERRORS[reason].message
      : null;

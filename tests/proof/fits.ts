import { RECIPIENT_SECTORS, type ConsentKind } from '../../src/casework/grants/consent-enums';
import type { Sector } from '../../src/policy/facts';
import type { Json } from './ask';

/** What in an input goes with what: so that some of what is made at random is valid whole. */

/** What others rest on is chosen first, in this order. */
export const FIRST: readonly string[] = [
  ...[
    'type',
    'kind',
    'outcome',
    'scope',
    'caseId',
    'id',
    'agencyId',
    'addresseeId',
    'recipientIds',
    'staffId',
  ],
];

/** What seldom fits what stands beside it. */
const RARE = [
  ...['identifier', 'identifierKind', 'status', 'representativeId', 'ageReported', 'birthYear', 'endedOn'],
  ...['appealBy', 'appealFiledAt', 'appealDecision', 'appealDecidedAt'],
];

const OFTEN = 0.95;
const SELDOM = 0.05;

/** How often what may be left out is given, where what stands beside it decides; undefined: as anything else. */
export const shareOf = (bearer: string, name: string, beside: Json): number | undefined => {
  if (RARE.includes(name)) return SELDOM;
  // Only an extension has an end, and only a referral is of somebody.
  if (name === 'until' && 'outcome' in beside) return beside['outcome'] === 'EXTENDED' ? OFTEN : SELDOM;
  if (bearer === 'GiveScopeInput' && name === 'subjectId')
    return beside['scope'] === 'REFERRAL' ? OFTEN : SELDOM;
  if (bearer === 'explainAccess' && name === 'staffId') return 0.85;
  // Without it something new is opened, of which all has to be said.
  if (bearer.endsWith('ChangeInput') && name === 'id') return 0.8;
  return undefined;
};

/** Words that are likely where any word may stand; undefined: all alike. */
export const likelyWords = (bearer: string, name: string): readonly string[] | undefined => {
  switch (`${bearer}.${name}`) {
    // The table lets every scope be given for these.
    case 'GiveScopeInput.purposes':
      return ['PROTECTION', 'CHILD_PROTECTION'];
    // An emergency is for nothing else.
    case 'explainAccess.purpose':
      return ['PROTECTION'];
    default:
      return undefined;
  }
};

const LIAISES: readonly Sector[] = ['POLICE', 'SOCIAL_WORK', 'PROSECUTION', 'COURT'];
const SERVES: readonly Sector[] = ['HEALTH', 'NGO', 'EDUCATION'];

/** Sectors of which the agency that is named so has to be; undefined: any. */
export const sectorsFor = (bearer: string, name: string, beside: Json): readonly Sector[] | undefined => {
  switch (`${bearer}.${name}`) {
    case 'RecordConsentInput.recipientIds':
      return RECIPIENT_SECTORS[beside['kind'] as ConsentKind];
    case 'RecordMandateInput.addresseeId':
      return beside['kind'] === 'COURT_ORDER' ? ['COURT', 'PROSECUTION'] : undefined;
    case 'GiveScopeInput.agencyId':
      return beside['scope'] === 'LIAISON' ? LIAISES : SERVES;
    default:
      return undefined;
  }
};

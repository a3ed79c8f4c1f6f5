import { enumOf } from '../../graphql/enums';

export const MANDATE_KINDS = {
  COURT_ORDER: 'An order of a court, recorded by it; in force from its time on (ZSNP art. 19).',
  STATUTORY_REQUEST:
    'What a law entitles an authority to ask for itself (PZ art. 286, ZKP art. 282); in force once the agency that holds the records has confirmed it.',
} as const;
export type MandateKind = keyof typeof MANDATE_KINDS;
export const MandateKindEnum = enumOf(
  'MandateKind',
  MANDATE_KINDS,
  'What a mandate is, and what puts it in force.',
);

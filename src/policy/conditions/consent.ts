import type { GrantCondition } from './condition';

/** Consent of the person concerned (GDPR 6(1)(a), 7), or release from professional secrecy beside a law: in force, for this category and agency. */
export const consent: GrantCondition = {
  key: 'consent',
  wanted: 'consent in force for this category',
  holds: (category, facts) => facts.consent.has(category),
};

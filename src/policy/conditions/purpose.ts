import { listed } from './bits';
import type { ProfileCondition } from './condition';

/** What the request is for: purpose limitation, GDPR 5(1)(b). */
export const purpose: ProfileCondition = {
  key: 'purpose',
  wanted: (rule) => listed(rule.purposes),
  holds: (rule, profile) => rule.purposes.includes(profile.purpose),
};

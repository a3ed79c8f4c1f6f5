import type { GrantCondition } from './condition';

/** An agreement between the agencies whose annex names the category, signed and in force. Never a ground of its own. */
export const agreement: GrantCondition = {
  key: 'agreement',
  wanted: 'a signed agreement in force for this category',
  holds: (category, facts) => facts.agreement.has(category),
};

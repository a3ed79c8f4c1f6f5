import type { GrantCondition } from './condition';

/** An emergency access that a second person approved and that names the category (vital interests, GDPR 6(1)(d)). */
export const breakGlass: GrantCondition = {
  key: 'breakGlass',
  wanted: 'an approved emergency access that names this category',
  holds: (category, facts) => facts.breakGlass.has(category),
};

import type { GrantCondition } from './condition';

/** The holder's duty desk released the category of this record to this officer, for one event (a shelter's place, a new address). */
export const release: GrantCondition = {
  key: 'release',
  wanted: "a release of this category by its holder's duty desk to this officer",
  holds: (category, facts) => facts.release.has(category),
};

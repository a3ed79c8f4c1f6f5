import type { GrantCondition } from './condition';

/** A court order or statutory request that names the category, to its addressee, until its end (RS Family Law 286, for instance). */
export const mandate: GrantCondition = {
  key: 'mandate',
  wanted: 'a court order or statutory request in force for this category',
  holds: (category, facts) => facts.mandate.has(category),
};

import type { CategoryDefinition } from './decision';
import type { PolicySet } from './policy-set';

/** A category as fields carry it, or a part of a family; undefined where the policy knows neither. */
export const definitionOf = (
  { categories, parts }: Pick<PolicySet, 'categories' | 'parts'>,
  category: string,
): CategoryDefinition | undefined => categories.get(category) ?? parts.get(category);

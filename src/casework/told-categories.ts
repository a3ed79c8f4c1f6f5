import type { PolicySet } from '../policy';
import { definitionOf } from '../policy/definition';

/** Whether a refusal of the category is told to nobody; of one that the policy does not know, neither. */
export const isSilent = (policies: PolicySet, category: string): boolean =>
  definitionOf(policies, category)?.silent !== false;

/** Whether others than who asked read the category by name. Silent and forbidden ones are a number to them: the very name would tell. */
export const isTold = (policies: PolicySet, category: string): boolean => {
  const definition = definitionOf(policies, category);
  return definition?.silent === false && !definition.forbidden;
};

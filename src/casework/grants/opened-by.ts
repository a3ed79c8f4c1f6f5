import type { Problem } from '../../errors/problem';
import type { PolicySet } from '../../policy';
import type { Grant, Sector } from '../../policy/facts';

/** Categories that a rule opens to one of those sectors by such a grant, here and now, or on that basis alone; families by their parts. */
export const openedBy = (
  policies: PolicySet,
  grant: Grant,
  sectors: readonly Sector[],
  basis?: string,
): ReadonlySet<string> =>
  new Set(
    [...policies.rules.values()]
      .filter(({ status }) => status.on && (basis === undefined || status.basis.includes(basis)))
      .filter(({ rule }) => rule.grants.includes(grant))
      .filter(({ rule }) => rule.sectors.some((sector) => sectors.includes(sector)))
      .map(({ rule }) => rule.category),
  );

/** One problem for each category of `input.categories` that is not among them. */
export const unopened = (
  open: ReadonlySet<string>,
  categories: readonly string[],
  message: string,
): readonly Problem[] =>
  categories.flatMap((category, at) =>
    open.has(category) ? [] : [{ path: `input.categories.${String(at)}`, message }],
  );

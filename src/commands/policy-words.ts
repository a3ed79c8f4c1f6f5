import { nearNames } from '../config/near-names';
import { GRANTS, type Grant, type Profile } from '../policy/facts';
import type { PolicySet } from '../policy/policy-set';

/** How many words are offered in place of a wrong one. */
const OFFERED = 12;

/** Categories, and parts of families, that have the most words in common with what was meant, else those that are written nearly so. */
const like = (name: string, { categories, parts }: PolicySet): readonly string[] => {
  const meant = new Set(name.split(/[.|]/u));
  const common = (category: string): number => category.split('.').filter((word) => meant.has(word)).length;
  const known = [...new Set([...categories.keys(), ...parts.keys()])];
  const most = Math.max(...known.map(common));
  if (most > 0) return known.filter((category) => common(category) === most);
  const byUpper = new Map(known.map((category) => [category.toUpperCase(), category]));
  return nearNames(name, [...byUpper.keys()]).flatMap((near) => byUpper.get(near) ?? []);
};

const unknownCategory = (name: string, policies: PolicySet): string => {
  const offered = like(name, policies);
  const told = offered.slice(0, OFFERED).join(', ');
  const meant =
    offered.length === 0
      ? 'vocabulary.yaml lists all'
      : `did you mean ${offered.length > 1 ? 'one of ' : ''}${told}${offered.length > OFFERED ? ' …' : ''}`;
  return `"${name}" is no category of the vocabulary: ${meant}`;
};

/** What is wrong with the category that is asked for; null if nothing is. */
export const wrongCategory = (name: string, policies: PolicySet): string | null =>
  policies.categories.has(name) || policies.parts.has(name) ? null : unknownCategory(name, policies);

/** What is wrong with the roles: one that another sector has counts for nothing. */
export const wrongRole = (
  { sector, roles }: Pick<Profile, 'sector' | 'roles'>,
  policies: PolicySet,
): string | null => {
  const own = [...policies.roles].filter(([, { sectors }]) => sectors.includes(sector)).map(([id]) => id);
  const wrong = roles.find((role) => !own.includes(role));
  return wrong === undefined ? null : `"${wrong}" is no role of ${sector}, whose roles are ${own.join(', ')}`;
};

/** What is wrong with the categories that grants are said to name: of a family each part is named. */
export const wrongGrant = (
  granted: Readonly<Partial<Record<Grant, readonly string[]>>>,
  policies: PolicySet,
): string | null => {
  for (const grant of GRANTS)
    for (const name of granted[grant] ?? []) {
      const option = `--${grant.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
      if (policies.parts.has(name)) continue;
      const category = policies.categories.get(name);
      if (category === undefined) return `${option}: ${unknownCategory(name, policies)}`;
      if (category.family)
        return `${option}: "${name}" is a family: name its parts, such as victim.${name} or victim|child.${name}`;
    }
  return null;
};

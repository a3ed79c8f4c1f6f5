/** Viewers by their roles: who has all of these, unless he has all of one of those besides. */
export interface RoleSets {
  readonly all: readonly string[];
  readonly unless: readonly (readonly string[])[];
}

type Roles = readonly string[];

/**
 * Describes which of the sets of roles were found to differ, in the fewest words that tell them exactly.
 *
 * @param every all sets that were asked about, the smaller ones first
 * @param found those among them that differ, in the same order
 */
export const describeRoles = (every: readonly Roles[], found: readonly Roles[]): readonly RoleSets[] => {
  const differs = new Set(found);
  const described: RoleSets[] = [];
  for (const set of found) {
    if (described.some((one) => speaksOf(one, set))) continue;
    const others = every.filter((other) => includes(other, set) && !differs.has(other));
    const unless = others
      .filter((other) => !others.some((less) => less !== other && includes(other, less)))
      .map((other) => other.filter((role) => !set.includes(role)));
    described.push({ all: set, unless });
  }
  return described;
};

export const speaksOf = ({ all, unless }: RoleSets, roles: Roles): boolean =>
  includes(roles, all) && !unless.some((others) => includes(roles, others));

const includes = (roles: Roles, wanted: Roles): boolean => wanted.every((role) => roles.includes(role));

export const rolesInWords = ({ all, unless }: RoleSets): string =>
  [
    ...(all.length === 0 ? [] : [all.join(' with ')]),
    ...(unless.length === 0 ? [] : [`without ${unless.map((others) => others.join(' with ')).join(' or ')}`]),
  ].join(' ');

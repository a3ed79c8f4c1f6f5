import { PURPOSES, type Purpose, type Sector } from './facts';
import type { PolicySet } from './policy-set';

/**
 * The purposes for which a person of the sector may ask, in the order of the closed list. A role of another sector allows none: it may
 * have stayed with somebody who has moved.
 */
export const purposesOfRoles = (
  { roles }: Pick<PolicySet, 'roles'>,
  sector: Sector,
  held: readonly string[],
): Purpose[] =>
  PURPOSES.filter((purpose) =>
    held.some((id) => {
      const role = roles.get(id);
      return role !== undefined && role.sectors.includes(sector) && role.purposes.includes(purpose);
    }),
  );

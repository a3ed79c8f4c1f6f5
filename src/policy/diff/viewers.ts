import type { RoleDefinition } from '../content';
import { type Profile, PROOFS, type Purpose, PURPOSES, type Sector, SECTORS } from '../facts';
import type { PolicySet } from '../policy-set';
import { subsets } from './rows';

/**
 * Every viewer whom the rules of the sets can tell apart: all sectors, purposes and proofs, and every set of the roles that some rule
 * names and that count for the sector and purpose. Fewer roles come first.
 */
export const viewersOf = (sets: readonly PolicySet[]): readonly Profile[] => {
  const named = new Set(
    sets.flatMap(({ rules }) => [...rules.values()].flatMap(({ rule }) => rule.roles ?? [])),
  );
  const definitions = sets.flatMap(({ roles }) => [...roles.values()].filter(({ id }) => named.has(id)));
  return SECTORS.flatMap((sector) =>
    PURPOSES.flatMap((purpose) => {
      const roles = subsets(counting(definitions, sector, purpose));
      const fewFirst = [...roles].sort((a, b) => a.length - b.length);
      return PROOFS.flatMap((proof) => fewFirst.map((chosen) => ({ sector, roles: chosen, purpose, proof })));
    }),
  );
};

const counting = (
  definitions: readonly RoleDefinition[],
  sector: Sector,
  purpose: Purpose,
): readonly string[] => [
  ...new Set(
    definitions
      .filter(({ sectors, purposes }) => sectors.includes(sector) && purposes.includes(purpose))
      .map(({ id }) => id),
  ),
];

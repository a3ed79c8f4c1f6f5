import type { RoleDefinition } from './content';
import { type Profile, PROOFS, PURPOSES, SECTORS } from './facts';

/** The viewer's facts as rules see them: only roles of his sector that may act for his purpose count. */
export const foldProfile = (profile: Profile, roles: ReadonlyMap<string, RoleDefinition>): Profile => ({
  sector: profile.sector,
  purpose: profile.purpose,
  proof: profile.proof,
  roles: [...new Set(profile.roles)]
    .filter((id) => {
      const role = roles.get(id);
      return (
        role !== undefined && role.sectors.includes(profile.sector) && role.purposes.includes(profile.purpose)
      );
    })
    .sort(),
});

/** A viewer outside the closed lists fits no rule at all. */
export const isKnown = (profile: Profile): boolean =>
  SECTORS.includes(profile.sector) && PURPOSES.includes(profile.purpose) && PROOFS.includes(profile.proof);

import { PURPOSES, purposesOfRoles, type PolicySet, type Purpose } from '../policy';
import { readBearer } from './bearer';
import { findParty } from './bearer-party';
import { choosePurpose } from './choose-purpose';
import { findNamedStaff } from './named-staff';
import type { IdentityRegistry, RegisteredClient, RegisteredStaff } from './registry';
import type { TokenVerifier } from './verify-token';
import type { Viewer } from './viewer';

/** The headers of a request that say who asks and why; absent ones are undefined, not empty. */
export interface ViewerHeaders {
  readonly authorization?: string | undefined;
  /** `Spona-Purpose` */
  readonly purpose?: string | undefined;
  /** `Spona-Staff` */
  readonly staff?: string | undefined;
}

export interface ViewerResolver {
  /** @throws SponaError SPONA_UNAUTHENTICATED, SPONA_TOKEN_EXPIRED, SPONA_UNKNOWN_VIEWER, SPONA_STAFF, SPONA_PURPOSE, SPONA_UNAVAILABLE */
  resolve(headers: ViewerHeaders): Promise<Viewer>;
}

export interface ViewerResolverParts {
  readonly verifier: TokenVerifier;
  readonly registry: IdentityRegistry;
  /** The policies that were in force when the registry told of somebody: they say what his roles are for. */
  readonly policiesOf: (version: string | null) => Promise<Pick<PolicySet, 'roles'>>;
}

/** Token → Viewer: the token proves who asks, the registry says what that means, the headers can only narrow it. */
export const createViewerResolver = ({
  verifier,
  registry,
  policiesOf,
}: ViewerResolverParts): ViewerResolver => {
  /** What client and roles allow together; nothing where neither speaks. */
  const allowedPurposes = async (
    staff: RegisteredStaff | null,
    client: RegisteredClient | null,
  ): Promise<readonly Purpose[]> => {
    const limits = [
      ...(staff === null
        ? []
        : [purposesOfRoles(await policiesOf(staff.policyVersion), staff.agency.sector, staff.roles)]),
      ...(client === null ? [] : [client.purposes]),
    ];
    return PURPOSES.filter(
      (purpose) => limits.length > 0 && limits.every((limit) => limit.includes(purpose)),
    );
  };

  return {
    async resolve({ authorization, purpose, staff: header }): Promise<Viewer> {
      const party = await findParty(registry, await verifier.verify(readBearer(authorization)));
      const { agency, client } = party;
      const named = await findNamedStaff(registry, party, header);
      const staff = party.staff ?? named;
      return {
        agencyId: agency.id,
        agencyCode: agency.code,
        sector: agency.sector,
        areaId: agency.areaId,
        concealed: agency.concealed,
        staffId: staff?.id ?? null,
        unitId: staff?.unitId ?? null,
        roles: staff?.roles ?? [],
        clientId: client?.id ?? null,
        purpose: choosePurpose(purpose, await allowedPurposes(staff, client)),
        proof: party.staff === null ? 'ASSERTED' : 'PROVEN',
        registrySnapshot: party.snapshot,
      };
    },
  };
};

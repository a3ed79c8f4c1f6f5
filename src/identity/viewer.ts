import type { Proof, Purpose, Sector } from '../policy/facts';

/** Who asks, for one request. Everything but the purpose comes from the registry, never from the token. */
export interface Viewer {
  readonly agencyId: string;
  readonly agencyCode: string;
  readonly sector: Sector;
  readonly areaId: string;
  /** The agency's own existence is protected (a shelter). */
  readonly concealed: boolean;
  /** The staff member who asks, proven or named by a client; null where a machine client names nobody. */
  readonly staffId: string | null;
  readonly unitId: string | null;
  /** Roles of the staff member; empty for a machine client that names nobody. */
  readonly roles: readonly string[];
  /** The machine client that carried the request, if any. */
  readonly clientId: string | null;
  readonly purpose: Purpose;
  readonly proof: Proof;
  /** The snapshot in which the registry told all this; absent where no registry was asked. */
  readonly registrySnapshot?: string;
}

import type { Purpose, Sector } from '../policy/facts';

/** An institution, as the registry knows it. */
export interface RegisteredAgency {
  readonly id: string;
  readonly code: string;
  readonly sector: Sector;
  readonly areaId: string;
  /** The agency's own existence is protected (a shelter). */
  readonly concealed: boolean;
  readonly active: boolean;
}

export interface RegisteredStaff {
  readonly id: string;
  readonly agency: RegisteredAgency;
  readonly unitId: string | null;
  readonly roles: readonly string[];
  readonly active: boolean;
  /** The database's snapshot in which this was read. */
  readonly snapshot: string;
  /** The version of the policies that was in force then, which says what the roles are for; null if none ever was. */
  readonly policyVersion: string | null;
}

export interface RegisteredClient {
  readonly id: string;
  readonly agency: RegisteredAgency;
  readonly purposes: readonly Purpose[];
  /**
   * The subject that the issuer gives to the client itself, where that is not the client id (Keycloak's service accounts); only the
   * registry can tell such a token from a person's.
   */
  readonly serviceSubject: string | null;
  readonly active: boolean;
  /** The database's snapshot in which this was read. */
  readonly snapshot: string;
}

/** What identity asks of the registry. Inactive rows are returned as such: the difference belongs in the log. */
export interface IdentityRegistry {
  /** The person whom the issuer knows by this subject. */
  findStaff(issuer: string, subject: string): Promise<RegisteredStaff | null>;
  /** The machine client whom the issuer knows by this client id. */
  findClient(issuer: string, clientId: string): Promise<RegisteredClient | null>;
  /** The staff member with this id, if he is on the list of those whom the client (by its registry id) may name. */
  findNamedStaff(clientId: string, staffId: string): Promise<RegisteredStaff | null>;
}

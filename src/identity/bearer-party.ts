import { bindsAgency } from '../config/trusted-issuer';
import type { VerifiedToken } from './claims';
import { unknownViewer } from './refusal';
import type { IdentityRegistry, RegisteredAgency, RegisteredClient, RegisteredStaff } from './registry';

/** Who stands behind a token: a person, a client for itself, or a client for a person. One agency, whose issuer may vouch for it. */
export interface BearerParty {
  readonly agency: RegisteredAgency;
  readonly staff: RegisteredStaff | null;
  readonly client: RegisteredClient | null;
  /** The snapshot of the first look into the registry: what changed since may concern this party. */
  readonly snapshot: string;
}

const checkAgency = (token: VerifiedToken, agency: RegisteredAgency): void => {
  if (!agency.active) throw unknownViewer(`agency ${agency.id} is not active`);
  if (!bindsAgency(token, agency.code)) throw unknownViewer(`agency ${agency.id} is not bound to the issuer`);
};

const checkClient = (token: VerifiedToken, client: RegisteredClient): void => {
  if (!client.active) throw unknownViewer(`client ${client.id} is not active`);
  checkAgency(token, client.agency);
};

const staffParty = (
  token: VerifiedToken,
  staff: RegisteredStaff | null,
  client: RegisteredClient | null,
): BearerParty => {
  if (staff === null) throw unknownViewer('the subject is not in the registry');
  if (!staff.active) throw unknownViewer(`staff member ${staff.id} is not active`);
  checkAgency(token, staff.agency);
  if (client !== null) {
    checkClient(token, client);
    if (client.agency.id !== staff.agency.id)
      throw unknownViewer(`client ${client.id} and staff member ${staff.id} are of different agencies`);
  }
  return { agency: staff.agency, staff, client, snapshot: (client ?? staff).snapshot };
};

/**
 * Finds the party in the registry. A person may come through a client that the registry does not know (a console), which then adds
 * and limits nothing; a client that acts, for itself or for a person, must be registered.
 * @throws SponaError SPONA_UNKNOWN_VIEWER
 */
export const findParty = async (registry: IdentityRegistry, token: VerifiedToken): Promise<BearerParty> => {
  const clientId = token.actor ?? token.clientId;
  const client = clientId === null ? null : await registry.findClient(token.issuer, clientId);
  if (token.isMachine || client?.serviceSubject === token.subject) {
    if (client === null) throw unknownViewer('the client is not in the registry');
    checkClient(token, client);
    return { agency: client.agency, staff: null, client, snapshot: client.snapshot };
  }
  if (token.actor !== null && client === null)
    throw unknownViewer('the acting client is not in the registry');
  return staffParty(token, await registry.findStaff(token.issuer, token.subject), client);
};

import { SponaError } from '../errors/spona-error';
import { isUuid } from '../lib/uuid';
import type { BearerParty } from './bearer-party';
import type { IdentityRegistry, RegisteredStaff } from './registry';

const refuse = (detail: string): SponaError => new SponaError('SPONA_STAFF', { detail });

/**
 * The staff member for whom a machine client says it asks (`Spona-Staff`); null where it names nobody. Only a client for itself may
 * name: a person's own token already says who asks.
 * @throws SponaError SPONA_STAFF, the same for a stranger, an inactive member and one who is not on the client's list
 */
export const findNamedStaff = async (
  registry: IdentityRegistry,
  { agency, staff, client }: BearerParty,
  header: string | undefined,
): Promise<RegisteredStaff | null> => {
  if (header === undefined) return null;
  if (staff !== null || client === null) throw refuse('a person asks and names another');
  const staffId = header.toLowerCase();
  if (!isUuid(staffId)) throw refuse('the name is not a staff id');
  const named = await registry.findNamedStaff(client.id, staffId);
  if (named === null) throw refuse(`the staff member is not on the list of client ${client.id}`);
  if (!named.active) throw refuse(`staff member ${named.id} is not active`);
  if (named.agency.id !== agency.id) throw refuse(`staff member ${named.id} is of another agency`);
  return named;
};

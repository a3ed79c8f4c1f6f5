import { HubSession, type Credentials } from './hub-session';

/** A session that can send reports, the client that sends them, and the code of the agency that it sends them as. */
export interface AgencySession {
  readonly agency: string;
  readonly clientId: string;
  readonly session: HubSession;
}

/** The client may name nobody, and reports are recorded in the name of a person. */
export class NobodyToName extends Error {
  override readonly name = 'NobodyToName';
}

const WHO = `query ImporterOf {
  viewer { agency { id } }
  agencies(sector: POLICE) { id code }
  nameableStaff { id roles }
}`;

interface Who {
  readonly viewer: { readonly agency: { readonly id: string } };
  readonly agencies: readonly { readonly id: string; readonly code: string }[];
  readonly nameableStaff: readonly { readonly id: string; readonly roles: readonly string[] }[];
}

const INTAKE = 'POLICE_INTAKE';

/**
 * Signs a machine client in and lets it name its agency's intake officer, else anybody it may name.
 * @throws Error where the issuer refuses the client; HubRefusal, HubUnreachable, NobodyToName
 */
export const openSession = async (url: string, credentials: Credentials): Promise<AgencySession> => {
  const session = new HubSession(url, credentials);
  const { viewer, agencies, nameableStaff } = await session.ask<Who>(WHO);
  const staff = nameableStaff.find(({ roles }) => roles.includes(INTAKE)) ?? nameableStaff[0];
  const agency = agencies.find(({ id }) => id === viewer.agency.id);
  if (staff === undefined || agency === undefined)
    throw new NobodyToName(`${credentials.clientId} may name nobody of an active police agency`);
  session.staffId = staff.id;
  return { agency: agency.code, clientId: credentials.clientId, session };
};

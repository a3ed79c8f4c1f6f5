import type { Client } from 'pg';
import type { Country } from '../../lib/country';
import type { Credentials } from '../import/hub-session';
import type { Access } from '../import/import-file';
import { openSession, type AgencySession } from '../import/open-session';
import type { Agency } from '../mapping/map-row';
import { clientOf, registerAgencies, type Standing } from './register-agencies';

/** Told what a person at the terminal should know of one agency. */
export type Say = (message: string) => void;

/** Why rows of an agency cannot be sent, by its standing. */
const OBSTACLES: Readonly<Record<Standing, string | null>> = {
  ACTIVE: null,
  PENDING: 'AGENCY_PENDING',
  DISABLED: 'AGENCY_DISABLED',
  OTHER_SECTOR: 'AGENCY_NOT_POLICE',
};
const UNKNOWN = 'AGENCY_UNKNOWN';
const NO_CLIENT = 'AGENCY_WITHOUT_CLIENT';
const ANOTHER = 'AGENCY_OF_ANOTHER';

/** The demo region's own machine client, which is older than the agencies that imports create. */
const REGION_CLIENT = 'police-system';
const AT_ONCE = 4;

/** A production client sends its own agency's reports, and nobody else's. */
export const ownAccess = async (url: string, credentials: Credentials): Promise<Access> => {
  const own = await openSession(url, credentials);
  return {
    sessions: new Map([[own.agency, own]]),
    obstacle: (agency) => (agency === own.agency ? null : ANOTHER),
  };
};

export interface DemoAccess {
  readonly url: string;
  readonly issuer: string;
  readonly key: Credentials['key'];
  readonly country: Country;
  readonly create: boolean;
  /** The registry's owner; null where this machine does not hold the database. */
  readonly owner: Client | null;
  readonly say: Say;
}

const tryClients = async (
  { url, issuer, key, say }: DemoAccess,
  code: string,
): Promise<AgencySession | null> => {
  for (const clientId of [clientOf(code), REGION_CLIENT]) {
    const session = await openSession(url, { issuer, clientId, key }).catch((error: unknown) => {
      if (clientId !== REGION_CLIENT)
        say(`${clientId}: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    });
    if (session?.agency === code) return session;
  }
  return null;
};

/** Every agency of the file as itself, through the demo's machine clients; unknown ones enter the registry. */
export const demoAccess = async (
  options: DemoAccess,
  agencies: ReadonlyMap<string, Agency>,
): Promise<Access> => {
  const { owner, country, create } = options;
  const standings = owner === null ? null : await registerAgencies(owner, agencies, { country, create });
  const obstacles = new Map<string, string | null>();
  for (const code of agencies.keys()) {
    const standing = standings?.get(code);
    obstacles.set(code, standing === undefined ? (standings === null ? null : UNKNOWN) : OBSTACLES[standing]);
  }
  const sessions = new Map<string, AgencySession>();
  const open = [...obstacles].flatMap(([code, obstacle]) => (obstacle === null ? [code] : []));
  for (let start = 0; start < open.length; start += AT_ONCE) {
    await Promise.all(
      open.slice(start, start + AT_ONCE).map(async (code) => {
        const session = await tryClients(options, code);
        if (session === null) obstacles.set(code, standings === null ? UNKNOWN : NO_CLIENT);
        else sessions.set(code, session);
      }),
    );
  }
  return {
    sessions,
    obstacle: (code) => {
      const found = obstacles.get(code);
      return found === undefined ? UNKNOWN : found;
    },
  };
};

import type { Client } from 'pg';
import type { Country } from '../../lib/country';
import type { Credentials } from '../import/hub-session';
import type { Access } from '../import/import-file';
import type { AgencyObstacle } from '../import/reasons';
import { openSession, type AgencySession } from '../import/open-session';
import type { Agency } from '../mapping/map-row';
import { clientOf, demoClients, personaOf, registerAgencies, type Standing } from './register-agencies';

/** Told what a person at the terminal should know. */
export type Say = (message: string) => void;

/** Why rows of an agency cannot be sent, by its standing. */
const OBSTACLES: Readonly<Record<Standing, AgencyObstacle | null>> = {
  ACTIVE: null,
  PENDING: 'AGENCY_PENDING',
  DISABLED: 'AGENCY_DISABLED',
  OTHER_SECTOR: 'AGENCY_NOT_POLICE',
};

/** The demo region's own machine client, which is older than the agencies that imports create. */
const REGION_CLIENT = 'police-system';
const AT_ONCE = 4;

/** A production client sends its own agency's reports, and nobody else's. */
export const ownAccess = async (url: string, credentials: Credentials): Promise<Access> => {
  const own = await openSession(url, credentials);
  return {
    sessions: new Map([[own.agency, own]]),
    obstacle: (agency) => (agency === own.agency ? null : 'AGENCY_OF_ANOTHER'),
    seenAs: null,
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

/** By the registry if it is at hand; else the names that the demo's clients have, tried in turn. */
const clientsOf = (
  registered: ReadonlyMap<string, readonly string[]> | null,
  code: string,
): readonly string[] =>
  registered === null ? [clientOf(code), REGION_CLIENT] : (registered.get(code) ?? []);

/** The first of the clients that is let in, and is the agency's; why the last one was not. */
const signIn = async (
  { url, issuer, key }: DemoAccess,
  code: string,
  clientIds: readonly string[],
): Promise<AgencySession | string> => {
  let refusal = 'the registry has no machine client of it';
  for (const clientId of clientIds) {
    try {
      const session = await openSession(url, { issuer, clientId, key });
      if (session.agency === code) return session;
      refusal = `${clientId} is another agency's`;
    } catch (error) {
      refusal = `${clientId}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return refusal;
};

const andMore = (count: number): string => (count === 0 ? '' : ` and ${String(count)} more`);

/** Who loads and who cannot, in a line each, however many agencies there are. */
const introduce = (
  sessions: ReadonlyMap<string, AgencySession>,
  refusals: ReadonlyMap<string, string>,
  say: Say,
): void => {
  const [first, ...others] = [...sessions.values()].map(({ clientId }) => clientId);
  if (first !== undefined)
    say(
      `Loading as ${first}${others.length === 0 ? '' : `${andMore(others.length)}, each for its own agency`}`,
    );
  const [[code, refusal] = ['', ''], ...further] = [...refusals];
  if (refusals.size > 0) say(`Nobody can load for ${code}${andMore(further.length)}: ${refusal}`);
};

/** An agency whose client an import made has a persona that an import made. */
const madePersona = (sessions: ReadonlyMap<string, AgencySession>): string | null => {
  const [code] = [...sessions].find(([agency, { clientId }]) => clientId === clientOf(agency)) ?? [];
  return code === undefined ? null : personaOf(code);
};

/** Every agency of the file as itself, through the demo's machine clients; unknown ones enter the registry. */
export const demoAccess = async (
  options: DemoAccess,
  agencies: ReadonlyMap<string, Agency>,
): Promise<Access> => {
  const { owner, country, create, say } = options;
  const standings = owner === null ? null : await registerAgencies(owner, agencies, { country, create });
  const registered = owner === null ? null : await demoClients(owner, [...agencies.keys()]);
  const obstacles = new Map<string, AgencyObstacle | null>();
  for (const code of agencies.keys()) {
    const standing = standings?.get(code);
    if (standings === null) obstacles.set(code, null);
    else obstacles.set(code, standing === undefined ? 'AGENCY_UNKNOWN' : OBSTACLES[standing]);
  }
  const sessions = new Map<string, AgencySession>();
  const refusals = new Map<string, string>();
  const open = [...obstacles].flatMap(([code, obstacle]) => (obstacle === null ? [code] : []));
  for (let start = 0; start < open.length; start += AT_ONCE) {
    const some = open.slice(start, start + AT_ONCE);
    const found = await Promise.all(some.map((code) => signIn(options, code, clientsOf(registered, code))));
    // In the file's order, whoever was let in first.
    some.forEach((code, index) => {
      const session = found[index] ?? '';
      if (typeof session !== 'string') sessions.set(code, session);
      else {
        refusals.set(code, session);
        obstacles.set(code, 'AGENCY_WITHOUT_CLIENT');
      }
    });
  }
  introduce(sessions, refusals, say);
  return {
    sessions,
    obstacle: (code) => {
      const found = obstacles.get(code);
      return found === undefined ? 'AGENCY_UNKNOWN' : found;
    },
    seenAs: madePersona(sessions),
  };
};

import type { Client } from 'pg';
import type { Country } from '../../lib/country';
import { DEMO_ISSUER } from '../../registry/demo-sources';
import type { Agency } from '../mapping/map-row';

/** How an agency of the file stands in the registry. */
export type Standing = 'ACTIVE' | 'PENDING' | 'DISABLED' | 'OTHER_SECTOR';

export interface RegisterOptions {
  readonly country: Country;
  /** Gives unknown and pending agencies a unit, a person and a client, so that they can work at once. */
  readonly create: boolean;
}

type Owner = Pick<Client, 'query'>;

/** Where the file tells no area. */
const AREA = { code: 'IMPORTED', name: 'Imported agencies' };
const ROLES = ['COMPETENT_OFFICER', 'POLICE_INTAKE', 'POLICE_LIAISON'];
const PURPOSES = ['PROTECTION', 'INVESTIGATION'];

/** Persona and machine client of an agency that an import created. */
export const personaOf = (code: string): string => `police@${code}`;
export const clientOf = (code: string): string => `police-system@${code}`;

/** The demo's machine clients that agencies have, a client of the import first. */
export const demoClients = async (
  owner: Owner,
  codes: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const { rows } = await owner.query<{ code: string; clients: string[] }>(
    `select g.code, array_agg(c.client_id order by (c.client_id = $3 || g.code) desc, c.client_id) as clients
     from client c join agency g on g.id = c.agency_id
     where g.code = any ($1) and c.issuer = $2 and c.active group by g.code`,
    [codes, DEMO_ISSUER, clientOf('')],
  );
  return new Map(rows.map(({ code, clients }) => [code, clients]));
};

/** An area of that code belongs to another country. */
export class AreaError extends Error {
  override readonly name = 'AreaError';
}

const standings = async (owner: Owner, codes: readonly string[]): Promise<Map<string, Standing>> => {
  const { rows } = await owner.query<{ code: string; sector: string; status: Standing }>(
    'select code, sector, status from agency where code = any ($1)',
    [codes],
  );
  return new Map(
    rows.map(({ code, sector, status }) => [code, sector === 'POLICE' ? status : 'OTHER_SECTOR']),
  );
};

const areaId = async (owner: Owner, area: string | null, country: Country): Promise<string> => {
  const code = area ?? AREA.code;
  await owner.query(
    'insert into area (code, name, country) values ($1, $2, $3) on conflict (code) do nothing',
    [code, area ?? AREA.name, country],
  );
  const { rows } = await owner.query<{ id: string }>('select id from area where code = $1 and country = $2', [
    code,
    country,
  ]);
  const [found] = rows;
  if (found === undefined)
    throw new AreaError(`The area of an agency lies in another country than ${country}`);
  return found.id;
};

const enter = async (owner: Owner, agency: Agency, country: Country): Promise<void> => {
  await owner.query(
    `insert into agency (code, name, sector, area_id) values ($1, $2, 'POLICE', $3) on conflict (code) do nothing`,
    [agency.code, agency.name ?? agency.code, await areaId(owner, agency.area, country)],
  );
};

/** Makes a pending agency active, with all that the demo's people and machines need; what is there already stays. */
const activate = async (owner: Owner, code: string): Promise<void> => {
  await owner.query(`update agency set status = 'ACTIVE' where code = $1 and status = 'PENDING'`, [code]);
  await owner.query(
    `insert into unit (agency_id, code, name, intake) select id, 'INTAKE', 'Intake', true from agency where code = $1
     on conflict do nothing`,
    [code],
  );
  await owner.query(
    `insert into staff (agency_id, unit_id, name, issuer, subject, roles)
     select g.id, u.id, 'Intake officer, ' || g.name, $2, $3, $4
     from agency g join unit u on u.agency_id = g.id and u.code = 'INTAKE' where g.code = $1 on conflict do nothing`,
    [code, DEMO_ISSUER, personaOf(code), ROLES],
  );
  await owner.query(
    `insert into client (agency_id, name, issuer, client_id, purposes)
     select id, 'Records system, ' || name, $2, $3, $4 from agency where code = $1 on conflict do nothing`,
    [code, DEMO_ISSUER, clientOf(code), PURPOSES],
  );
  await owner.query(
    `insert into client_staff (agency_id, client_id, staff_id)
     select g.id, c.id, s.id from agency g join client c on c.agency_id = g.id and c.issuer = $2 and c.client_id = $3
     join staff s on s.agency_id = g.id and s.issuer = $2 and s.subject = $4 where g.code = $1 on conflict do nothing`,
    [code, DEMO_ISSUER, clientOf(code), personaOf(code)],
  );
};

/**
 * Enters unknown police agencies in the registry, as its owner: pending, without anybody who could work there; or, where `create`,
 * active. Answers how every agency of the file stands afterwards.
 * @throws AreaError
 */
export const registerAgencies = async (
  owner: Owner,
  agencies: ReadonlyMap<string, Agency>,
  { country, create }: RegisterOptions,
): Promise<ReadonlyMap<string, Standing>> => {
  const codes = [...agencies.keys()];
  await owner.query('begin');
  try {
    const before = await standings(owner, codes);
    for (const [code, agency] of agencies) {
      if (!before.has(code)) await enter(owner, agency, country);
      if (create && (before.get(code) ?? 'PENDING') === 'PENDING') await activate(owner, code);
    }
    const after = await standings(owner, codes);
    await owner.query('commit');
    return after;
  } catch (error) {
    await owner.query('rollback');
    throw error;
  }
};

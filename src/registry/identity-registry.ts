import type { DataSource } from 'typeorm';
import type {
  IdentityRegistry,
  RegisteredAgency,
  RegisteredClient,
  RegisteredStaff,
} from '../identity/registry';
import type { Purpose, Sector } from '../policy/facts';

const AGENCY_COLUMNS = `g.id as "agencyId", g.code as "agencyCode", g.sector, g.area_id as "areaId", g.concealed, (g.status = 'ACTIVE') as "agencyActive",
  pg_current_snapshot()::text as snapshot`;
const STAFF_COLUMNS = `s.id, s.unit_id as "unitId", s.roles, s.active, ${AGENCY_COLUMNS},
  (select * from policy_version_at(now())) as "policyVersion"`;

const STAFF = `select ${STAFF_COLUMNS} from staff s join agency g on g.id = s.agency_id where s.issuer = $1 and s.subject = $2`;
const CLIENT = `select c.id, c.purposes, c.service_subject as "serviceSubject", c.active, ${AGENCY_COLUMNS}
  from client c join agency g on g.id = c.agency_id where c.issuer = $1 and c.client_id = $2`;
const NAMED = `select ${STAFF_COLUMNS} from client_staff l join staff s on s.id = l.staff_id join agency g on g.id = s.agency_id
  where l.client_id = $1 and s.id = $2`;

interface AgencyRow {
  readonly agencyId: string;
  readonly agencyCode: string;
  readonly sector: Sector;
  readonly areaId: string;
  readonly concealed: boolean;
  readonly agencyActive: boolean;
  readonly snapshot: string;
}

interface StaffRow extends AgencyRow {
  readonly id: string;
  readonly unitId: string | null;
  readonly roles: string[];
  readonly active: boolean;
  readonly policyVersion: string | null;
}

interface ClientRow extends AgencyRow {
  readonly id: string;
  readonly purposes: Purpose[];
  readonly serviceSubject: string | null;
  readonly active: boolean;
}

const agencyOf = (row: AgencyRow): RegisteredAgency => ({
  id: row.agencyId,
  code: row.agencyCode,
  sector: row.sector,
  areaId: row.areaId,
  concealed: row.concealed,
  active: row.agencyActive,
});

const staffOf = (row: StaffRow | undefined): RegisteredStaff | null =>
  row === undefined
    ? null
    : {
        id: row.id,
        agency: agencyOf(row),
        unitId: row.unitId,
        roles: row.roles,
        active: row.active,
        snapshot: row.snapshot,
        policyVersion: row.policyVersion,
      };

const clientOf = (row: ClientRow | undefined): RegisteredClient | null =>
  row === undefined
    ? null
    : {
        id: row.id,
        agency: agencyOf(row),
        purposes: row.purposes,
        serviceSubject: row.serviceSubject,
        active: row.active,
        snapshot: row.snapshot,
      };

/** How the registry names issuers: by their URL, the demo's by a word that does not change with the port. */
export type IssuerName = (issuer: string) => string;

/** The registry as identity reads it: anew at every request, so that a change holds from the next one on. */
export const createIdentityRegistry = (dataSource: DataSource, nameOf: IssuerName): IdentityRegistry => ({
  findStaff: async (issuer, subject) =>
    staffOf((await dataSource.query<StaffRow[]>(STAFF, [nameOf(issuer), subject]))[0]),
  findClient: async (issuer, clientId) =>
    clientOf((await dataSource.query<ClientRow[]>(CLIENT, [nameOf(issuer), clientId]))[0]),
  findNamedStaff: async (clientId, staffId) =>
    staffOf((await dataSource.query<StaffRow[]>(NAMED, [clientId, staffId]))[0]),
});

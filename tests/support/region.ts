import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import type { Purpose, Sector } from '../../src/policy/facts';

/** A little registry: one agency of each sector in one area, each with a unit and a few people. */
export interface Region {
  readonly areaId: string;
  readonly viewers: Readonly<Record<Persona, Viewer>>;
}

interface PersonaSpec {
  readonly agency: string;
  readonly sector: Sector;
  readonly roles: readonly string[];
  readonly purpose: Purpose;
  readonly concealed?: boolean;
}

const PERSONAS = {
  police: {
    agency: 'PS-1',
    sector: 'POLICE',
    roles: ['COMPETENT_OFFICER', 'POLICE_LIAISON'],
    purpose: 'PROTECTION',
  },
  policeSupervisor: { agency: 'PS-1', sector: 'POLICE', roles: ['POLICE_SUPERVISOR'], purpose: 'PROTECTION' },
  otherPolice: {
    agency: 'PS-2',
    sector: 'POLICE',
    roles: ['COMPETENT_OFFICER', 'POLICE_LIAISON'],
    purpose: 'PROTECTION',
  },
  socialWork: {
    agency: 'CSW-1',
    sector: 'SOCIAL_WORK',
    roles: ['CASE_MANAGER', 'SOCIAL_WORK_LIAISON'],
    purpose: 'PROTECTION',
  },
  health: { agency: 'HC-1', sector: 'HEALTH', roles: ['PHYSICIAN'], purpose: 'CARE' },
  prosecution: {
    agency: 'PPO-1',
    sector: 'PROSECUTION',
    roles: ['PROSECUTOR', 'PROSECUTION_LIAISON'],
    purpose: 'PROSECUTION',
  },
  court: { agency: 'BC-1', sector: 'COURT', roles: ['JUDGE', 'COURT_LIAISON'], purpose: 'ADJUDICATION' },
  ngo: { agency: 'NGO-1', sector: 'NGO', roles: ['ADVOCATE'], purpose: 'CARE' },
  shelter: { agency: 'SH-1', sector: 'NGO', roles: ['ADVOCATE'], purpose: 'CARE', concealed: true },
  education: {
    agency: 'SC-1',
    sector: 'EDUCATION',
    roles: ['CHILD_PROTECTION_TEACHER'],
    purpose: 'CHILD_PROTECTION',
  },
  coordinator: { agency: 'CO-1', sector: 'COORDINATION', roles: ['COORDINATOR'], purpose: 'AUDIT' },
  secondCoordinator: { agency: 'CO-1', sector: 'COORDINATION', roles: ['COORDINATOR'], purpose: 'AUDIT' },
} as const satisfies Record<string, PersonaSpec>;

export type Persona = keyof typeof PERSONAS;
export const PERSONA_NAMES = Object.keys(PERSONAS) as Persona[];

const one = async (client: Client, text: string, values: unknown[]): Promise<string> => {
  const { rows } = await client.query<{ id: string }>(text, values);
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  return row.id;
};

/** Registers the region as the owner. */
export const createRegion = async (owner: Client, country = 'RS'): Promise<Region> => {
  const areaId = await one(
    owner,
    `insert into area (code, name, country) values ('AREA-1', 'First area', $1) returning id`,
    [country],
  );
  await owner.query(
    `insert into municipality (code, name_latn, name_cyrl, area_id) values ('M-1', 'Rečno', 'Речно', $1), ('M-2', 'Brdo', 'Брдо', $1)`,
    [areaId],
  );
  const agencies = new Map<string, { id: string; unit: string }>();
  const viewers: Partial<Record<Persona, Viewer>> = {};
  for (const [persona, spec] of Object.entries(PERSONAS) as [Persona, PersonaSpec][]) {
    let agency = agencies.get(spec.agency);
    if (agency === undefined) {
      const id = await one(
        owner,
        `insert into agency (code, name, sector, area_id, status, concealed) values ($1, $2, $3, $4, 'ACTIVE', $5) returning id`,
        [spec.agency, `Agency ${spec.agency}`, spec.sector, areaId, spec.concealed ?? false],
      );
      const unit = await one(
        owner,
        `insert into unit (agency_id, code, name, intake) values ($1, 'U-1', 'Intake', true) returning id`,
        [id],
      );
      agencies.set(spec.agency, (agency = { id, unit }));
    }
    const staffId = await one(
      owner,
      `insert into staff (agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, $3, 'demo', $4, $5) returning id`,
      [agency.id, agency.unit, `Person ${persona}`, persona, spec.roles],
    );
    viewers[persona] = {
      agencyId: agency.id,
      agencyCode: spec.agency,
      sector: spec.sector,
      areaId,
      concealed: spec.concealed ?? false,
      staffId,
      unitId: agency.unit,
      roles: spec.roles,
      clientId: null,
      purpose: spec.purpose,
      proof: 'PROVEN',
    };
  }
  return { areaId, viewers: viewers as Record<Persona, Viewer> };
};

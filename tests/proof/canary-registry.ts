import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import type { Sector } from '../../src/policy/facts';
import type { Random } from './random';

/** A word that only the names, codes and people of concealed agencies contain. */
export const CONCEALED_WORD = 'Hush House';

interface AgencySpec {
  readonly sector: Sector;
  readonly area?: 1;
  readonly concealed?: true;
  /** Roles of each person. */
  readonly staff: readonly (readonly string[])[];
}

const AGENCIES: readonly AgencySpec[] = [
  { sector: 'POLICE', staff: [['COMPETENT_OFFICER'], ['POLICE_LIAISON', 'POLICE_SUPERVISOR']] },
  { sector: 'POLICE', area: 1, staff: [['POLICE_INTAKE', 'POLICE_LIAISON']] },
  { sector: 'SOCIAL_WORK', staff: [['CASE_MANAGER'], ['SOCIAL_WORK_LIAISON', 'SOCIAL_WORK_SUPERVISOR']] },
  { sector: 'SOCIAL_WORK', area: 1, staff: [['CASE_MANAGER', 'SOCIAL_WORK_LIAISON']] },
  { sector: 'HEALTH', staff: [['PHYSICIAN'], ['NURSE', 'HEALTH_SUPERVISOR']] },
  { sector: 'HEALTH', concealed: true, staff: [['PHYSICIAN']] },
  { sector: 'PROSECUTION', staff: [['PROSECUTOR'], ['PROSECUTION_LIAISON', 'PROSECUTION_SUPERVISOR']] },
  { sector: 'COURT', staff: [['JUDGE'], ['COURT_LIAISON', 'COURT_SUPERVISOR']] },
  { sector: 'NGO', staff: [['ADVOCATE'], ['NGO_SUPERVISOR']] },
  { sector: 'NGO', concealed: true, staff: [['ADVOCATE'], ['ADVOCATE', 'NGO_SUPERVISOR']] },
  { sector: 'EDUCATION', staff: [['CHILD_PROTECTION_TEACHER'], ['EDUCATION_SUPERVISOR']] },
  { sector: 'COORDINATION', staff: [['COORDINATOR'], ['COORDINATOR']] },
  { sector: 'COORDINATION', area: 1, staff: [['COORDINATOR']] },
];

export interface CanaryAgency {
  readonly id: string;
  /** Stands in tokens for the holder; tells nothing that the registry does. */
  readonly alias: string;
  readonly code: string;
  readonly name: string;
  readonly sector: Sector;
  readonly areaId: string;
  readonly concealed: boolean;
  readonly units: readonly string[];
  readonly staff: readonly CanaryStaff[];
  readonly clientId: string;
}

export interface CanaryStaff {
  readonly id: string;
  readonly name: string;
  readonly unitId: string;
  readonly roles: readonly string[];
}

export interface CanaryRegistry {
  readonly agencies: readonly CanaryAgency[];
  readonly municipalities: readonly { readonly id: string; readonly code: string }[];
}

/** The columns that the rows name; the database's defaults fill the others. */
export const insert = async (client: Client, table: string, rows: readonly object[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await client.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  );
};

/** Two areas, and in the first one agency of each sector at least; two are concealed. */
export const createRegistry = async (
  admin: Client,
  random: Random,
  country = 'RS',
): Promise<CanaryRegistry> => {
  const areas = [0, 1].map((n) => ({ id: random.uuid(), code: `A-${n}`, name: `Area ${n}`, country }));
  const municipalities = areas.flatMap((area, n) =>
    [0, 1, 2].map((m) => ({
      id: random.uuid(),
      code: `M-${n}${m}`,
      name_latn: `Municipality ${n}${m}`,
      name_cyrl: `Општина ${n}${m}`,
      area_id: area.id,
    })),
  );
  const agencies = AGENCIES.map((spec, n): CanaryAgency => {
    const word = spec.concealed === true ? CONCEALED_WORD : 'Plain';
    const units = [random.uuid(), random.uuid()];
    return {
      id: random.uuid(),
      alias: `a${n}`,
      code: `${word}-${n}`,
      name: `${word} agency ${n}`,
      sector: spec.sector,
      areaId: areas[spec.area ?? 0]!.id,
      concealed: spec.concealed === true,
      units,
      clientId: random.uuid(),
      staff: spec.staff.map((roles, s) => ({
        id: random.uuid(),
        name: `${word} person ${n}-${s}`,
        unitId: units[s % 2]!,
        roles,
      })),
    };
  });
  await insert(admin, 'area', areas);
  await insert(admin, 'municipality', municipalities);
  await insert(
    admin,
    'agency',
    agencies.map(({ id, code, name, sector, areaId, concealed }) => ({
      id,
      code,
      name,
      sector,
      area_id: areaId,
      status: 'ACTIVE',
      concealed,
    })),
  );
  await insert(
    admin,
    'unit',
    agencies.flatMap(({ id, code, units }) =>
      units.map((unit, n) => ({
        id: unit,
        agency_id: id,
        code: `U-${n}`,
        name: `${code} unit ${n}`,
        intake: n === 0,
      })),
    ),
  );
  await insert(
    admin,
    'staff',
    agencies.flatMap(({ id, staff }) =>
      staff.map((person) => ({
        id: person.id,
        agency_id: id,
        unit_id: person.unitId,
        name: person.name,
        issuer: 'demo',
        subject: person.id,
        roles: person.roles,
        active: true,
      })),
    ),
  );
  await insert(
    admin,
    'client',
    agencies.map(({ id, code, clientId }) => ({
      id: clientId,
      agency_id: id,
      name: `${code} system`,
      issuer: 'demo',
      client_id: clientId,
      purposes: [],
      active: true,
    })),
  );
  return { agencies, municipalities };
};

/** Everybody, for every purpose that the roles allow, by the own token and as a machine client names them; and the bare machine. */
export const viewersOf = (
  { agencies }: CanaryRegistry,
  purposesOf: (role: string) => readonly Viewer['purpose'][],
): Viewer[] =>
  agencies.flatMap((agency) => {
    const base = {
      agencyId: agency.id,
      agencyCode: agency.code,
      sector: agency.sector,
      areaId: agency.areaId,
      concealed: agency.concealed,
    };
    const people = agency.staff.flatMap((person) =>
      [...new Set(person.roles.flatMap((role) => [...purposesOf(role)]))].flatMap((purpose): Viewer[] => {
        const named = { ...base, staffId: person.id, unitId: person.unitId, roles: person.roles, purpose };
        return [
          { ...named, clientId: null, proof: 'PROVEN' },
          { ...named, clientId: agency.clientId, proof: 'ASSERTED' },
        ];
      }),
    );
    const [first] = people;
    const machine: Viewer[] =
      first === undefined
        ? []
        : [
            {
              ...base,
              staffId: null,
              unitId: null,
              roles: [],
              clientId: agency.clientId,
              purpose: first.purpose,
              proof: 'ASSERTED',
            },
          ];
    return [...people, ...machine];
  });

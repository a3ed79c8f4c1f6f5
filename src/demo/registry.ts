import type { Country } from '../lib/country';
import type { Purpose, Sector } from '../policy/facts';
import { AREAS } from './institutions';
import type { AgencySpec, AreaSpec } from './institutions/spec';
import { Random } from './random';
import type { Rows } from './rows';

export interface Member {
  readonly id: string;
  readonly agency: Agency;
  readonly unitId: string;
  readonly roles: readonly string[];
  readonly active: boolean;
}

export interface Agency {
  readonly id: string;
  readonly code: string;
  readonly sector: Sector;
  readonly areaId: string;
  readonly municipalityId: string | null;
  readonly intakeUnitId: string;
  readonly workUnitId: string;
  readonly members: Member[];
}

/** The invented institutions as the stories ask for them. */
export interface Registry {
  agency(code: string): Agency;
  persona(name: string): Member;
  /** Ids of the municipalities of an area, by the area's code. */
  municipalities(area: string): readonly string[];
  coordinators(areaId: string): readonly Agency[];
}

/** The machine client of the first police station, and the staff it may name. */
const CLIENT = {
  clientId: 'police-system',
  name: 'Records system of the first police station',
  agency: 'VET-PS1',
  purposes: ['PROTECTION', 'INVESTIGATION', 'CHILD_PROTECTION'] as readonly Purpose[],
  staff: ['police', 'police-intake'],
};

const known = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`The demo region has no ${what}`);
  return value;
};

class RegistryWriter implements Registry {
  private readonly agencies = new Map<string, Agency>();
  private readonly personas = new Map<string, Member>();
  private readonly places = new Map<string, string[]>();
  private readonly random = new Random('registry');
  private phones = 100;

  constructor(
    private readonly rows: Rows,
    private readonly country: Country,
  ) {}

  agency(code: string): Agency {
    return known(this.agencies.get(code), `agency ${code}`);
  }

  persona(name: string): Member {
    return known(this.personas.get(name), `persona ${name}`);
  }

  municipalities(area: string): readonly string[] {
    return known(this.places.get(area), `area ${area}`);
  }

  coordinators(areaId: string): readonly Agency[] {
    return [...this.agencies.values()].filter(
      (agency) => agency.sector === 'COORDINATION' && agency.areaId === areaId,
    );
  }

  /** Real municipalities only where they lie: elsewhere the institutions stand alone. */
  addArea(spec: AreaSpec): void {
    const areaId = this.random.uuid();
    const home = this.country === 'RS';
    this.rows.area.push({
      id: areaId,
      code: spec.code,
      name: home ? spec.name : spec.plainName,
      country: this.country,
    });
    const ids = new Map<string, string>();
    for (const { code, nameLatn, nameCyrl } of home ? spec.municipalities : []) {
      const id = this.random.uuid();
      ids.set(code, id);
      this.rows.municipality.push({ id, code, name_latn: nameLatn, name_cyrl: nameCyrl, area_id: areaId });
    }
    this.places.set(spec.code, [...ids.values()]);
    for (const agency of spec.agencies) this.addAgency(agency, areaId, ids.get(agency.municipality ?? ''));
  }

  private addAgency(spec: AgencySpec, areaId: string, municipalityId: string | undefined): void {
    const agency: Agency = {
      id: this.random.uuid(),
      code: spec.code,
      sector: spec.sector,
      areaId,
      municipalityId: municipalityId ?? null,
      intakeUnitId: this.random.uuid(),
      workUnitId: this.random.uuid(),
      members: [],
    };
    this.agencies.set(spec.code, agency);
    this.rows.agency.push({
      id: agency.id,
      code: spec.code,
      name: this.country === 'RS' ? spec.name : spec.plainName,
      sector: spec.sector,
      area_id: areaId,
      municipality_id: agency.municipalityId,
      status: 'ACTIVE',
      concealed: spec.concealed ?? false,
      duty_phone: spec.concealed === true ? null : `+381 00 555 0${String((this.phones += 1))}`,
    });
    const [intake, other] = spec.units;
    this.rows.unit.push(
      { id: agency.intakeUnitId, agency_id: agency.id, code: 'INTAKE', name: intake, intake: true },
      { id: agency.workUnitId, agency_id: agency.id, code: 'WORK', name: other, intake: false },
    );
    spec.staff.forEach((person, index) => {
      const member: Member = {
        id: this.random.uuid(),
        agency,
        unitId: person.intake === true ? agency.intakeUnitId : agency.workUnitId,
        roles: person.roles,
        active: person.left !== true,
      };
      agency.members.push(member);
      if (person.persona !== undefined) this.personas.set(person.persona, member);
      this.rows.staff.push({
        id: member.id,
        agency_id: agency.id,
        unit_id: member.unitId,
        name: person.name,
        issuer: 'demo',
        subject: person.persona ?? `${spec.code.toLowerCase()}-${String(index + 1)}`,
        roles: person.roles,
        active: member.active,
      });
    });
  }

  addClient(): void {
    const { clientId, name, agency, purposes, staff } = CLIENT;
    const id = this.random.uuid();
    const agencyId = this.agency(agency).id;
    this.rows.client.push({ id, agency_id: agencyId, name, issuer: 'demo', client_id: clientId, purposes });
    for (const persona of staff) {
      this.rows.client_staff.push({
        agency_id: agencyId,
        client_id: id,
        staff_id: this.persona(persona).id,
      });
    }
  }
}

/** Writes areas, agencies, units, staff and the machine client. */
export const writeRegistry = (rows: Rows, country: Country): Registry => {
  const writer = new RegistryWriter(rows, country);
  for (const area of AREAS) writer.addArea(area);
  writer.addClient();
  return writer;
};

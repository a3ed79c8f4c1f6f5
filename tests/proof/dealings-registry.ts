import type { Client } from 'pg';
import type { PolicySet } from '../../src/policy';
import { CONCEALED_WORD, insert, type CanaryAgency, type CanaryStaff } from './canary-registry';
import type { Random } from './random';

const DAY = 86_400_000;

export const openedBy = (policies: PolicySet, grant: string): string[] => [
  ...new Set(
    [...policies.rules.values()]
      .filter(({ rule }) => (rule.grants as readonly string[]).includes(grant))
      .map(({ rule }) => rule.category),
  ),
];

const hired = (agency: CanaryAgency, random: Random, role: string): CanaryStaff => ({
  id: random.uuid(),
  name: `${agency.concealed ? CONCEALED_WORD : 'Plain'} ${role.toLowerCase()} ${agency.alias}`,
  unitId: agency.units[0]!,
  roles: [role],
});

/** Agencies that have somebody at a duty desk, and those that have a signatory, by their place in the registry. */
const DESKS = [0, 2, 8, 9];
const SIGNING = [0, 2, 4, 8, 9];

/** The agencies with those who work on no case besides: duty desks, signatories, and an office whose people administer the registry. */
const staffed = (agencies: readonly CanaryAgency[], random: Random): readonly CanaryAgency[] => {
  const office: CanaryAgency = {
    id: random.uuid(),
    alias: `a${agencies.length}`,
    code: `Plain-${agencies.length}`,
    name: 'Plain office of the registry',
    sector: 'COORDINATION',
    areaId: agencies.at(-1)!.areaId,
    concealed: false,
    units: [random.uuid()],
    clientId: random.uuid(),
    staff: [],
  };
  const administrators = [1, 2].map((n) => ({
    ...hired(office, random, 'REGISTRY_ADMINISTRATOR'),
    name: `Plain administrator ${n}`,
  }));
  return [
    ...agencies.map((agency, n) => ({
      ...agency,
      staff: [
        ...agency.staff,
        ...(DESKS.includes(n) ? [hired(agency, random, 'DUTY_DESK')] : []),
        ...(SIGNING.includes(n) ? [hired(agency, random, 'SIGNATORY')] : []),
      ],
    })),
    { ...office, staff: administrators },
  ];
};

/** Enters them; answers the registry as it then is. */
export const addStaff = async (
  admin: Client,
  agencies: readonly CanaryAgency[],
  random: Random,
): Promise<readonly CanaryAgency[]> => {
  const all = staffed(agencies, random);
  const office = all.at(-1)!;
  const known = new Set(agencies.flatMap(({ staff }) => staff.map(({ id }) => id)));
  await insert(admin, 'agency', [
    {
      id: office.id,
      code: office.code,
      name: office.name,
      sector: office.sector,
      area_id: office.areaId,
      status: 'ACTIVE',
    },
  ]);
  await insert(
    admin,
    'unit',
    office.units.map((id) => ({
      id,
      agency_id: office.id,
      code: 'U-0',
      name: 'Plain registry',
      intake: false,
    })),
  );
  await insert(
    admin,
    'staff',
    all.flatMap(({ id: agencyId, staff }) =>
      staff
        .filter(({ id }) => !known.has(id))
        .map(({ id, unitId, name, roles }) => ({
          id,
          agency_id: agencyId,
          unit_id: unitId,
          name,
          issuer: 'demo',
          subject: id,
          roles,
          active: true,
        })),
    ),
  );
  await insert(admin, 'client', [
    {
      id: office.clientId,
      agency_id: office.id,
      name: 'Plain registry system',
      issuer: 'demo',
      client_id: office.clientId,
      purposes: [],
      active: true,
    },
  ]);
  await insert(
    admin,
    'client_staff',
    all.flatMap(({ id, clientId, staff }) =>
      staff.map((person) => ({ agency_id: id, client_id: clientId, staff_id: person.id })),
    ),
  );
  return all;
};

/** Agreements in every state: signed by all, by one, by nobody, revoked, over, and to begin. */
export const addAgreements = async (
  admin: Client,
  agencies: readonly CanaryAgency[],
  policies: PolicySet,
  random: Random,
): Promise<void> => {
  const working = agencies.filter(({ sector }) => sector !== 'COORDINATION');
  const at = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
  const states = [
    { signed: 9 },
    { signed: 9 },
    { signed: 9 },
    { signed: 1 },
    { signed: 0 },
    { signed: 9, revoked: true },
    { signed: 9, ends: -2 },
    { signed: 9, begins: 5 },
  ];
  const rows = states
    .flatMap((state) => [state, state])
    .map((state, n) => {
      const ngo = random.pick(working.filter(({ sector }) => sector === 'NGO'));
      // Of the first of each pair a service is a party: some of its rules ask for an agreement.
      const first = n % 2 === 0 ? ngo : random.pick(working);
      const others = working.filter(({ id }) => id !== first.id);
      return {
        ...state,
        id: random.uuid(),
        n,
        parties: [first, ...random.sample(others, 0.25), random.pick(others)],
      };
    });
  await insert(
    admin,
    'agreement',
    rows.map(({ id, n, begins = -20, ends, revoked, parties }) => ({
      id,
      reference: `Agreement ${n}`,
      title: `On sharing, ${n}`,
      categories: openedBy(policies, 'agreement').concat('incident.time'),
      starts_at: at(begins),
      ends_at: ends === undefined ? 'infinity' : at(ends),
      revoked_at: revoked === true ? at(-1) : null,
      revoked_by: revoked === true ? parties[0]!.staff[0]!.id : null,
      created_at: at(-30 - n),
      version: 1,
    })),
  );
  await insert(
    admin,
    'agreement_party',
    rows.flatMap(({ id, parties, signed }) =>
      [...new Set(parties)].map((agency, place) => ({
        agreement_id: id,
        agency_id: agency.id,
        signed_at: place < signed ? at(-15) : null,
        signed_by: place < signed ? agency.staff.at(-1)!.id : null,
      })),
    ),
  );
};

const KINDS = ['AGENCY', 'UNIT', 'STAFF', 'CLIENT', 'AGREEMENT'];
const STATUSES = ['PROPOSED', 'APPLIED', 'WITHDRAWN'];

/** Changes of the registry of every kind, proposed, applied and withdrawn. */
export const addRegistryChanges = async (
  admin: Client,
  agencies: readonly CanaryAgency[],
  random: Random,
): Promise<void> => {
  const [first, second] = agencies.at(-1)!.staff;
  const { rows } = await admin.query<{ kind: string; id: string; before: object }>(
    `select kind, id, registry_state(kind, id) as before from (
       select 'AGENCY' as kind, id from agency union all select 'UNIT', id from unit union all select 'STAFF', id from staff
       union all select 'CLIENT', id from client union all select 'AGREEMENT', id from agreement) t order by kind, id`,
  );
  await insert(
    admin,
    'registry_change',
    KINDS.flatMap((kind) =>
      STATUSES.map((status, n) => {
        const target = random.pick(rows.filter((row) => row.kind === kind));
        const opens = random.chance(0.3);
        const decided = status === 'PROPOSED' ? null : new Date(Date.now() - n * DAY).toISOString();
        return {
          id: random.uuid(),
          kind,
          target_id: opens ? random.uuid() : target.id,
          before: opens ? null : target.before,
          after: { ...target.before, name: `Changed ${kind.toLowerCase()} ${n}` },
          proposed_by: first!.id,
          proposed_at: new Date(Date.now() - (5 + n) * DAY).toISOString(),
          status,
          decided_by: decided === null ? null : second!.id,
          decided_at: decided,
        };
      }),
    ),
  );
};

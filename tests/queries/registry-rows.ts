import type { Viewer } from '../../src/identity/viewer';
import type { Persona } from '../support/region';

type Row = Readonly<Record<string, unknown>>;

const instant = (hour: number): string => new Date(Date.UTC(2020, 0, 1, hour)).toISOString();
const FAR = '2999-01-01T00:00:00Z';
const idOf = (kind: 'agency' | 'staff' | 'client' | 'change' | 'agreement', n: number): string =>
  `000000${{ agency: '90', staff: '91', client: '92', change: '93', agreement: '94' }[kind]}-0000-4000-8000-00000000000${String(n)}`;

const administrator = (n: number, areaId: string): Viewer => ({
  agencyId: idOf('agency', 1),
  agencyCode: 'REG-1',
  sector: 'COORDINATION',
  areaId,
  concealed: false,
  staffId: idOf('staff', n),
  unitId: null,
  roles: ['REGISTRY_ADMINISTRATOR'],
  clientId: null,
  purpose: 'AUDIT',
  proof: 'PROVEN',
});

/** An administrator of the registry, and a machine of the police that names their officer. */
export type FurtherPersona = 'administrator' | 'machine';

export const furtherViewers = ({
  police,
}: Readonly<Record<Persona, Viewer>>): Readonly<Record<FurtherPersona, Viewer>> => ({
  administrator: administrator(1, police.areaId),
  machine: { ...police, clientId: idOf('client', 1), proof: 'ASSERTED' },
});

/**
 * An office with two administrators; one change that both made and one that waits; a machine; an agreement that all have signed, and one
 * that a party has revoked.
 */
export const registryRows = ({
  police,
  otherPolice,
  socialWork,
  ngo,
}: Readonly<Record<Persona, Viewer>>): Readonly<Record<string, readonly Row[]>> => {
  const agreement = (n: number, content: Row): Row => ({
    id: idOf('agreement', n),
    reference: `SP-${String(n)}/20`,
    categories: ['victim.existence', 'victim.identity.name'],
    starts_at: instant(n),
    created_at: instant(n),
    ends_at: 'infinity',
    revoked_at: null,
    revoked_by: null,
    ...content,
  });
  const party = (n: number, { agencyId, staffId }: Viewer, hour: number): Row => ({
    agreement_id: idOf('agreement', n),
    agency_id: agencyId,
    signed_at: instant(hour),
    signed_by: staffId,
  });
  const change = (n: number, content: Row): Row => ({
    id: idOf('change', n),
    kind: 'STAFF',
    proposed_by: idOf('staff', 1),
    proposed_at: instant(n),
    ...content,
  });
  return {
    agency: [
      {
        id: idOf('agency', 1),
        code: 'REG-1',
        name: 'Registry office',
        sector: 'COORDINATION',
        area_id: police.areaId,
        status: 'ACTIVE',
        concealed: false,
      },
    ],
    staff: [1, 2].map((n) => ({
      id: idOf('staff', n),
      agency_id: idOf('agency', 1),
      name: `Administrator ${String(n)}`,
      issuer: 'demo',
      subject: `administrator-${String(n)}`,
      roles: ['REGISTRY_ADMINISTRATOR'],
      active: true,
    })),
    client: [
      {
        id: idOf('client', 1),
        agency_id: police.agencyId,
        name: 'Records system',
        issuer: 'demo',
        client_id: 'records',
        purposes: ['PROTECTION'],
        active: true,
      },
    ],
    client_staff: [{ agency_id: police.agencyId, client_id: idOf('client', 1), staff_id: police.staffId }],
    registry_change: [
      change(1, {
        target_id: idOf('staff', 2),
        before: null,
        after: { name: 'Administrator 2', roles: ['REGISTRY_ADMINISTRATOR'], identifier_index: null },
        status: 'APPLIED',
        decided_by: idOf('staff', 2),
        decided_at: instant(3),
      }),
      change(2, {
        target_id: otherPolice.staffId,
        before: { name: 'Person otherPolice', active: true, identifier_index: null },
        after: { name: 'Person otherPolice', active: false, identifier_index: 'an index' },
        status: 'PROPOSED',
        decided_by: null,
        decided_at: null,
      }),
    ],
    agreement: [
      agreement(1, { title: 'Cooperation and referral' }),
      agreement(2, {
        title: 'Annex',
        ends_at: FAR,
        revoked_at: instant(20),
        revoked_by: ngo.staffId,
      }),
    ],
    agreement_party: [
      party(1, police, 2),
      party(1, socialWork, 3),
      party(1, ngo, 4),
      party(2, police, 5),
      party(2, ngo, 6),
    ],
  };
};

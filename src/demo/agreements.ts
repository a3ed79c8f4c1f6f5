import type { Registry } from './registry';
import { Random } from './random';
import type { Rows } from './rows';
import { hoursAfter } from './time';

interface AgreementSpec {
  readonly reference: string;
  readonly title: string;
  /** The annex: what an agreement between these opens under a rule that asks for one. */
  readonly categories: readonly string[];
  /** Codes of the parties; of those that signed, the persona who did, and how many days ago. */
  readonly parties: readonly { readonly agency: string; readonly by?: string; readonly daysAgo?: number }[];
  readonly daysAgo: number;
}

/** What the intake of a service reads of whom a centre refers to it, before somebody is named on the case. */
const REFERRED = ['existence', 'role', 'identity.name', 'identity.language'].map((part) => `victim.${part}`);

const AGREEMENTS: readonly AgreementSpec[] = [
  {
    reference: 'VET-SPO-1',
    title: 'Sporazum o saradnji i upućivanju, Vetrograd',
    categories: REFERRED,
    parties: [
      { agency: 'VET-PS1', by: 'police-signatory', daysAgo: 58 },
      { agency: 'VET-CSR1', by: 'social-work-signatory', daysAgo: 60 },
      { agency: 'VET-NVO', by: 'ngo-signatory', daysAgo: 57 },
    ],
    daysAgo: 60,
  },
  {
    reference: 'VET-SPO-2',
    title: 'Dopuna sporazuma o saradnji: rod i godište upućenih',
    categories: ['victim.identity.sex', 'victim.identity.birth-year'],
    parties: [
      { agency: 'VET-PS1', by: 'police-signatory', daysAgo: 1 },
      { agency: 'VET-CSR1', by: 'social-work-signatory', daysAgo: 2 },
      { agency: 'VET-NVO' },
    ],
    daysAgo: 3,
  },
];

/** Writes one agreement in force, and one that waits for a signature. */
export const writeAgreements = (rows: Rows, registry: Registry, now: Date): void => {
  const random = new Random('agreements');
  const ago = (days: number): Date => hoursAfter(now, -24 * days);
  for (const { reference, title, categories, parties, daysAgo } of AGREEMENTS) {
    const id = random.uuid();
    const begins = ago(daysAgo);
    rows.agreement.push({
      id,
      reference,
      title,
      categories,
      starts_at: begins,
      ends_at: hoursAfter(begins, 24 * 365),
      created_at: begins,
    });
    for (const { agency, by, daysAgo: signed } of parties) {
      rows.agreement_party.push({
        agreement_id: id,
        agency_id: registry.agency(agency).id,
        signed_at: signed === undefined ? null : ago(signed),
        signed_by: by === undefined ? null : registry.persona(by).id,
      });
    }
  }
};

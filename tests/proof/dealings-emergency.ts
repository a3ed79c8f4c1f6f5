import type { Content } from './canary-fill';
import type { CanaryAgency, CanaryStaff } from './canary-registry';
import type { Random } from './random';

const HOUR = 3_600_000;
export const REASON = 'Shots were heard at the flat.';

/** What became of a request for emergency access. */
export interface Emergency {
  /** When it was asked for, in hours from now. */
  readonly asked: number;
  readonly answered: 'APPROVED' | 'REFUSED' | null;
  readonly withdrawn?: true;
  /** Of an approved one: when it ends, in hours from now. */
  readonly ends?: number;
  readonly reviewed?: true;
}

export const EMERGENCIES: readonly Emergency[] = [
  { asked: -0.2, answered: null },
  { asked: -0.3, answered: null },
  { asked: -0.3, answered: 'REFUSED' },
  { asked: -0.4, answered: 'REFUSED' },
  { asked: -0.4, answered: null },
  { asked: -30, answered: null },
  { asked: -0.3, answered: null, withdrawn: true },
  { asked: -2, answered: 'APPROVED', ends: 10 },
  { asked: -40, answered: 'APPROVED', ends: -28 },
  { asked: -100, answered: 'APPROVED', ends: -80, reviewed: true },
  { asked: -300, answered: 'APPROVED', ends: -288 },
];

/** Who asked whom for what. */
interface Asked {
  readonly id: string;
  readonly caseId: string;
  readonly reason: string;
  /** That an emergency may open; some are asked for that none opens. */
  readonly categories: readonly string[];
  readonly asker: readonly [CanaryAgency, CanaryStaff];
  readonly decider: readonly [CanaryAgency, CanaryStaff];
  readonly reviewer: CanaryStaff;
  /** Of an approved one. */
  readonly accessId: string | null;
}

/** By table: the request and, where it was approved, what the owner's functions open by it to the person who asked. */
export const emergencyRows = (
  { asked, answered, withdrawn, ends, reviewed }: Emergency,
  { id, caseId, reason, asker, decider, reviewer, accessId, categories: openable }: Asked,
  random: Random,
  now: number,
): readonly (readonly [string, Content])[] => {
  const at = (hours: number): string => new Date(now + hours * HOUR).toISOString();
  const [agency, staff] = asker;
  const [deciding, by] = decider;
  const decided = answered === null ? null : at(asked + 0.1);
  const categories = [...openable, 'victim.address.full', 'armed-role'];
  const request: Content = {
    id,
    case_id: caseId,
    agency_id: agency.id,
    staff_id: staff.id,
    reason,
    categories,
    purpose: 'PROTECTION',
    hours: 12,
    requested_at: at(asked),
    expires_at: at(asked + 6),
    withdrawn_at: withdrawn === true ? at(asked + 0.1) : null,
    approved: answered === null ? null : answered === 'APPROVED',
    decided_at: decided,
    decided_agency: answered === null ? null : deciding.id,
    decided_by: answered === null ? null : by.id,
    access_id: accessId,
    ends_at: ends === undefined ? null : at(ends),
    verdict: reviewed === true ? 'JUSTIFIED' : null,
    note: reviewed === true ? 'It was as it was said.' : null,
    reviewed_at: reviewed === true ? at(asked + 30) : null,
    reviewed_by: reviewed === true ? reviewer.id : null,
  };
  if (accessId === null || ends === undefined) return [['emergency_access', request]];
  const spans = { starts_at: decided, ends_at: at(ends) };
  const whose = { case_id: caseId, agency_id: agency.id, staff_id: staff.id, ...spans };
  return [
    [
      'case_access',
      {
        id: accessId,
        ...whose,
        scope: 'BREAK_GLASS',
        basis: 'rs.zzpl.12-vital',
        purposes: ['PROTECTION'],
        granted_by_agency: deciding.id,
        granted_by_staff: by.id,
      },
    ],
    ['emergency_access', request],
    ['case_tie', { id: random.uuid(), ...whose, emergency_id: id, assigned_by: by.id }],
    [
      'case_grant',
      {
        id: random.uuid(),
        ...whose,
        condition: 'breakGlass',
        source_id: id,
        categories,
        holder_id: null,
        record_id: null,
      },
    ],
  ];
};

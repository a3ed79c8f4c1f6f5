import type { Purpose, Scope, Sector, Tie } from '../policy/facts';
import { Random } from './random';
import type { Agency, Member, Registry } from './registry';
import type { ParticipantRow, Rows } from './rows';
import type { Rules } from './rules';
import { daysAfter, earlier } from './time';

/** What every story of the region needs. */
export interface World {
  readonly now: Date;
  readonly rows: Rows;
  readonly rules: Rules;
  readonly registry: Registry;
  /** The next number of an agency in a register of its own. */
  number(agency: Agency, register: string): number;
}

/** For what a sector works on cases; a scope carries of it what its rule allows. */
const WORK: Readonly<Record<Sector, readonly Purpose[]>> = {
  POLICE: ['PROTECTION', 'INVESTIGATION', 'CHILD_PROTECTION'],
  SOCIAL_WORK: ['PROTECTION', 'CARE', 'CHILD_PROTECTION'],
  HEALTH: ['CARE', 'PROTECTION', 'CHILD_PROTECTION'],
  PROSECUTION: ['PROSECUTION', 'PROTECTION', 'CHILD_PROTECTION'],
  COURT: ['ADJUDICATION', 'PROTECTION'],
  NGO: ['CARE', 'PROTECTION'],
  EDUCATION: ['CHILD_PROTECTION', 'PROTECTION'],
  COORDINATION: ['AUDIT', 'STATISTICS'],
};

interface Opening {
  readonly id?: string;
  readonly by: Member;
  readonly at: Date;
  readonly reference: string;
  readonly municipalityId: string | null;
}

interface Grant {
  readonly from: Member;
  readonly to: Agency;
  readonly scope: 'LIAISON' | 'CONFERENCE' | 'REFERRAL';
  readonly at: Date;
  /** Shorter than the rule's longest, in days. */
  readonly days?: number;
  readonly subject?: ParticipantRow;
}

/**
 * Who reaches a case while it is written, and who works on it. Every method does what the hub's own function of the same purpose does,
 * at a moment of the past, and throws where the hub would refuse: the region can hold nothing that could not have come about.
 */
export class SharedCase {
  readonly id: string;
  readonly opener: Agency;
  readonly openedAt: Date;
  /** When somebody last recorded something in the case. */
  protected last: Date;
  private readonly access: Rows['case_access'] = [];
  private readonly ties: Rows['case_tie'] = [];

  constructor(
    readonly world: World,
    readonly random: Random,
    opening: Opening,
  ) {
    const { by, at, reference, municipalityId } = opening;
    this.id = opening.id ?? random.uuid();
    this.opener = by.agency;
    this.openedAt = at;
    this.last = at;
    if (at > world.now) throw new Error('A case cannot be opened in the future');
    world.rows.case_file.push({
      id: this.id,
      custodian_id: by.agency.id,
      recorded_by: by.id,
      recorded_at: at,
      version: 1,
      reference,
      area_id: by.agency.areaId,
      municipality_id: municipalityId,
      opened_at: at,
      status: 'OPEN',
      closed_at: null,
    });
    const rule = world.rules.opening(by.agency.sector);
    this.addAccess(by.agency, 'OWN', rule.basis, rule.purposes, at, 'infinity', by);
    for (const coordination of world.registry.coordinators(by.agency.areaId)) {
      this.addAccess(coordination, 'COORDINATION', rule.basis, WORK.COORDINATION, at, 'infinity', by);
    }
    this.name(by, at);
    this.tie(by.agency, { unit: by.unitId }, at, by);
  }

  get lastEvent(): Date {
    return this.last;
  }

  happened(at: Date): boolean {
    return at <= this.world.now;
  }

  /** Scopes of the agency in force at the moment. */
  scopes(agency: Agency, at: Date): Scope[] {
    return this.access
      .filter(
        (entry) =>
          entry.agency_id === agency.id &&
          entry.starts_at <= at &&
          (entry.ends_at === 'infinity' || entry.ends_at > at),
      )
      .map(({ scope }) => scope);
  }

  reaches(agency: Agency, at: Date): boolean {
    return this.scopes(agency, at).some((scope) => scope !== 'COORDINATION');
  }

  /** Whether the case is assigned to the person, by name or by the unit. */
  tieOf(member: Member, at: Date): Tie {
    const ties = this.ties.filter(({ starts_at }) => starts_at <= at);
    if (ties.some(({ staff_id }) => staff_id === member.id)) return 'NAMED';
    return ties.some(({ unit_id }) => unit_id === member.unitId) ? 'UNIT' : 'NONE';
  }

  give({ from, to, scope, at, days, subject }: Grant): void {
    const rule = this.world.rules.giving(from.agency.sector, this.scopes(from.agency, at), scope, to.sector);
    const purposes = WORK[to.sector].filter((purpose) => rule.purposes.includes(purpose));
    const length = days ?? rule.max_days;
    if (length > rule.max_days) throw new Error(`A ${scope} lasts ${rule.max_days} days at most`);
    if ((scope === 'REFERRAL') !== (subject !== undefined)) throw new Error('A referral names its person');
    if (from.agency.areaId !== to.areaId) throw new Error('Nothing is shared between areas');
    this.addAccess(to, scope, rule.basis, purposes, at, daysAfter(at, length), from);
    this.tie(to, { unit: to.intakeUnitId }, earlier(at, this.world.now), from);
    if (subject !== undefined) this.own(subject, to, 'SELF', at);
  }

  /** Ends what the agency, or every agency, was given, as `end_scope` does. */
  end(at: Date, agency?: Agency): void {
    for (const entry of this.access) {
      // Only the opener's own scope and the coordinator's have no end.
      if (entry.ends_at === 'infinity' || (agency !== undefined && entry.agency_id !== agency.id)) continue;
      if (entry.starts_at > at) entry.starts_at = at;
      entry.ends_at = earlier(entry.ends_at, at);
    }
  }

  /** Names a person on the case. */
  name(member: Member, at: Date, by: Member = member): void {
    this.tie(member.agency, { staff: member.id }, at, by);
  }

  lock(staff: Member, by: Member, reason: string, at: Date): void {
    const isHis = staff.agency === by.agency || by.agency.sector === 'COORDINATION';
    if (staff === by || !isHis) throw new Error('Not his to lock');
    this.world.rows.case_lock.push({
      // Of a stream of its own: one more lock leaves the rest of the case as it is.
      id: new Random(`lock ${this.id} ${staff.id}`).uuid(),
      case_id: this.id,
      agency_id: staff.agency.id,
      staff_id: staff.id,
      reason,
      locked_by: by.id,
      locked_at: at,
    });
  }

  /** Whether the person is locked out at the moment; nothing in the demo ends a lock. */
  locks(staffId: string, at: Date): boolean {
    return this.world.rows.case_lock.some(
      ({ case_id, staff_id, locked_at }) => case_id === this.id && staff_id === staffId && locked_at <= at,
    );
  }

  /** The person is client, patient, pupil or kin of one, since when; the first such entry holds. */
  own(person: ParticipantRow, agency: Agency, relation: 'SELF' | 'KIN', since: Date): void {
    const { participant_own: owns } = this.world.rows;
    if (owns.some((own) => own.participant_id === person.id && own.agency_id === agency.id)) return;
    owns.push({ case_id: this.id, participant_id: person.id, agency_id: agency.id, relation, since });
  }

  private addAccess(
    agency: Agency,
    scope: Scope,
    basis: string,
    purposes: readonly Purpose[],
    from: Date,
    until: Date | 'infinity',
    by: Member,
  ): void {
    const entry: Rows['case_access'][number] = {
      id: this.random.uuid(),
      case_id: this.id,
      agency_id: agency.id,
      staff_id: null,
      scope,
      basis,
      purposes,
      starts_at: from,
      ends_at: until,
      granted_by_agency: by.agency.id,
      granted_by_staff: by.id,
    };
    this.access.push(entry);
    this.world.rows.case_access.push(entry);
  }

  private tie(agency: Agency, whom: { unit?: string; staff?: string }, at: Date, by: Member): void {
    const unit = whom.unit ?? null;
    const staff = whom.staff ?? null;
    if (this.ties.some((tie) => tie.unit_id === unit && tie.staff_id === staff)) return;
    const tie: Rows['case_tie'][number] = {
      id: this.random.uuid(),
      case_id: this.id,
      agency_id: agency.id,
      unit_id: unit,
      staff_id: staff,
      emergency_id: null,
      starts_at: at,
      ends_at: 'infinity',
      assigned_by: by.id,
    };
    this.ties.push(tie);
    this.world.rows.case_tie.push(tie);
  }
}

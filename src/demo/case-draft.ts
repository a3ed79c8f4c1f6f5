import type { ArmedRole, DeliveryKind, RespondentStatus } from '../casework/case-enums';
import type { RelationshipCodeName } from '../casework/relationship-codes';
import type { Purpose, Scope, Sector, SubjectRole } from '../policy/facts';
import type { Random } from './random';
import type { Agency, Member, Registry } from './registry';
import type { IncidentRow, ParticipantRow, Recorded, RecordedTable, Rows } from './rows';
import type { Rules } from './rules';
import { daysAfter, earlier, later } from './time';

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

/** What only some participants have, beside what {@link ParticipantRow} takes from a person. */
export interface ParticipantDetails {
  readonly address?: string;
  readonly municipalityId?: string;
  readonly patrolFlag?: boolean;
  readonly phone?: string;
  readonly safeTimes?: string;
  readonly employer?: string;
  readonly armedRole?: ArmedRole;
  readonly school?: string;
  readonly status?: RespondentStatus;
  readonly note?: string;
}

type Identity = Pick<
  ParticipantRow,
  | 'family_name'
  | 'given_name'
  | 'birth_date'
  | 'identifier_kind'
  | 'identifier'
  | 'sex'
  | 'age_reported'
  | 'language'
>;

type Held = 'id' | 'case_id' | 'custodian_id' | 'recorded_by' | 'recorded_at' | 'version';

/**
 * One case while it is written. Every method does what the hub's own function of the same purpose does, at a moment of the past, and
 * throws where the hub would refuse: the region can hold nothing that could not have come about.
 */
export class CaseDraft {
  readonly id: string;
  readonly opener: Agency;
  readonly openedAt: Date;
  private readonly access: Rows['case_access'] = [];
  private readonly ties: Rows['case_tie'] = [];
  private participants = 0;
  /** When something last happened in the case. */
  private last: Date;

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

  /** Ends what the agency holds beside its own scope, as `end_scope` does. */
  end(agency: Agency, at: Date): void {
    for (const entry of this.access) {
      if (entry.agency_id !== agency.id || entry.scope === 'OWN' || entry.scope === 'COORDINATION') continue;
      if (entry.starts_at > at) entry.starts_at = at;
      entry.ends_at = entry.ends_at === 'infinity' ? at : earlier(entry.ends_at, at);
    }
  }

  /** Names a person on the case. */
  name(member: Member, at: Date, by: Member = member): void {
    this.tie(member.agency, { staff: member.id }, at, by);
  }

  /** Assigns a unit. */
  assign(agency: Agency, unitId: string, at: Date, by: Member): void {
    this.tie(agency, { unit: unitId }, at, by);
  }

  lock(staff: Member, by: Member, reason: string, at: Date): void {
    const isHis = staff.agency === by.agency || by.agency.sector === 'COORDINATION';
    if (staff === by || !isHis) throw new Error('Not his to lock');
    this.world.rows.case_lock.push({
      case_id: this.id,
      staff_id: staff.id,
      reason,
      locked_by: by.id,
      locked_at: at,
    });
  }

  participant(
    by: Member,
    at: Date,
    roles: readonly SubjectRole[],
    identity: Identity,
    details: ParticipantDetails = {},
  ): ParticipantRow {
    return this.add('participant', by, at, {
      reference: String((this.participants += 1)),
      roles,
      ...identity,
      address: details.address ?? null,
      municipality_id: details.municipalityId ?? null,
      patrol_flag: details.patrolFlag ?? null,
      phone: details.phone ?? null,
      safe_times: details.safeTimes ?? null,
      employer: details.employer ?? null,
      armed_role: details.armedRole ?? null,
      school: details.school ?? null,
      status: details.status ?? null,
      note: details.note ?? null,
    });
  }

  relate(
    by: Member,
    at: Date,
    from: ParticipantRow,
    code: RelationshipCodeName,
    to: ParticipantRow,
  ): Recorded['relationship'] {
    return this.add('relationship', by, at, { from_id: from.id, to_id: to.id, code });
  }

  incident(by: Member, at: Date, content: Omit<IncidentRow, Held | 'reference'>): IncidentRow {
    return this.add('incident', by, at, {
      reference: `D-${String(this.world.number(by.agency, 'incident'))}`,
      ...content,
    });
  }

  /** The person is client, patient, pupil or kin of one, since when; the first such entry holds. */
  own(person: ParticipantRow, agency: Agency, relation: 'SELF' | 'KIN', since: Date): void {
    const { participant_own: owns } = this.world.rows;
    if (owns.some((own) => own.participant_id === person.id && own.agency_id === agency.id)) return;
    owns.push({ case_id: this.id, participant_id: person.id, agency_id: agency.id, relation, since });
  }

  /** Adds a record of the recorder's agency, which must reach the case at that moment. */
  add<T extends RecordedTable>(table: T, by: Member, at: Date, content: Omit<Recorded[T], Held>): Recorded[T] {
    if (!this.happened(at)) throw new Error(`A row of ${table} cannot come from the future`);
    if (!this.reaches(by.agency, at)) throw new Error(`${by.agency.code} has no scope for a row of ${table}`);
    const row = {
      id: this.random.uuid(),
      case_id: this.id,
      custodian_id: by.agency.id,
      recorded_by: by.id,
      recorded_at: at,
      version: 1,
      ...content,
    } as unknown as Recorded[T];
    (this.world.rows[table] as Recorded[T][]).push(row);
    this.last = later(this.last, at);
    return row;
  }

  /** Corrects a record of the corrector's agency; the former version goes to the history. */
  correct<T extends RecordedTable>(
    table: T,
    row: Recorded[T],
    by: Member,
    at: Date,
    changes: Partial<Omit<Recorded[T], Held>>,
  ): void {
    if (!this.happened(at)) throw new Error('A correction cannot come from the future');
    if (row.custodian_id !== by.agency.id) throw new Error('Only the custodian corrects');
    this.world.rows.record_history.push({
      record_type: table,
      record_id: row.id,
      version: row.version,
      case_id: this.id,
      custodian_id: row.custodian_id,
      replaced_at: at,
      replaced_by: by.id,
      content: { ...row },
    });
    Object.assign(row, changes, { version: row.version + 1, recorded_by: by.id, recorded_at: at });
    this.last = later(this.last, at);
  }

  deliver<T extends RecordedTable>(
    table: T,
    row: Recorded[T],
    to: Agency,
    kind: DeliveryKind,
    at: Date,
    by: Member,
  ): void {
    if (!this.happened(at)) return;
    if (row.custodian_id !== by.agency.id) throw new Error('Only the custodian delivers');
    if (!this.reaches(to, at)) throw new Error(`${to.code} has no part in the case`);
    this.world.rows.record_delivery.push({
      record_type: table,
      record_id: row.id,
      case_id: this.id,
      agency_id: to.id,
      kind,
      delivered_at: at,
      delivered_by: by.id,
    });
  }

  /** The custodian closes the case, and what he and others were given ends with it. */
  close(by: Member, at: Date): void {
    const file = this.world.rows.case_file.find(({ id }) => id === this.id);
    if (file === undefined) throw new Error('The case is not there');
    this.correct('case_file', file, by, at, { status: 'CLOSED', closed_at: at });
    for (const entry of this.access) {
      if (entry.scope === 'OWN' || entry.scope === 'COORDINATION' || entry.ends_at === 'infinity') continue;
      if (entry.starts_at > at) entry.starts_at = at;
      entry.ends_at = earlier(entry.ends_at, at);
    }
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
      starts_at: at,
      ends_at: 'infinity',
      assigned_by: by.id,
    };
    this.ties.push(tie);
    this.world.rows.case_tie.push(tie);
  }
}

import type { ArmedRole, DeliveryKind, RespondentStatus } from '../casework/case-values';
import type { RelationshipCodeName } from '../casework/relationship-codes';
import type { SubjectRole } from '../policy/facts';
import type { Agency, Member } from './registry';
import type { IncidentRow, ParticipantRow, Recorded, RecordedTable } from './rows';
import { SharedCase } from './shared-case';
import { later } from './time';

/** What only some participants have, beside what {@link ParticipantRow} takes from a person. */
export interface ParticipantDetails {
  readonly address?: string;
  readonly municipalityId?: string;
  readonly patrolFlag?: boolean;
  readonly phone?: string;
  readonly safeTimes?: string;
  readonly safetyInstruction?: string;
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

/** One case with what agencies put into it; see {@link SharedCase} for who reaches it. */
export class CaseDraft extends SharedCase {
  private participants = 0;

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
      safety_instruction: details.safetyInstruction ?? null,
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

  /** Adds a record of the recorder's agency, which must reach the case at that moment. */
  add<T extends RecordedTable>(
    table: T,
    by: Member,
    at: Date,
    content: Omit<Recorded[T], Held>,
  ): Recorded[T] {
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
    if (!this.reaches(by.agency, at)) throw new Error(`${by.agency.code} has lost the case`);
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
    this.end(at);
  }
}

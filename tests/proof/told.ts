import type { DealingRows, Row } from './dealing-rows';
import { inForce, time, type StoredRow, type View } from './truth';

/**
 * What one viewer is told of what agencies did beside recording content: worked out from the rows, the naive evaluator and the words of
 * the schema. Whatever is not told may be otherwise, and he is answered the same.
 */
export class Told {
  private readonly records = new Set<string>();

  constructor(
    readonly view: View,
    private readonly dealings: DealingRows,
  ) {
    for (const row of view.truth.rows.values())
      if (row.custodianId === view.viewer.agencyId) this.records.add(row.caseId);
  }

  /** A scope of the agency, or an emergency of his own, is in force; or it holds a record. No lock meets him. */
  isOpen(caseId: string): boolean {
    return !this.view.isLocked(caseId) && (this.view.reaches(caseId) || this.records.has(caseId));
  }

  /** A scope of the agency that is no emergency. */
  worksOn(caseId: string): boolean {
    const { truth, viewer, now } = this.view;
    return (
      !this.view.isLocked(caseId) &&
      (truth.accesses.get(caseId) ?? []).some(
        (access) =>
          access.agency_id === viewer.agencyId &&
          access.scope !== 'COORDINATION' &&
          access.scope !== 'BREAK_GLASS' &&
          inForce(access, now),
      )
    );
  }

  /** He oversees the case: by his agency's scope, his role and his purpose. */
  oversees(caseId: string): boolean {
    const { truth, viewer, now } = this.view;
    return (
      viewer.sector === 'COORDINATION' &&
      this.view.may('operation.explain') &&
      !this.view.isLocked(caseId) &&
      (truth.accesses.get(caseId) ?? []).some(
        (access) =>
          access.agency_id === viewer.agencyId && access.scope === 'COORDINATION' && inForce(access, now),
      )
    );
  }

  get administers(): boolean {
    return this.view.may('operation.registry.administered');
  }

  /** His own agency's, and of what is one person's his own. */
  private isOwn(row: Row, personal: boolean): boolean {
    const { viewer } = this.view;
    if (row['agency_id'] !== viewer.agencyId) return false;
    return !personal || row['staff_id'] === null || row['staff_id'] === viewer.staffId;
  }

  private caseTells(caseId: string, category: string): boolean {
    const row = this.view.truth.rows.get(caseId);
    return row !== undefined && this.view.sees(row) && this.view.discloses(row, category, row.present);
  }

  /** A desk is told whether the officer's agency reaches the case of what it releases. */
  private releasesOn(caseId: string): boolean {
    return this.view.may('write.release') && this.records.has(caseId) && !this.view.isLocked(caseId);
  }

  access(row: Row): boolean {
    const caseId = String(row['case_id']);
    return (
      this.isOwn(row, true) ||
      // Who gave it may end it.
      row['granted_by_agency'] === this.view.viewer.agencyId ||
      this.oversees(caseId) ||
      this.releasesOn(caseId) ||
      (this.worksOn(caseId) && this.caseTells(caseId, 'case.access'))
    );
  }

  tie(row: Row): boolean {
    return this.isOwn(row, row['emergency_id'] !== null) || this.oversees(String(row['case_id']));
  }

  /** Whom a lock meets notices it; so does who would answer a request of him. */
  lock(row: Row): boolean {
    const { viewer } = this.view;
    const caseId = String(row['case_id']);
    return (
      (row['staff_id'] !== null && row['staff_id'] === viewer.staffId) ||
      (row['unit_id'] !== null && row['unit_id'] === viewer.unitId) ||
      (viewer.proof === 'ASSERTED' && row['agency_id'] === viewer.agencyId) ||
      this.oversees(caseId) ||
      this.answersRequestOn(caseId)
    );
  }

  /** Somebody's request to the case may be his to answer. */
  answersRequestOn(caseId: string): boolean {
    return (
      this.mayAnswer &&
      this.dealings.emergency_access.some((row) => row['case_id'] === caseId && this.isPending(row))
    );
  }

  private get mayAnswer(): boolean {
    return this.view.may('operation.emergency.pending') || this.view.may('write.emergency.decide');
  }

  private isPending(row: Row): boolean {
    return (
      row['approved'] === null && row['withdrawn_at'] === null && time(row['expires_at']) > this.view.now
    );
  }

  grant(row: Row): boolean {
    const source = this.view.truth.rows.get(String(row['source_id']));
    return (
      this.isOwn(row, true) ||
      this.oversees(String(row['case_id'])) ||
      (source !== undefined && this.view.sees(source))
    );
  }

  own(row: Row): boolean {
    return row['agency_id'] === this.view.viewer.agencyId;
  }

  delivery(row: Row): boolean {
    if (row['agency_id'] === this.view.viewer.agencyId) return true;
    const record = this.view.truth.rows.get(String(row['record_id']));
    return (
      record !== undefined &&
      record.table.type === 'RiskAssessment' &&
      [record.present, ...record.former].some((version) =>
        this.view.discloses(record, 'risk.recipients', version),
      )
    );
  }

  /** He may say what becomes of a consent of which he knows the id: recorder, who entered the person, whose client she is. */
  answersFor({ table, caseId, custodianId, present: { content } }: StoredRow): boolean {
    const { viewer, truth } = this.view;
    return (
      table.type === 'Consent' &&
      (custodianId === viewer.agencyId ||
        content['holder_id'] === viewer.agencyId ||
        (truth.owns.get(caseId) ?? []).some(
          (own) =>
            own.agency_id === viewer.agencyId &&
            own.relation === 'SELF' &&
            own.participant_id === content['subject_id'],
        ))
    );
  }

  /** A consent as a coordinator knows it: of whom it is, is not told. */
  registered({ table, caseId }: StoredRow): boolean {
    return table.type === 'Consent' && this.oversees(caseId);
  }

  /** Who entered the person knows what became of her consent; a recipient, also one who recorded it, does not. */
  consentEvent(row: Row): boolean {
    const { viewer } = this.view;
    const consent = this.view.truth.rows.get(String(row['consent_id']))!;
    const { content } = consent.present;
    if (content['holder_id'] === viewer.agencyId) return true;
    if ((content['recipient_ids'] as string[]).includes(viewer.agencyId)) return false;
    const category = row['kind'] === 'CONFIRMED' ? 'consent.confirmation' : 'consent.withdrawal';
    return this.view.sees(consent) && this.view.discloses(consent, category, consent.present);
  }

  mandateEvent(row: Row): boolean {
    return this.view.sees(this.view.truth.rows.get(String(row['mandate_id']))!);
  }

  /** OWN: what who asked is told. */
  emergency(row: Row): 'WHOLE' | 'OWN' | 'NOT' {
    const { viewer } = this.view;
    const caseId = String(row['case_id']);
    if (row['approved'] === true) {
      const told =
        this.oversees(caseId) ||
        (this.worksOn(caseId) &&
          (this.caseTells(caseId, 'case.emergency') || row['decided_agency'] === viewer.agencyId));
      if (told) return 'WHOLE';
    } else if (this.answers(row) && this.isPending(row)) return 'WHOLE';
    return row['staff_id'] === viewer.staffId && row['agency_id'] === viewer.agencyId ? 'OWN' : 'NOT';
  }

  /** The request would be his to answer while it waits. */
  answers(row: Row): boolean {
    return (
      this.mayAnswer && row['agency_id'] !== this.view.viewer.agencyId && this.worksOn(String(row['case_id']))
    );
  }

  /** OVERSEEN: neither of whom nor why. */
  release(row: Row): 'WHOLE' | 'OVERSEEN' | 'NOT' {
    const { viewer } = this.view;
    const caseId = String(row['case_id']);
    const onCase = this.worksOn(caseId) && this.caseTells(caseId, 'case.releases');
    const asDesk = this.view.may('operation.releases') && !this.view.isLocked(caseId);
    if (row['holder_id'] === viewer.agencyId && (asDesk || onCase)) return 'WHOLE';
    const asOfficer = row['staff_id'] === viewer.staffId && row['agency_id'] === viewer.agencyId;
    if (asOfficer && onCase) return 'WHOLE';
    return this.oversees(caseId) ? 'OVERSEEN' : 'NOT';
  }

  hint(row: Row): boolean {
    return row['staff_id'] !== this.view.viewer.staffId && this.oversees(String(row['case_id']));
  }

  /** An agreement and its signatures. */
  agreement(id: unknown): boolean {
    const parties = this.dealings.agreement_party.filter((party) => party['agreement_id'] === id);
    return (
      this.administers ||
      parties.some(({ agency_id }) => agency_id === this.view.viewer.agencyId) ||
      // A coordinator knows those of the agencies of his area.
      (this.view.viewer.sector === 'COORDINATION' &&
        this.dealings.agency.some(
          ({ id: agencyId, area_id }) =>
            area_id === this.view.viewer.areaId && parties.some(({ agency_id }) => agency_id === agencyId),
        ))
    );
  }

  /** A disclosure record: the own agency's to who audits it, his area's to a coordinator. */
  disclosure(row: Row): boolean {
    const { viewer } = this.view;
    if (!this.view.may('operation.audit')) return false;
    return (
      row['agency_id'] === viewer.agencyId ||
      (viewer.sector === 'COORDINATION' && (row['area_ids'] as string[]).includes(viewer.areaId))
    );
  }
}

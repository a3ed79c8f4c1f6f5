import type { ConsentForm, ConsentKind, ConsentPlace } from '../../casework/grants/consent-enums';
import type { MandateKind } from '../../casework/grants/mandate-enums';
import type { Grant, Purpose } from '../../policy/facts';

/** What every consent and mandate carries: neither is ever changed. */
interface Recorded {
  readonly id: string;
  readonly case_id: string;
  readonly custodian_id: string;
  readonly recorded_by: string;
  readonly recorded_at: Date;
}

export interface ConsentRow extends Recorded {
  readonly subject_id: string;
  readonly kind: ConsentKind;
  readonly categories: readonly string[];
  readonly recipient_ids: readonly string[];
  readonly representative_id: string | null;
  readonly form: ConsentForm;
  readonly place: ConsentPlace;
  readonly given_at: Date;
  readonly until: Date;
  readonly holder_id: string;
}

export interface MandateRow extends Recorded {
  readonly kind: MandateKind;
  readonly reference: string;
  readonly basis: string;
  readonly holder_id: string;
  readonly addressee_id: string;
  readonly categories: readonly string[];
  readonly record_id: string | null;
  readonly subject_id: string | null;
  readonly starts_at: Date;
  readonly until: Date;
}

export interface EmergencyRow {
  readonly id: string;
  readonly case_id: string;
  readonly agency_id: string;
  readonly staff_id: string;
  readonly reason: string;
  readonly categories: readonly string[];
  readonly purpose: Purpose;
  readonly hours: number;
  readonly requested_at: Date;
  readonly expires_at: Date;
  approved: boolean | null;
  decided_at: Date | null;
  decided_agency: string | null;
  decided_by: string | null;
  access_id: string | null;
  ends_at: Date | null;
}

export interface GrantRow {
  readonly id: string;
  readonly case_id: string;
  readonly condition: Exclude<Grant, 'agreement'>;
  readonly source_id: string;
  readonly agency_id: string;
  readonly staff_id: string | null;
  readonly categories: readonly string[];
  readonly holder_id: string | null;
  readonly subject_id: string | null;
  readonly record_id: string | null;
  readonly starts_at: Date;
  ends_at: Date;
}

/** The rows of what opens single categories for a time, as their columns are called. */
export interface GrantTables {
  consent: ConsentRow;
  consent_event: {
    consent_id: string;
    kind: 'CONFIRMED' | 'WITHDRAWN';
    done_at: Date;
    agency_id: string;
    staff_id: string;
  };
  mandate: MandateRow;
  mandate_event: {
    mandate_id: string;
    kind: 'CONFIRMED' | 'ENDED';
    at: Date;
    agency_id: string;
    staff_id: string;
  };
  officer_release: {
    id: string;
    case_id: string;
    holder_id: string;
    released_by: string;
    record_id: string;
    categories: readonly string[];
    agency_id: string;
    staff_id: string;
    reason: string;
    hours: number;
    released_at: Date;
    ends_at: Date;
  };
  emergency_access: EmergencyRow;
  case_grant: GrantRow;
}

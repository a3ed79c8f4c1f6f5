import type { Viewer } from '../../src/identity/viewer';
import type { Persona } from '../support/region';

type Row = Readonly<Record<string, unknown>>;

const FAR = '2999-01-01T00:00:00Z';
const instant = (hour: number): string => new Date(Date.UTC(2020, 0, 1, hour)).toISOString();
export const mandateId = (n: number): string => `00000096-0000-4000-8000-00000000000${String(n)}`;
const RELEASE = '00000097-0000-4000-8000-000000000001';

/**
 * A request of the prosecution that the hospital confirmed, and an order of the court that it ended; an address that a desk of the
 * centre released to an officer, long ago.
 */
export const mandateRows = (
  { prosecution, court, health, socialWork, police }: Readonly<Record<Persona, Viewer>>,
  caseId: string,
  subject: string,
): Readonly<Record<string, readonly Row[]>> => {
  const mandate = (n: number, issuer: Viewer, content: Row): Row => ({
    id: mandateId(n),
    case_id: caseId,
    custodian_id: issuer.agencyId,
    recorded_by: issuer.staffId,
    recorded_at: instant(n),
    version: 1,
    holder_id: health.agencyId,
    addressee_id: prosecution.agencyId,
    categories: ['health.findings'],
    starts_at: instant(1),
    until: FAR,
    ...content,
  });
  const event = (n: number, kind: string, viewer: Viewer): Row => ({
    mandate_id: mandateId(n),
    kind,
    at: instant(9 + n),
    agency_id: viewer.agencyId,
    staff_id: viewer.staffId,
  });
  const told = (n: number, viewer: Viewer): Row => ({
    record_type: 'mandate',
    record_id: mandateId(n),
    case_id: caseId,
    agency_id: viewer.agencyId,
    kind: 'DELIVERED',
    delivered_at: instant(n),
  });
  return {
    mandate: [
      mandate(1, prosecution, { kind: 'STATUTORY_REQUEST', reference: 'KT 7/20', basis: 'rs.zkp.282' }),
      mandate(2, court, {
        kind: 'COURT_ORDER',
        reference: 'K 12/20',
        basis: 'rs.zsnp.19',
        subject_id: subject,
      }),
    ],
    mandate_event: [event(1, 'CONFIRMED', health), event(2, 'ENDED', court)],
    record_delivery: [told(1, health), told(2, health), told(2, prosecution)],
    officer_release: [
      {
        id: RELEASE,
        case_id: caseId,
        holder_id: socialWork.agencyId,
        released_by: socialWork.staffId,
        record_id: subject,
        categories: ['victim.address.full'],
        agency_id: police.agencyId,
        staff_id: police.staffId,
        reason: 'Patrola je krenula.',
        hours: 2,
        released_at: instant(6),
        ends_at: instant(8),
      },
    ],
  };
};

import type { MandateKind } from '../../casework/grants/mandate-enums';
import type { CaseDraft } from '../case-draft';
import type { Agency, Member } from '../registry';
import { daysAfter } from '../time';
import { mustWork, open } from './open';
import type { MandateRow } from './rows';

interface Ordering {
  readonly kind: MandateKind;
  readonly reference: string;
  readonly by: Member;
  readonly at: Date;
  /** Whose records it opens, and to whom. */
  readonly holder: Agency;
  readonly addressee: Agency;
  readonly categories: readonly string[];
  /** The one record that it opens; of the holder. */
  readonly record?: { readonly id: string; readonly custodian_id: string };
  readonly days: number;
}

/** As `record_mandate`: an order is in force at once, a request waits for its holder. */
export const recordMandate = (draft: CaseDraft, ordering: Ordering): MandateRow => {
  const { kind, reference, by, at, holder, addressee, categories, record, days } = ordering;
  const { rows, rules } = draft.world;
  mustWork(draft, by, at, false);
  const rule = rules.mandate(kind, by.agency.sector, addressee.sector, holder.sector);
  if (days > rule.max_days) throw new Error(`A ${kind} lasts ${String(rule.max_days)} days at most`);
  if (kind === 'STATUTORY_REQUEST' && addressee !== by.agency) throw new Error('A request is for oneself');
  if (record !== undefined && record.custodian_id !== holder.id) throw new Error('Not of this holder');
  const mandate: MandateRow = {
    id: draft.random.uuid(),
    case_id: draft.id,
    custodian_id: by.agency.id,
    recorded_by: by.id,
    recorded_at: at,
    kind,
    reference,
    basis: rule.basis,
    holder_id: holder.id,
    addressee_id: addressee.id,
    categories,
    record_id: record?.id ?? null,
    subject_id: null,
    starts_at: at,
    until: daysAfter(at, days),
  };
  rows.mandate.push(mandate);
  for (const told of [holder, addressee]) {
    if (told === by.agency) continue;
    rows.record_delivery.push({
      record_type: 'mandate',
      record_id: mandate.id,
      case_id: draft.id,
      agency_id: told.id,
      kind: 'DELIVERED',
      delivered_at: at,
      delivered_by: by.id,
    });
  }
  if (kind === 'COURT_ORDER')
    open(draft, {
      condition: 'mandate',
      source_id: mandate.id,
      agency_id: addressee.id,
      categories,
      holder_id: holder.id,
      record_id: mandate.record_id,
      starts_at: at,
      ends_at: mandate.until,
    });
  return mandate;
};

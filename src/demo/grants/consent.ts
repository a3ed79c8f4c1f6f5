import {
  RECIPIENT_SECTORS,
  type ConsentForm,
  type ConsentKind,
  type ConsentPlace,
} from '../../casework/grants/consent-enums';
import type { CaseDraft } from '../case-draft';
import type { Agency, Member } from '../registry';
import type { ParticipantRow } from '../rows';
import { daysAfter } from '../time';
import { close, mustWork, open } from './open';
import type { ConsentRow } from './rows';

/** Of a year at most, from when it was given. */
const MOST_DAYS = 365;

interface Consenting {
  readonly kind: ConsentKind;
  readonly by: Member;
  readonly at: Date;
  readonly of: ParticipantRow;
  /** Who gives it for a child. */
  readonly represented?: ParticipantRow;
  readonly to: readonly Agency[];
  readonly categories: readonly string[];
  readonly form: ConsentForm;
  readonly place: ConsentPlace;
  readonly givenAt: Date;
  readonly days: number;
}

/** The person herself, else a parent by the case's own relationships, known by a number as the child is. */
const canGive = (draft: CaseDraft, of: ParticipantRow, represented: ParticipantRow | undefined): boolean => {
  if (represented === undefined) return !of.roles.includes('CHILD');
  return (
    of.roles.includes('CHILD') &&
    !represented.roles.includes('RESPONDENT') &&
    of.identifier !== null &&
    represented.identifier !== null &&
    draft.world.rows.relationship.some(
      ({ from_id, to_id, code }) => from_id === represented.id && to_id === of.id && code === 'PARENT',
    )
  );
};

const openBy = (draft: CaseDraft, consent: ConsentRow, at: Date): void => {
  const own = { categories: ['consent.existence', 'consent.scope'], record_id: consent.id };
  for (const agency_id of consent.recipient_ids) {
    for (const part of [{ categories: consent.categories }, own])
      open(draft, {
        condition: 'consent',
        source_id: consent.id,
        agency_id,
        subject_id: consent.subject_id,
        starts_at: at,
        ends_at: consent.until,
        ...part,
      });
  }
};

/** As `record_consent`: in force at once, unless the recorder is a recipient. */
export const recordConsent = (draft: CaseDraft, consenting: Consenting): ConsentRow => {
  const { kind, by, at, of, represented, to, categories, form, place, givenAt, days } = consenting;
  mustWork(draft, by, at, true);
  if (givenAt > at || days > MOST_DAYS) throw new Error('It is given before, and for a year at most');
  if (!to.every(({ sector }) => RECIPIENT_SECTORS[kind].includes(sector))) throw new Error('Not to these');
  if (!canGive(draft, of, represented)) throw new Error('Nobody who can give it');
  const { rows } = draft.world;
  const consent: ConsentRow = {
    id: draft.random.uuid(),
    case_id: draft.id,
    custodian_id: by.agency.id,
    recorded_by: by.id,
    recorded_at: at,
    subject_id: of.id,
    kind,
    categories,
    recipient_ids: to.map(({ id }) => id),
    representative_id: represented?.id ?? null,
    form,
    place,
    given_at: givenAt,
    until: daysAfter(givenAt, days),
    holder_id: of.custodian_id,
  };
  rows.consent.push(consent);
  if (consent.holder_id !== consent.custodian_id)
    rows.record_delivery.push({
      record_type: 'consent',
      record_id: consent.id,
      case_id: draft.id,
      agency_id: consent.holder_id,
      kind: 'DELIVERED',
      delivered_at: at,
      delivered_by: by.id,
    });
  if (!to.includes(by.agency)) openBy(draft, consent, at);
  return consent;
};

/** As `withdraw_consent`: at any agency whose client she is, among others. */
export const withdrawConsent = (draft: CaseDraft, consent: ConsentRow, by: Member, at: Date): void => {
  const { rows } = draft.world;
  const answers = [consent.custodian_id, consent.holder_id].includes(by.agency.id);
  mustWork(draft, by, at, !answers);
  const isClient = rows.participant_own.some(
    (own) =>
      own.participant_id === consent.subject_id && own.agency_id === by.agency.id && own.relation === 'SELF',
  );
  if (!answers && !isClient) throw new Error(`${by.agency.code} does not work with the person`);
  rows.consent_event.push({
    consent_id: consent.id,
    kind: 'WITHDRAWN',
    done_at: at,
    agency_id: by.agency.id,
    staff_id: by.id,
  });
  close(draft, consent.id, at);
};

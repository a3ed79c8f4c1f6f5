import { testsOf, type Fault } from '../fault';

const recording = testsOf('unit/db/mandate-functions', 'record_mandate');
const confirming = testsOf('unit/db/mandate-functions', 'confirm_mandate');
const ending = testsOf('unit/db/mandate-functions', 'end_mandate');
const shown = testsOf('unit/db/mandate-functions');
const mandate = testsOf('e2e/mandate-and-release', 'a mandate');
const RECORD = { file: 'migrations', within: 'function record_mandate' } as const;
const OPEN = { file: 'migrations', within: 'function open_by_mandate' } as const;
const CONFIRM = { file: 'migrations', within: 'function confirm_mandate' } as const;
const END = { file: 'migrations', within: 'function end_mandate' } as const;

/** Court orders and statutory requests: what they open, to whom, from when and until when. */
export const MANDATE_FAULTS: readonly Fault[] = [
  {
    id: 'mandate-unconfirmed',
    breaks: 'A request opens what it asks for before its holder has confirmed it.',
    ...RECORD,
    find: "if p_kind = 'COURT_ORDER' then",
    replace: 'if m.id is not null then',
    caughtBy: recording('opens nothing by a request, until its holder confirms'),
  },
  {
    id: 'mandate-to-who-recorded-it',
    breaks: 'An order opens to the court that made it, and not to its addressee.',
    ...OPEN,
    find: 'm.id, m.addressee_id,',
    replace: 'm.id, m.custodian_id,',
    caughtBy: recording(
      'opens an order at once: what is named, of whom it names, to its addressee, until its end',
    ),
  },
  {
    id: 'mandate-of-every-holder',
    breaks: 'A mandate over the records of one agency opens those of all.',
    ...OPEN,
    find: 'm.categories, m.holder_id,',
    replace: 'm.categories, null,',
    caughtBy: recording(
      'opens an order at once: what is named, of whom it names, to its addressee, until its end',
    ),
  },
  {
    id: 'mandate-of-every-record',
    breaks: 'A mandate for one record opens all that its holder keeps in the case.',
    ...OPEN,
    find: 'm.subject_id, m.record_id,',
    replace: 'm.subject_id, null,',
    caughtBy: mandate('of one record opens that alone, and closes at its end'),
  },
  {
    id: 'mandate-of-every-person',
    breaks: 'A mandate about one person opens what is held about others.',
    ...OPEN,
    find: 'm.holder_id, m.subject_id,',
    replace: 'm.holder_id, null,',
    caughtBy: recording(
      'opens an order at once: what is named, of whom it names, to its addressee, until its end',
    ),
  },
  {
    id: 'mandate-before-its-beginning',
    breaks: 'An order that begins tomorrow opens today.',
    ...OPEN,
    find: 'greatest(m.starts_at, now())',
    replace: 'now()',
    caughtBy: recording('opens an order that begins later then, and not before'),
  },
  {
    id: 'mandate-backdated',
    breaks: 'What a mandate opens is told to have been open before it was recorded or confirmed.',
    ...OPEN,
    find: 'greatest(m.starts_at, now())',
    replace: 'm.starts_at',
    caughtBy: recording('opens nothing for a time that is past, whatever beginning it has'),
  },
  {
    id: 'mandate-without-end',
    breaks: 'What a mandate opens stays open after its end.',
    ...OPEN,
    find: 'greatest(m.starts_at, now()), m.until',
    replace: "greatest(m.starts_at, now()), 'infinity'",
    caughtBy: recording(
      'opens an order at once: what is named, of whom it names, to its addressee, until its end',
    ),
  },
  {
    id: 'mandate-ended-in-name',
    breaks: 'A mandate that was ended goes on opening until its time is over.',
    ...END,
    find: 'set ends_at = greatest(now(), starts_at) where',
    replace: 'set ends_at = ends_at where',
    caughtBy: ending('closes what it opened at once, by who made it alone, also when its scope has ended'),
  },
  {
    id: 'mandate-ended-by-its-holder',
    breaks: 'Whose records are to be opened ends the order of the court.',
    ...END,
    find: 'm.custodian_id <> v.agency_id or viewer_proof()',
    replace: 'viewer_proof()',
    caughtBy: ending('closes what it opened at once, by who made it alone, also when its scope has ended'),
  },
  {
    id: 'mandate-confirmed-by-who-asks',
    breaks: 'Who asks for records by statute confirms that himself.',
    ...CONFIRM,
    find: 'v.agency_id <> m.holder_id or',
    replace: '',
    caughtBy: confirming('opens a request from now on, once, by the holder alone'),
  },
  {
    id: 'mandate-confirmed-by-anybody-of-the-holder',
    breaks: 'Somebody of the holder who does not work on the case confirms a request.',
    ...CONFIRM,
    find: 'or viewer_tie(m.case_id) = 0',
    replace: '',
    caughtBy: confirming('takes somebody who works on the case'),
  },
  {
    id: 'mandate-revived',
    breaks: 'A confirmation opens a request that was ended.',
    ...CONFIRM,
    find: "or exists (select from mandate_event e where e.mandate_id = m.id and e.kind = 'ENDED')",
    replace: '',
    caughtBy: confirming('opens none that was ended or is over, and leaves an order as it is'),
  },
  {
    id: 'mandate-for-another',
    breaks: 'A prosecutor asks by statute for what another office will read.',
    ...RECORD,
    find: "and (p_kind = 'COURT_ORDER' or t.id = g.id)",
    replace: '',
    caughtBy: recording('takes only what the closed table has'),
  },
  {
    id: 'mandate-of-any-holder',
    breaks: 'What a court may ask of the centre it asks of everybody.',
    ...RECORD,
    find: 'h.sector = coalesce(x.holder_sector, h.sector) and',
    replace: '',
    caughtBy: recording('takes only what the closed table has'),
  },
  {
    id: 'mandate-to-a-closed-agency',
    breaks: 'An order opens records to an agency that is closed.',
    ...RECORD,
    find: "t.sector = x.addressee_sector and t.status = 'ACTIVE'",
    replace: 't.sector = x.addressee_sector',
    caughtBy: recording('takes only what the closed table has'),
  },
  {
    id: 'mandate-by-foreign-law',
    breaks: 'A mandate rests on the law of another country.',
    ...RECORD,
    find: 'on k.id = g.area_id and k.country = x.country',
    replace: 'on k.id = g.area_id',
    caughtBy: recording('rests on the law of its own country'),
  },
  {
    id: 'mandate-by-a-machine',
    breaks: 'A machine records an order in the name of a judge.',
    ...RECORD,
    find: "viewer_proof() is distinct from 'PROVEN' or",
    replace: '',
    caughtBy: recording('is for who is known, assigned and reaches the case'),
  },
  {
    id: 'mandate-a-day-too-long',
    breaks: 'An order lasts a day longer than the table allows.',
    ...RECORD,
    find: 'days => r.max_days)',
    replace: 'days => r.max_days + 1)',
    caughtBy: recording('holds for at most as long as the table says, from its beginning on'),
  },
  {
    id: 'mandate-over-a-record-of-another',
    breaks: 'An order over the records of one agency names a record of another, or of another case.',
    ...RECORD,
    find: '(p_case, p_holder) is distinct from (select (o.case_id, o.custodian_id) from record_place(p_table, p_record) o)',
    replace: 'p_table is null',
    caughtBy: recording('names a record of the holder and a person of the case'),
  },
  {
    id: 'mandate-shown-on-the-case',
    breaks: 'Everybody on the case reads what a court has ordered of one agency for another.',
    file: 'migrations/20261122000400-create-mandates-and-releases.sql',
    find: 'and viewer_agency() in (custodian_id, holder_id, addressee_id))',
    replace: ')',
    caughtBy: shown('is shown to the three agencies of it, on a case that they reach, and to nobody else'),
  },
  {
    id: 'mandate-of-any-category',
    breaks: 'A mandate names what no rule opens by a mandate to its addressee.',
    file: 'src/casework/grants/opened-by.ts',
    find: 'rule.sectors.some((sector) => sectors.includes(sector))',
    replace: 'rule.sectors.length > 0',
    caughtBy: mandate(
      'names only categories that a rule opens to the addressee by a mandate, and times that fit',
    ),
  },
  {
    id: 'mandate-by-another-article',
    breaks: 'A request names what only the order of a court opens, and an order what only a request does.',
    file: 'src/casework/grants/opened-by.ts',
    find: ' && (basis === undefined || status.basis.includes(basis))',
    replace: '',
    caughtBy: mandate(
      'of a court opens findings of the centre by a confirmed request for what was filed, and by neither alone',
    ),
  },
  {
    id: 'mandate-in-force-before-its-beginning',
    breaks: 'An order that has not begun is shown as in force.',
    file: 'src/casework/grants/mandate-query.ts',
    find: 'and m.starts_at <= now() and m.until > now() as "inForce"',
    replace: 'and m.until > now() as "inForce"',
    caughtBy: mandate('of one record opens that alone, and closes at its end'),
  },
];

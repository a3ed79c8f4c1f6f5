import { testsOf, type Fault } from '../fault';

const recording = testsOf('unit/db/consent-functions', 'record_consent');
const giver = testsOf('unit/db/consent-functions', 'who gives consent');
const confirming = testsOf('unit/db/consent-functions', 'confirm_consent');
const withdrawing = testsOf('unit/db/consent-functions', 'withdraw_consent');
const tables = testsOf('unit/db/consent-functions', 'a consent in the tables');
const input = testsOf('e2e/consent', 'recording a consent');
const RECORD = { file: 'migrations', within: 'function record_consent' } as const;
const GIVER = { file: 'migrations', within: 'function may_give' } as const;
const ELSEWHERE = { file: 'migrations', within: 'function valid_giver' } as const;
const RECIPIENTS = { file: 'migrations', within: 'function valid_recipients' } as const;
const CONFIRM = { file: 'migrations', within: 'function confirm_consent' } as const;
const WITHDRAW = { file: 'migrations', within: 'function withdraw_consent' } as const;

/** Consent and release from secrecy: who gives it, who records and confirms it, what it opens, and how it ends. */
export const CONSENT_FAULTS: readonly Fault[] = [
  {
    id: 'consent-withdrawn-later',
    breaks: 'What she withdraws stays open for another hour.',
    ...WITHDRAW,
    find: 'set ends_at = greatest(now(), starts_at) where',
    replace: "set ends_at = least(ends_at, now() + interval '1 hour') where",
    caughtBy: withdrawing('ends at once what it opened and nothing else, and is told once'),
  },
  {
    id: 'consent-withdrawn-with-others',
    breaks: 'Who withdraws one consent loses what another of hers opens, too.',
    ...WITHDRAW,
    find: 'where source_id = c.id and',
    replace: 'where subject_id = c.subject_id and',
    caughtBy: withdrawing('ends at once what it opened and nothing else, and is told once'),
  },
  {
    id: 'consent-withdrawn-by-anybody',
    breaks: 'Any agency that works on the case withdraws her consent.',
    ...WITHDRAW,
    find: 'and v.agency_id in (c.custodian_id, c.holder_id)',
    replace: '',
    caughtBy: withdrawing(
      'is for the recorder, the agency that entered her, and any whose client she is; nobody else has one',
    ),
  },
  {
    id: 'consent-withdrawn-at-a-stranger',
    breaks: 'An agency whose client she is not withdraws her consent.',
    ...WITHDRAW,
    find: 'o.participant_id = c.subject_id and o.agency_id = v.agency_id',
    replace: 'o.participant_id = c.subject_id',
    caughtBy: withdrawing(
      'is for the recorder, the agency that entered her, and any whose client she is; nobody else has one',
    ),
  },
  {
    id: 'consent-by-its-recipient',
    breaks: 'A recipient opens by its own word what it will then read.',
    ...RECORD,
    find: 'if c.custodian_id <> all (c.recipient_ids) then',
    replace: 'if c.id is not null then',
    caughtBy: recording('opens nothing where its recorder is among the recipients'),
  },
  {
    id: 'consent-by-one-of-its-recipients',
    breaks:
      'A recipient opens by its own word what it will then read, as long as it names another beside itself.',
    ...RECORD,
    find: 'if c.custodian_id <> all (c.recipient_ids) then',
    replace: 'if array[c.custodian_id] <> c.recipient_ids then',
    caughtBy: recording('opens nothing where its recorder is among the recipients'),
  },
  {
    id: 'consent-recorded-by-a-unit',
    breaks: 'Somebody whose unit alone has the case records a consent.',
    ...RECORD,
    find: 'viewer_tie(p_case) <> 2',
    replace: 'viewer_tie(p_case) = 0',
    caughtBy: recording('is for somebody known who is assigned by name and reaches the case unlocked'),
  },
  {
    id: 'consent-of-the-respondent',
    breaks: 'A respondent consents to what is known about himself being passed on.',
    ...RECORD,
    find: "array['VICTIM', 'CHILD', 'WITNESS', 'REPORTER']",
    replace: "array['VICTIM', 'CHILD', 'WITNESS', 'REPORTER', 'RESPONDENT']",
    caughtBy: recording('is about a protected person of the case, never about a respondent alone'),
  },
  {
    id: 'consent-for-good',
    breaks: 'A consent holds for more than a year.',
    file: 'migrations',
    within: 'table consent',
    find: "interval '1 year'",
    replace: "interval '10 years'",
    caughtBy: recording('was given before, ends after, lasts a year at most, in a form that can be shown'),
  },
  {
    id: 'consent-for-a-grown-person',
    breaks: 'A relative consents for a grown person.',
    ...GIVER,
    find: "else s.roles @> array['CHILD'] and not",
    replace: 'else not',
    caughtBy: giver('for a grown person is that person alone'),
  },
  {
    id: 'consent-of-a-child',
    breaks: 'A child of fifteen consents by itself.',
    ...GIVER,
    find: "interval '18 years'",
    replace: "interval '15 years'",
    caughtBy: giver('is the child itself from its eighteenth birthday on'),
  },
  {
    id: 'consent-of-any-relative',
    breaks: 'Whoever is in the case consents for the child, parent or not.',
    ...GIVER,
    find: "k.code in ('PARENT', 'FOSTER_PARENT')",
    replace: 'true',
    caughtBy: giver('for a child is a parent or foster parent, known by number, as the child is'),
  },
  {
    id: 'consent-of-the-protected-reporter',
    breaks: 'A parent who is a protected reporter is named as the one who gave a consent.',
    ...GIVER,
    find: "r.roles && array['RESPONDENT', 'PROTECTED_REPORTER']",
    replace: "r.roles && array['RESPONDENT']",
    caughtBy: giver('is no protected reporter: the consent would name him'),
  },
  {
    id: 'consent-of-a-respondent-elsewhere',
    breaks: 'A parent who is the respondent in another case of the child consents for it.',
    ...ELSEWHERE,
    find: 'on c.identifier = s.identifier and',
    replace: 'on c.case_id = s.case_id and c.identifier = s.identifier and',
    caughtBy: giver('is no respondent in any other case of the child; in somebody else’s case he may be'),
  },
  {
    id: 'consent-of-a-respondent-entered-twice',
    breaks: 'A parent who stands in the case a second time, as its respondent, consents for the child.',
    ...ELSEWHERE,
    find: 'and x.identifier = r.identifier and x.identifier_kind = r.identifier_kind',
    replace: 'and x.id = r.id',
    caughtBy: giver('is no respondent of this case, entered as that once or twice'),
  },
  {
    id: 'consent-of-a-nobody',
    breaks:
      'Somebody without a number consents for the child, though nobody can tell whether he is a respondent.',
    ...GIVER,
    find: 's.identifier is not null and r.identifier is not null',
    replace: 'true',
    caughtBy: giver('for a child is a parent or foster parent, known by number, as the child is'),
  },
  {
    id: 'consent-survives-the-giver',
    breaks: 'What a parent consented to stays open when he turns out to be the respondent.',
    file: 'migrations',
    within: 'trigger end_consents_of_respondent',
    find: "when (new.roles @> array['RESPONDENT'] or new.identifier is not null)",
    replace: 'when (false)',
    caughtBy: giver('and turns out to be a respondent, has given none'),
  },
  {
    id: 'consent-giver-not-asked-again',
    breaks: 'A consent is confirmed whose giver has become a respondent since it was recorded.',
    ...CONFIRM,
    find: 'or not may_give(c.subject_id, c.representative_id)',
    replace: '',
    caughtBy: giver('is looked at again when it is confirmed'),
  },
  {
    id: 'consent-to-authorities',
    breaks: 'The police is made a recipient of a mere consent.',
    ...RECIPIENTS,
    find: "array['NGO', 'HEALTH', 'EDUCATION']",
    replace: "array['NGO', 'HEALTH', 'EDUCATION', 'POLICE']",
    caughtBy: recording('names active agencies of the sectors that its kind can name'),
  },
  {
    id: 'consent-to-a-closed-agency',
    breaks: 'An agency that is closed is a recipient.',
    ...RECIPIENTS,
    find: "and g.status = 'ACTIVE'",
    replace: '',
    caughtBy: recording('names active agencies of the sectors that its kind can name'),
  },
  {
    id: 'consent-confirmed-by-a-recipient',
    breaks: 'The agency that entered her confirms a consent by which it will read itself.',
    ...CONFIRM,
    find: 'or v.agency_id = any (c.recipient_ids)',
    replace: '',
    caughtBy: confirming(
      'is not for a holder who would read by it, nor by an agency that entered her itself',
    ),
  },
  {
    id: 'consent-confirmed-by-its-recorder',
    breaks: 'Who recorded a consent confirms it, too.',
    ...CONFIRM,
    find: 'v.agency_id <> c.holder_id or v.agency_id = any (c.recipient_ids) or',
    replace: '',
    caughtBy: confirming(
      'is for somebody known of the agency that entered the person, assigned, and no recipient',
    ),
  },
  {
    id: 'consent-confirmed-by-a-machine',
    breaks: 'A machine confirms a consent in the name of somebody.',
    ...CONFIRM,
    find: "or viewer_proof() is distinct from 'PROVEN'",
    replace: '',
    caughtBy: confirming(
      'is for somebody known of the agency that entered the person, assigned, and no recipient',
    ),
  },
  {
    id: 'consent-revived',
    breaks: 'A confirmation opens what was withdrawn.',
    ...CONFIRM,
    find: 'or exists (select from consent_event e where e.consent_id = c.id) or not',
    replace: 'or not',
    caughtBy: confirming(
      'does not revive what was withdrawn, has expired, or is towards an agency that is closed',
    ),
  },
  {
    id: 'consent-withdrawal-told',
    breaks: 'A recipient learns that and where she withdrew.',
    file: 'migrations/20261128235950-keep-consent-of-respondents-elsewhere.sql',
    find: 'where c.id = consent_id and viewer_agency() <> all (c.recipient_ids)',
    replace: 'where c.id = consent_id',
    caughtBy: tables(
      'tells those who answer for it that it was withdrawn, and no recipient, the recorder among them included',
    ),
  },
  {
    id: 'consent-left-behind',
    breaks: 'A consent that has ended stays visible to its recipient.',
    file: 'migrations/20261122000300-create-consent.sql',
    find: "where g.source_id = consent.id and g.agency_id = viewer_agency() and g.starts_at <= now() and g.ends_at > now())))'",
    replace: "where g.source_id = consent.id and g.agency_id = viewer_agency())))'",
    caughtBy: tables('is there for a recipient up to its last instant, and at its end is not'),
  },
  {
    id: 'consent-register-in-time',
    breaks: 'The order of the register of consents tells when they were recorded.',
    file: 'src/casework/grants/consent-register.ts',
    find: ' order by c.until, c.id',
    replace: '',
    caughtBy: testsOf(
      'proof/holes',
      'in a small region',
    )('lists consents to a coordinator in an order that tells no time of recording'),
  },
  {
    id: 'consent-register-of-every-area',
    breaks: 'Whoever names a case is told which consents there are in it.',
    file: 'migrations',
    within: 'function coordinated_consents',
    find: 'and case_coordinated(p_case)',
    replace: '',
    caughtBy: tables('is registered without the person for the coordinators of the case alone'),
  },
  {
    id: 'consent-to-what-no-rule-opens',
    breaks: 'A consent names what no rule opens by consent to such an agency.',
    file: 'src/casework/grants/opened-by.ts',
    find: '.filter(({ rule }) => rule.grants.includes(grant))',
    replace: '',
    caughtBy: input('names only categories that a rule opens by such a consent, each with its role'),
  },
  {
    id: 'consent-refusal-tells-of-a-respondent',
    breaks:
      'The refusal of a consent tells that a parent is a respondent in a case of which nobody here knows.',
    ...RECORD,
    find: 'if not may_give(',
    replace: 'if not valid_giver(',
    caughtBy: input(
      'for a child opens nothing where the parent is a respondent in another case of it, and is told like any other',
    ),
  },
  {
    id: 'consent-in-force-tells-of-a-respondent',
    breaks:
      'A consent is no longer in force, though nobody withdrew it: the parent is a respondent in a case of which nobody here knows.',
    file: 'migrations',
    within: 'function consents_in_force',
    find: 'case when viewer_agency() = any (c.recipient_ids)',
    replace: 'case when true',
    caughtBy: input(
      'for a child opens nothing where the parent is a respondent in another case of it, and is told like any other',
    ),
  },
];

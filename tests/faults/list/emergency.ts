import { testsOf, type Fault } from '../fault';

const asking = testsOf('unit/db/emergency-access', 'request_emergency_access');
const deciding = testsOf('unit/db/emergency-access', 'approving and refusing');
const opened = testsOf('unit/db/emergency-access', 'what an approval opens');
const unopened = testsOf('unit/db/emergency-access', 'what becomes of a request that is not opened');
const review = testsOf('unit/db/emergency-access', 'the review');
const hubAsking = testsOf('e2e/emergency-access', 'asking');
const approving = testsOf('e2e/emergency-access', 'approving');
const REQUEST = { file: 'migrations', within: 'function request_emergency_access' } as const;
const ANSWERABLE = { file: 'migrations', within: 'function emergency_answerable' } as const;
const APPROVE = { file: 'migrations', within: 'function approve_emergency_access' } as const;
const END = { file: 'migrations', within: 'function end_emergency_access' } as const;
const REVIEW = { file: 'migrations', within: 'function review_emergency_access' } as const;
const OWN = { file: 'migrations', within: 'function own_emergency_requests' } as const;
const TOLD = { file: 'migrations', within: 'function emergencies_told' } as const;

/** Emergency access: who asks and who approves, what is opened, what who asked learns, and the review. */
export const EMERGENCY_FAULTS: readonly Fault[] = [
  {
    id: 'emergency-by-the-own-agency',
    breaks: 'A colleague approves an emergency request.',
    ...ANSWERABLE,
    find: 'and e.agency_id <> viewer_agency()',
    replace: '',
    caughtBy: deciding('is not for the agency of who asks, though it opened the case'),
  },
  {
    id: 'emergency-by-a-machine',
    breaks: 'A machine approves in the name of somebody.',
    ...ANSWERABLE,
    find: "and viewer_proof() = 'PROVEN'",
    replace: '',
    caughtBy: deciding('takes a person of his own token, and one who still works where he asked'),
  },
  {
    id: 'emergency-by-a-guest',
    breaks: 'Somebody approves who was only invited to a conference on the case.',
    ...ANSWERABLE,
    find: "a.scope in ('OWN', 'LIAISON')",
    replace: "a.scope in ('OWN', 'LIAISON', 'CONFERENCE')",
    caughtBy: deciding(
      'select approve_emergency_access($1) is for who works on the case for another agency of the daily exchange',
    ),
  },
  {
    id: 'emergency-by-who-does-not-work-on-it',
    breaks: 'Anybody of an agency on the case approves, assigned or not.',
    ...ANSWERABLE,
    find: '(t.staff_id = viewer_staff() or t.unit_id = viewer_unit()) and',
    replace: '',
    caughtBy: deciding(
      'select approve_emergency_access($1) is for who works on the case for another agency of the daily exchange',
    ),
  },
  {
    id: 'emergency-by-who-is-locked',
    breaks: 'Somebody approves who is locked out of the case.',
    ...ANSWERABLE,
    find: 'and case_unlocked(e.case_id)',
    replace: '',
    caughtBy: deciding('finds nothing to answer with an approver who is locked'),
  },
  {
    id: 'emergency-of-who-is-locked',
    breaks: 'A case is opened in an emergency to somebody who is locked out of it.',
    ...ANSWERABLE,
    find: '(l.staff_id = s.id or l.unit_id = s.unit_id)',
    replace: 'l.unit_id = s.unit_id',
    caughtBy: deciding('finds nothing to answer with one who asks and is locked'),
  },
  {
    id: 'emergency-answered-late',
    breaks: 'A request is approved that was over for want of an answer.',
    ...ANSWERABLE,
    find: 'and e.expires_at > now()',
    replace: '',
    caughtBy: deciding('finds nothing to answer with a request that nobody answered in time'),
  },
  {
    id: 'emergency-answered-for-another-purpose',
    breaks: 'Somebody approves for a purpose that his scope does not have.',
    ...ANSWERABLE,
    find: 'and viewer_purpose() = any (a.purposes)',
    replace: '',
    caughtBy: deciding('finds nothing to answer with a scope for another purpose'),
  },
  {
    id: 'emergency-for-days',
    breaks: 'An emergency access lasts for more than a day.',
    file: 'migrations',
    within: 'table emergency_access',
    find: 'hours between 1 and 24',
    replace: 'hours between 1 and 72',
    caughtBy: asking('refuses more than 24 hours, none, no category and no reason'),
  },
  {
    id: 'emergency-tells-of-a-case',
    breaks: 'A request for a case that is not there is not kept, one for a case that is there is.',
    ...REQUEST,
    find: '  insert into emergency_access',
    replace: `  if not exists (select from case_file c where c.id = p_case) then
    return gen_random_uuid();
  end if;
  insert into emergency_access`,
    caughtBy: asking('writes the same row for any id, and only that'),
  },
  {
    id: 'emergency-tells-of-a-lock',
    breaks: 'A request of somebody who is locked out of the case is refused, one of anybody else is not.',
    ...REQUEST,
    find: '  insert into emergency_access',
    replace: `  if not case_unlocked(p_case) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  insert into emergency_access`,
    caughtBy: hubAsking(
      'is answered byte by byte alike for a case that is there, one that he is locked out of, and none',
    ),
  },
  {
    id: 'emergency-by-assertion',
    breaks: 'A machine asks for emergency access in the name of somebody.',
    ...REQUEST,
    find: "viewer_proof() is distinct from 'PROVEN' or",
    replace: '',
    caughtBy: asking('refuses whoever is only asserted'),
  },
  {
    id: 'emergency-review-overdue-passes',
    breaks: 'Whoever has an overdue review is given the next emergency access all the same.',
    ...REQUEST,
    find: 'and emergency_review_due(e) <= now()',
    replace: "and emergency_review_due(e) <= now() - interval '1 year'",
    caughtBy: review(
      'when overdue blocks the next request of who asked, whatever case it names, until it is given',
    ),
  },
  {
    id: 'emergency-review-from-the-request',
    breaks: 'The time for a review runs out from the request, not from the end of the access.',
    file: 'migrations',
    within: 'function emergency_review_due',
    find: 'return e.ends_at +',
    replace: 'return e.requested_at +',
    caughtBy: review('is due a week after the end, not after the request'),
  },
  {
    id: 'emergency-review-of-an-open-one',
    breaks: 'A verdict is given while the access is still open.',
    ...REVIEW,
    find: 'or e.ends_at > now()',
    replace: '',
    caughtBy: review('is a coordinator’s of the area, after the end, once'),
  },
  {
    id: 'emergency-reviewed-twice',
    breaks: 'A second verdict replaces the first.',
    ...REVIEW,
    find: 'or e.verdict is not null then',
    replace: 'then',
    caughtBy: review('is a coordinator’s of the area, after the end, once'),
  },
  {
    id: 'emergency-reviewed-by-anybody',
    breaks: 'Who opened a case in an emergency, or approved it, gives the verdict.',
    ...REVIEW,
    find: 'or not case_coordinated(e.case_id)',
    replace: '',
    caughtBy: review('is a coordinator’s of the area, after the end, once'),
  },
  {
    id: 'emergency-for-every-purpose',
    breaks: 'What was opened for protection is read for an investigation.',
    ...APPROVE,
    find: 'array[e.purpose]',
    replace: "array[e.purpose, 'INVESTIGATION']",
    caughtBy: opened('is for the purpose for which it was asked'),
  },
  {
    id: 'emergency-untold',
    breaks: 'No coordinator is told of an emergency access.',
    ...APPROVE,
    find: 'where c.id = e.case_id and not exists',
    replace: 'where false and not exists',
    caughtBy: deciding(
      'opens a scope, a tie and a grant to the one who asked, for the hours, and gives the coordinators sight of it',
    ),
  },
  {
    id: 'emergency-of-all-categories',
    breaks: 'An approval opens more than was asked for.',
    ...APPROVE,
    find: 'e.staff_id, e.categories, ending)',
    replace: "e.staff_id, e.categories || array['incident.existence'], ending)",
    caughtBy: approving(
      'opens in the next answer of another process exactly what was named, and ends as soon',
    ),
  },
  {
    id: 'emergency-acts',
    breaks: 'Who reaches a case by an emergency alone changes it.',
    file: 'migrations',
    within: 'function case_reached',
    find: "a.scope not in ('COORDINATION', 'BREAK_GLASS')",
    replace: "a.scope not in ('COORDINATION')",
    caughtBy: opened('lets him act on nothing there'),
  },
  {
    id: 'emergency-unassigned',
    breaks:
      'Who assigns people ends the assignment that came with a colleague’s emergency access, of which he is not told.',
    file: 'migrations',
    within: 'function end_tie',
    find: 'and emergency_id is null',
    replace: '',
    caughtBy: opened('is no assignment of his agency’s: it neither ends by that nor stands for one'),
  },
  {
    id: 'emergency-for-an-assignment',
    breaks:
      'Who has an emergency access is not assigned by his agency, and the list of assignments tells it.',
    file: 'migrations',
    within: 'function assign_tie',
    find: 'and t.emergency_id is null',
    replace: '',
    caughtBy: opened('is no assignment of his agency’s: it neither ends by that nor stands for one'),
  },
  {
    id: 'emergency-ended-in-name',
    breaks: 'An emergency access that was ended leaves what it opened open.',
    ...END,
    find: 'update case_grant set ends_at = greatest(now(), starts_at) where source_id = e.id;',
    replace: '',
    caughtBy: opened(
      'ends by time, and at once by who asked, by the agency that approved, and by a coordinator',
    ),
  },
  {
    id: 'emergency-ended-by-anybody',
    breaks: 'Anybody ends the emergency access of another.',
    ...END,
    find: 'e.decided_agency = v.agency_id and case_reached(e.case_id)',
    replace: 'case_reached(e.case_id)',
    caughtBy: opened(
      'ends by time, and at once by who asked, by the agency that approved, and by a coordinator',
    ),
  },
  {
    id: 'emergency-refusal-told',
    breaks: 'A refused request looks otherwise than one for a case that is not there.',
    ...OWN,
    find: 'when e.withdrawn_at is null and e.expires_at > now()',
    replace: 'when e.approved is null and e.withdrawn_at is null and e.expires_at > now()',
    caughtBy: unopened(
      'looks alike while it waits, whether refused, locked out, unknown or left lying, and alike afterwards',
    ),
  },
  {
    id: 'emergency-lock-told',
    breaks: 'An access that a lock has closed looks open, and so tells of the lock.',
    ...OWN,
    find: 'false) and case_unlocked(e.case_id)) o(open)',
    replace: 'false)) o(open)',
    caughtBy: opened('looks ended to whom a lock has shut out'),
  },
  {
    id: 'emergency-requests-of-colleagues',
    breaks: 'Colleagues read each other’s emergency requests.',
    ...OWN,
    find: 'where e.staff_id = viewer_staff() and',
    replace: 'where',
    caughtBy: opened('is his who asked: rows, scope and grant; a colleague of his unit is told nothing'),
  },
  {
    id: 'emergency-told-to-everybody',
    breaks: 'Whoever asks without a case is told of the emergencies on all.',
    ...TOLD,
    find: 'case when p_cases is null then case_coordinated(e.case_id)',
    replace: 'case when p_cases is null then true',
    caughtBy: review(
      'is told to coordinators of the case and to who works on it, and to nobody who is locked',
    ),
  },
  {
    id: 'emergency-for-any-category',
    breaks: 'What no rule for emergencies opens can be asked for, an address among it.',
    file: 'src/casework/grants/emergency-categories.ts',
    find: ".filter(({ needs }) => needs.includes('breakGlass'))",
    replace: '',
    caughtBy: hubAsking(
      'names only what a rule for emergencies opens to the sector, and what can show itself',
    ),
  },
  {
    id: 'emergency-opens-forbidden',
    breaks: 'An emergency opens every category that it names, whatever its rules ask.',
    file: 'src/policy/profile-policy.ts',
    find: 'if (!isFalse(facts.conflict)) return WITHHOLD;',
    replace: `if (!isFalse(facts.conflict)) return WITHHOLD;
    if (facts.breakGlass.has(definition.id) || facts.subjects.some((role) => facts.breakGlass.has(\`\${role.toLowerCase()}.\${definition.id}\`)))
      return { ...PUBLIC, rule: 'emergency' };`,
    caughtBy: approving(
      'opens all that the rules name and no more: neither name, address nor contact of the victim, whatever was approved',
    ),
  },
  {
    id: 'emergency-where-open',
    breaks: 'An emergency is asked for where the case is open as it is.',
    file: 'src/casework/grants/emergency-mutation.ts',
    find: 'await refuseWhereOpen(context, caseId);',
    replace: '',
    caughtBy: hubAsking('is refused where the case is open to him as it is'),
  },
];

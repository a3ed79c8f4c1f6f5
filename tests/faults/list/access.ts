import { testsOf, type Fault } from '../fault';

const gives = testsOf('unit/db/access-functions.give-scope');
const functions = testsOf('unit/db/access-functions');
const GIVE = { file: 'migrations', within: 'function give_scope' } as const;
const DELIVER = { file: 'migrations', within: 'function deliver_record' } as const;

/** The functions that change what decisions rest on. */
export const ACCESS_FAULTS: readonly Fault[] = [
  {
    id: 'scope-out-of-nothing',
    breaks: 'An agency gives a scope without holding the one that the table asks of it.',
    ...GIVE,
    find: 'and a.scope = s.creator_scope',
    replace: '',
    caughtBy: gives(
      'who gives which scope to whom is what the closed table lists for POLICE, whatever it holds',
    ),
  },
  {
    id: 'scope-a-day-too-long',
    breaks: 'A scope lasts a day longer than its rule allows.',
    ...GIVE,
    find: 'between 1 and r.max_days',
    replace: 'between 1 and r.max_days + 1',
    caughtBy: gives('the bounds of a scope are the days and purposes of its rule, for every rule'),
  },
  {
    id: 'scope-outlives-its-giver',
    breaks: 'What is given outlives the scope that it was given from.',
    ...GIVE,
    find: 'least(now() + make_interval',
    replace: 'greatest(now() + make_interval',
    caughtBy: gives('what a scope comes with ends at the latest with the scope that it is given from'),
  },
  {
    id: 'referral-of-a-stranger',
    breaks: 'A referral names a person of another case, and makes her the agency’s own.',
    ...GIVE,
    find: 'where p.id = p_subject and p.case_id = p_case',
    replace: 'where p.id = p_subject',
    caughtBy: gives('the bounds of a scope of a referral are a victim or child of this case'),
  },
  {
    id: 'scope-to-an-inactive-agency',
    breaks: 'A scope is given to an agency that is not active.',
    ...GIVE,
    find: "and t.status = 'ACTIVE'",
    replace: '',
    caughtBy: gives('the bounds of a scope exclude the own agency and agencies that are not active'),
  },
  {
    id: 'inactive-staff',
    breaks: 'A staff member who is not active any more changes who reaches a case.',
    file: 'migrations',
    within: 'function viewer_of_record',
    find: 'and s.active',
    replace: '',
    caughtBy: gives('who calls is an active staff member of the agency, who is not locked'),
  },
  {
    id: 'scope-ended-by-anybody',
    breaks: 'Any agency of the case ends the scope of another.',
    file: 'migrations',
    within: 'function end_scope',
    find: 'v.agency_id in (granted_by_agency, agency_id)',
    replace: 'true',
    caughtBy: functions(
      'end_scope is for the agency that gave the scope or received it; for others on the case there is none',
    ),
  },
  {
    id: 'unlocked-by-who-locked',
    breaks: 'One person locks and unlocks.',
    file: 'migrations',
    within: 'function end_case_lock',
    find: 'l.locked_by = v.id or',
    replace: '',
    caughtBy: functions(
      'lock_staff and unlock_staff unlock by a second coordinator: neither by who locked, nor by who is locked, nor by the agency',
    ),
  },
  {
    id: 'coordinated-by-any-agency',
    breaks: 'Whoever came to a scope of coordination is told what a coordinator is told.',
    file: 'migrations',
    within: 'function case_coordinated',
    find: 'coordinated_area() is not null and',
    replace: '',
    caughtBy: functions('case_coordinated is of agencies of coordination alone, whatever scope another has'),
  },
  {
    id: 'lock-of-any-agency',
    breaks: 'An agency locks the staff of another.',
    file: 'migrations',
    within: 'function lock_staff',
    find: 'and (agency_id = v.agency_id or case_coordinated(p_case))',
    replace: '',
    caughtBy: functions(
      'lock_staff and unlock_staff lock staff of the own agency, or anybody by a coordinator of the area; nobody locks himself',
    ),
  },
  {
    id: 'delivered-to-oneself',
    breaks: 'An agency makes itself the addressee of its own record.',
    ...DELIVER,
    find: 'and t.id <> g.id',
    replace: '',
    caughtBy: functions('deliver_record is for who holds the record, to any other active agency'),
  },
  {
    id: 'filed-with-anybody',
    breaks: 'A record is filed with an agency that is no court.',
    ...DELIVER,
    find: "and (p_kind <> 'FILED' or t.sector = 'COURT')",
    replace: '',
    caughtBy: functions('deliver_record files with courts alone'),
  },
  {
    id: 'delivered-by-anybody',
    breaks: 'Whoever reaches a record delivers it.',
    ...DELIVER,
    find: 'not (holder = v.agency_id or files)',
    replace: 'false',
    caughtBy: functions('deliver_record is for who holds the record, to any other active agency'),
  },
  {
    id: 'protected-reporter-filed',
    breaks: 'What a prosecutor files takes a protected reporter along to the court.',
    ...DELIVER,
    find: "and not p.roles @> array['PROTECTED_REPORTER']",
    replace: '',
    caughtBy: testsOf(
      'unit/db/deliver-record',
      'what a prosecutor files',
    )('names its parties to the court, and no protected reporter'),
  },
  {
    id: 'respondent-as-client',
    breaks: 'Any person of a case becomes the client of an agency that serves clients.',
    file: 'migrations',
    within: 'function own_participant',
    find: "and p.roles && array['VICTIM', 'CHILD']",
    replace: '',
    caughtBy: functions(
      'own_participant makes a victim or child of a reached case the client of an agency that serves clients',
    ),
  },
  {
    id: 'shelter-by-its-coordinators',
    breaks: 'The coordinators of a case tell where its concealed opener is.',
    file: 'migrations',
    within: 'function accesses_of',
    find: "and not (r.hidden and a.scope = 'COORDINATION')",
    replace: '',
    caughtBy: testsOf('e2e/attacks')(
      'where a concealed agency is cannot be told from the coordinators of its cases',
    ),
  },
];

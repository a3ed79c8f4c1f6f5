import { testsOf, type Fault } from '../fault';

const reading = testsOf('unit/db/row-security', 'reading as the serving role');
const writing = testsOf('unit/db/row-security', 'writing as the serving role');
const locks = testsOf('unit/db/case-facts', 'a lock');
const facts = testsOf('unit/db/case-facts', 'the facts of a case');
const REACH = { file: 'migrations', within: 'function reach_gate' } as const;
const LOCKS = { file: 'migrations', within: 'function locks_viewer' } as const;
/** Written by statements inside a block, which `within` does not find. */
const FACTS = { file: 'migrations', within: 'function case_facts' } as const;

/** Row security, the triggers, and the facts that the database gives to decisions. */
export const ROW_SECURITY_FAULTS: readonly Fault[] = [
  {
    id: 'row-security-without-lock',
    breaks: 'Row security reads the rows of a case to whom it is locked.',
    file: 'migrations',
    within: 'function lock_gate',
    find: 'limit 1) is not true',
    replace: 'limit 1) is not false',
    caughtBy: reading(
      'closes the case to a locked staff member whatever opens it, the custodian’s own included',
    ),
  },
  {
    id: 'lock-of-a-unit-ignored',
    breaks: 'A lock of a unit meets nobody who works in it.',
    ...LOCKS,
    find: 'l.unit_id = viewer_unit()',
    replace: 'false',
    caughtBy: locks('meets the person or the unit that it names, and nobody else of the agency'),
  },
  {
    id: 'locked-by-a-machine',
    breaks: 'A locked person reads through a machine client that merely says for whom it asks.',
    ...LOCKS,
    find: "viewer_proof() = 'ASSERTED'",
    replace: 'false',
    caughtBy: locks('meets a machine of the agency, whomever it names'),
  },
  {
    id: 'lock-for-ever',
    breaks: 'A lock goes on after its end.',
    ...LOCKS,
    find: 'l.ends_at > now() and',
    replace: '',
    caughtBy: locks('ends at its instant'),
  },
  {
    id: 'coordination-reads-content',
    breaks: 'A coordinator’s scope reaches content.',
    ...REACH,
    find: "and a.scope <> ''COORDINATION''",
    replace: '',
    caughtBy: reading(
      'reads no content by a COORDINATION scope, neither for a coordinator nor for any other agency',
    ),
  },
  {
    id: 'scope-ends-late',
    breaks: 'A scope still opens rows at the instant of its end.',
    ...REACH,
    find: 'a.ends_at > now()',
    replace: 'a.ends_at >= now()',
    caughtBy: facts(
      'hold from the first instant of a scope to the last before its end, in rows and facts alike',
    ),
  },
  {
    id: 'scope-begins-late',
    breaks: 'A scope does not open rows at the instant of its beginning.',
    ...REACH,
    find: 'a.starts_at <= now()',
    replace: 'a.starts_at < now()',
    caughtBy: facts(
      'hold from the first instant of a scope to the last before its end, in rows and facts alike',
    ),
  },
  {
    id: 'scope-never-begins',
    breaks: 'A scope opens rows before it begins.',
    ...REACH,
    find: 'a.starts_at <= now() and',
    replace: '',
    caughtBy: reading('reads nothing by a scope that has not begun'),
  },
  {
    id: 'custodian-writes-for-ever',
    breaks: 'A custodian changes rows of a case whose scope has ended.',
    file: 'migrations',
    within: 'procedure gate_case_table',
    find: 'for update to spona_serving using (custodian_id = viewer_agency() and %s and',
    replace: 'for update to spona_serving using (custodian_id = viewer_agency() and (%s or true) and',
    caughtBy: reading('leaves to a custodian whose scope has ended his own rows and nothing else'),
  },
  {
    id: 'history-not-kept',
    breaks: 'A change keeps nothing of what was there.',
    file: 'migrations/20261121000200-create-casework.sql',
    find: 'keep_history before update on %s',
    replace: 'keep_history before delete on %s',
    caughtBy: testsOf(
      'unit/db/row-security-catalogue',
      'tables of case content',
    )('keep their history by an enabled trigger before every update'),
  },
  {
    id: 'history-forged',
    breaks: 'Whoever changes a record chooses who is said to have recorded it.',
    file: 'migrations',
    within: 'function keep_history',
    find: 'new.recorded_by := viewer_staff();',
    replace: '',
    caughtBy: writing('keeps a history that no writer can leave out or forge'),
  },
  {
    id: 'record-moves-to-another-case',
    breaks: 'A change moves a record to another case.',
    file: 'migrations',
    within: 'function keep_history',
    find: "or (to_jsonb(new) ->> 'case_id') is distinct from (to_jsonb(old) ->> 'case_id')",
    replace: '',
    caughtBy: writing(
      'changes the rows of its own agency alone, and never their identity, case or custodian',
    ),
  },
  {
    id: 'history-without-lock',
    breaks: 'Former versions are read by whom the case is locked.',
    file: 'migrations/20261122000250-make-emergency-scopes-personal.sql',
    find: "lock_gate('record_history.case_id')",
    replace: "'true'::text",
    caughtBy: reading(
      'closes the case to a locked staff member whatever opens it, the custodian’s own included',
    ),
  },
  {
    id: 'lock-told-to-all',
    breaks: 'Everybody reads who is locked from which case.',
    file: 'migrations/20261128000100-skip-unasked-facts.sql',
    find: 'using (locks_viewer(case_lock)',
    replace: 'using (true',
    caughtBy: reading('shows metadata to who reaches or coordinates the case alone'),
  },
  {
    id: 'key-of-a-colleague',
    breaks: 'An Idempotency-Key answers to a colleague of who sent it.',
    file: 'migrations',
    within: 'policy own_keys on idempotency',
    find: 'viewer_client() and staff_id is not distinct from viewer_staff())\n  with check',
    replace: 'viewer_client())\n  with check',
    caughtBy: writing('keeps an idempotency key to the staff member and client that sent it'),
  },
  {
    id: 'reached-without-lock',
    breaks: 'Functions take a case for open to whom it is locked.',
    file: 'migrations',
    within: 'function case_reached',
    find: 'and case_unlocked(p_case)',
    replace: '',
    caughtBy: testsOf(
      'unit/db/access-functions.give-scope',
      'who calls',
    )('is an active staff member of the agency, who is not locked'),
  },
  {
    id: 'fact-for-every-purpose',
    breaks: 'A scope counts for purposes that it was not given for.',
    ...FACTS,
    find: 'and viewer_purpose() = any (a.purposes)',
    replace: '',
    caughtBy: facts('hold a scope for the purposes alone that it was given for'),
  },
  {
    id: 'fact-scope-ends-late',
    breaks: 'A scope still counts as a fact at the instant of its end.',
    ...FACTS,
    find: 'a.ends_at > now() and',
    replace: 'a.ends_at >= now() and',
    caughtBy: facts(
      'hold from the first instant of a scope to the last before its end, in rows and facts alike',
    ),
  },
  {
    id: 'tie-of-the-unit-is-named',
    breaks: 'Whose unit is assigned counts as assigned by name.',
    ...FACTS,
    find: 't.unit_id = viewer_unit() then 1',
    replace: 't.unit_id = viewer_unit() then 2',
    caughtBy: facts('tell a person from the unit that a case is assigned to'),
  },
  {
    id: 'tie-ends-late',
    breaks: 'An assignment counts on after its end.',
    ...FACTS,
    find: 't.ends_at > now()',
    replace: 't.ends_at >= now()',
    caughtBy: facts('hold an assignment from its first instant to the last before its end'),
  },
  {
    id: 'order-never-over',
    breaks: 'An order that ended long ago still counts as ended within 30 days.',
    ...FACTS,
    find: "o.until > now() - interval '30 days'",
    replace: "o.until > now() - interval '31 days'",
    caughtBy: facts('know an order in force, one that ended within 30 days, and none after that'),
  },
  {
    id: 'order-told-to-the-locked',
    breaks: 'Whether an order is in force is told where the case is locked.',
    file: 'migrations/20261122000250-make-emergency-scopes-personal.sql',
    find: "reach_gate('p_case'), lock_gate('p_case'))",
    replace: "reach_gate('p_case'), 'true'::text)",
    caughtBy: facts('know of no order where the viewer does not reach the case or is locked from it'),
  },
];

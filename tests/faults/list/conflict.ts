import { testsOf, type Fault } from '../fault';

const number = testsOf('unit/db/conflict', 'an equal number');
const unit = testsOf('unit/db/conflict', 'the unit');
const name = testsOf('unit/db/conflict', 'an equal name');
const kept = testsOf('unit/db/conflict', 'the index');
const key = testsOf('unit/db/conflict-names', 'the key of a name');
const CORRECTED = { file: 'migrations', within: 'function match_corrected_persons' } as const;

/** Conflict of interest: who is found to be a person of a case, and what comes of it. */
export const CONFLICT_FAULTS: readonly Fault[] = [
  {
    id: 'match-not-corrected',
    breaks: 'A number that is corrected is compared with nobody.',
    ...CORRECTED,
    find: 'where p.identifier_index is distinct from o.identifier_index',
    replace: 'where false',
    caughtBy: number(
      'locks by a correction of the number, and a correction of anything else brings no lock back',
    ),
  },
  {
    id: 'lock-comes-back',
    breaks: 'A lock that a coordinator has ended comes back with the next correction.',
    ...CORRECTED,
    find: 'where p.identifier_index is distinct from o.identifier_index',
    replace: 'where true',
    caughtBy: number(
      'locks by a correction of the number, and a correction of anything else brings no lock back',
    ),
  },
  {
    id: 'lock-at-once',
    breaks: 'Whoever enters himself is stopped in the middle, and learns why.',
    file: 'migrations',
    within: 'constraint trigger lock_matched',
    find: 'deferrable initially deferred',
    replace: '',
    caughtBy: number('holds from the end of the transaction that found it, and not at all if that is undone'),
  },
  {
    id: 'match-missed-between',
    breaks: 'Two transactions that do not see each other find no match.',
    file: 'migrations',
    within: 'function match_staff',
    find: 'lock table participant in share row exclusive mode;',
    replace: '',
    caughtBy: number('is found where person and staff member are entered at the same moment'),
  },
  {
    id: 'unit-of-anybody',
    breaks: 'The unit is locked whatever its member is in the case.',
    file: 'migrations',
    within: 'function lock_conflict',
    find: 'p.roles @> array[r.participant_role]',
    replace: 'true',
    caughtBy: unit('of one of police who is ["VICTIM"] is locked: false'),
  },
  {
    id: 'nobody-left',
    breaks: 'A case whose only worker is locked lies where nobody works on it.',
    file: 'migrations',
    within: 'function lock_conflict',
    find: 'perform hand_over(m.case_id, s.agency_id);',
    replace: '',
    caughtBy: unit('hands the case over where nobody is left who works on it'),
  },
  {
    id: 'hint-of-oneself',
    breaks: 'A coordinator is told that he may be a person of a case.',
    file: 'migrations',
    within: 'policy coordinated_read',
    find: 'staff_id <> viewer_staff() and',
    replace: '',
    caughtBy: name('locks nobody; it is told to the coordinators of the case, but not to whom it is about'),
  },
  {
    id: 'ended-by-who-confirmed',
    breaks: 'One person confirms a conflict and ends the lock.',
    file: 'migrations',
    within: 'function end_case_lock',
    find: 'or exists (select from conflict_match m where m.id = l.match_id and m.decided_by = v.id)',
    replace: '',
    caughtBy: name(
      'locks once it is confirmed, the unit too where the rule says so; whoever confirmed does not unlock',
    ),
  },
  {
    id: 'history-keeps-index',
    breaks: 'History keeps the index of a number.',
    file: 'migrations',
    within: 'function history_content',
    find: `p_row - array['identifier_index', 'name_key']`,
    replace: 'p_row',
    caughtBy: kept('of staff is read by nobody, and history keeps none'),
  },
  {
    id: 'names-with-dj',
    breaks: 'A name that is written with dj is another name.',
    file: 'migrations',
    within: 'function name_key',
    find: `letters := replace(letters, 'dj', 'd');`,
    replace: '',
    caughtBy: key('takes Djordjević Jelena for Jelena Đorđević'),
  },
  {
    id: 'index-of-any-kind',
    breaks: 'Equal numbers of two kinds are one person’s.',
    file: 'src/lib/blind-index.ts',
    find: '${kind}\\u0000',
    replace: '',
    caughtBy: testsOf(
      'unit/lib/blind-index',
      'the blind index',
    )('tells numbers apart, and the kinds of one number'),
  },
  {
    id: 'import-without-index',
    breaks: 'A number that an import corrects is compared with nobody.',
    file: 'src/exchange/intake/plan-report.ts',
    find: ': identifierColumns(input, indexIdentifier),',
    replace: ': {},',
    caughtBy: testsOf(
      'e2e/conflict',
      'who enters himself as a person of a case',
    )('by an import has all of it taken'),
  },
];

import { testsOf, type Fault } from '../fault';

const who = testsOf('unit/db/registry-changes', 'who changes the registry');
const change = testsOf('unit/db/registry-changes', 'a change');
const leaves = testsOf('unit/db/registry-changes', 'whoever leaves');
const signs = testsOf('unit/db/agreements', 'who signs');
const condition = testsOf('unit/db/agreements', 'the condition');

/** Changes of the registry by two administrators, and agreements by the signatures of their parties. */
export const REGISTRY_FAULTS: readonly Fault[] = [
  {
    id: 'approved-by-who-proposed',
    breaks: 'One administrator changes the registry alone.',
    file: 'migrations',
    within: 'function approve_registry_change',
    find: 'c.proposed_by = v or',
    replace: '',
    caughtBy: who('is never one alone, nor whom it is about'),
  },
  {
    id: 'administrator-on-a-case',
    breaks: 'Somebody who is assigned to a case changes the registry.',
    file: 'migrations',
    within: 'function registry_administrators',
    find: '(t.staff_id = s.id or t.unit_id = s.unit_id)',
    replace: 'false',
    caughtBy: who('is nobody who works on cases: by a further role, a tie, or a scope of the office'),
  },
  {
    id: 'change-over-another',
    breaks: 'A change that was proposed on what is no more there overwrites the one that came between.',
    file: 'migrations',
    within: 'function approve_registry_change',
    find: 'registry_state(c.kind, c.target_id) is distinct from c.before',
    replace: 'false',
    caughtBy: change('is overtaken by another of the same target'),
  },
  {
    id: 'mover-keeps-his-cases',
    breaks: 'Whoever moves to another agency keeps what the old one gave him by name.',
    file: 'migrations',
    within: 'function apply_staff_change',
    find: 'if moves or not',
    replace: 'if not',
    caughtBy: leaves('for another agency leaves behind what was given by name'),
  },
  {
    id: 'mover-loses-his-locks',
    breaks: 'The machines of the new agency do not obey the lock of whoever came.',
    file: 'migrations',
    within: 'function apply_staff_change',
    find: 'set agency_id = s.agency_id',
    replace: 'set agency_id = l.agency_id',
    caughtBy: leaves('for another agency leaves behind what was given by name'),
  },
  {
    id: 'signed-by-a-machine',
    breaks: 'A machine signs an agreement in the name of the signatory.',
    file: 'migrations',
    within: 'function agreement_to_sign',
    find: "viewer_proof() is distinct from 'PROVEN' or",
    replace: '',
    caughtBy: signs('signs by the own token, never through a machine that names him'),
  },
  {
    id: 'agreement-half-signed',
    breaks: 'An agreement counts as soon as one party has signed.',
    file: 'migrations',
    within: 'function agreement_in_force',
    find: 'bool_and(p.signed_at is not null and',
    replace: 'bool_or(p.signed_at is not null and',
    caughtBy: condition('is on from the last signature'),
  },
  {
    id: 'agreement-an-instant-late',
    breaks: 'An agreement still counts at the instant of its end.',
    file: 'migrations',
    within: 'function agreement_in_force',
    find: 'a.ends_at > p_at',
    replace: 'a.ends_at >= p_at',
    caughtBy: condition('is on from its beginning, and off at its end'),
  },
];

import { testsOf, type Fault } from '../fault';
import { AUDIT_FAULTS } from './audit';
import { EXPLAIN_FAULTS } from './explain';
import { ROWS_FAULTS } from './rows';

const notices = testsOf('proof/non-interference')(
  'what a viewer may not see changes nothing that he is answered',
);

const ALSO: readonly string[] = [
  'order-tells-time',
  'forbidden-named-to-coordinators',
  'explain-emergency-of-a-colleague',
];

const KNOWN = [...AUDIT_FAULTS, ...EXPLAIN_FAULTS, ...ROWS_FAULTS];

/** Faults of which few answers tell: their own tests notice them, and so does the proof by what it draws in a short run. */
export const PROOF_FAULTS: readonly Fault[] = ALSO.map((name) => {
  const fault = KNOWN.find(({ id }) => id === name);
  if (fault === undefined) throw new Error(`no fault ${name}`);
  return { ...fault, id: `${name}-in-the-proof`, caughtBy: notices };
});

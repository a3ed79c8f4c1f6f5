import { testsOf, type Fault } from '../fault';

const reader = testsOf('unit/policy/problems', 'a reader');
const entry = testsOf('unit/policy/problems', 'an entry');

/** What the reading of the policy files lets pass, and what it makes of them. */
export const POLICY_FILE_FAULTS: readonly Fault[] = [
  {
    id: 'reader-without-tie',
    breaks: 'A reader that forgets to ask for a tie is taken for one that asks for none.',
    file: 'policies/_schema/policy.schema.json',
    find: '"purpose", "tie", "basis"]',
    replace: '"purpose", "basis"]',
    caughtBy: reader('without tie'),
  },
  {
    id: 'content-for-audit',
    breaks: 'A reader may open content for auditing or statistics.',
    file: 'src/policy/read/check-reader.ts',
    find: 'if (CONTENTLESS_PURPOSES.includes(purpose)) {',
    replace: 'if (CONTENTLESS_PURPOSES.length === 0) {',
    caughtBy: reader('for a purpose without content'),
  },
  {
    id: 'any-scope-on-content',
    breaks: 'Content may be opened in no scope at all.',
    file: 'src/policy/read/check-reader.ts',
    find: "if (check.reader[key] === 'ANY') {",
    replace: "if (check.reader[key] === 'ANY' && key !== 'scope') {",
    caughtBy: reader('with ANY on content'),
  },
  {
    id: 'agreement-as-ground',
    breaks: 'An agreement is taken for a ground of its own.',
    file: 'src/policy/legal-ground.ts',
    find: 'grounds.length === 0',
    replace: 'bases.length === 0',
    caughtBy: reader('on practice alone'),
  },
  {
    id: 'forbidden-by-agreement',
    breaks: 'A forbidden category may be opened by an agreement or an emergency.',
    file: 'src/policy/read/check-reader.ts',
    find: 'if (check.entry.forbid !== true) return;',
    replace: 'if (check.entry !== undefined) return;',
    caughtBy: entry('that forbids, and opens to an agreement'),
  },
  {
    id: 'forbidden-opened-later',
    breaks: 'A later file opens a category once more that an earlier one forbids.',
    file: 'src/policy/read/index.ts',
    find: 'if (before === undefined) collected',
    replace: 'if (before !== null) collected',
    caughtBy: entry('of a part that is defined already'),
  },
  {
    id: 'holder-for-every-purpose',
    breaks: 'The holder reads his records for auditing and statistics, too.',
    file: 'src/policy/read/policy.ts',
    find: '.filter((purpose) => !CONTENTLESS_PURPOSES.includes(purpose))',
    replace: '',
    caughtBy: testsOf('unit/policy/viewers', 'the holder')('reads for no purpose without content'),
  },
  {
    id: 'holder-of-any-sector',
    breaks: 'Whoever holds a record is its holder, of whatever sector the policy asks.',
    file: 'src/policy/conditions/sector.ts',
    find: 'rule.sectors.includes(profile.sector)',
    replace: "rule.rank === 'HOLDER' || rule.sectors.includes(profile.sector)",
    caughtBy: testsOf('unit/policy/viewers', 'the holder')('is of the sector that the entry names'),
  },
];

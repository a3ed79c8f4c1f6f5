import { testsOf, type Fault } from '../fault';

const diff = testsOf('unit/policy/diff', 'the difference of policies');
const randomDiff = testsOf('unit/policy/diff.random', 'the difference of two policies');
const coverage = testsOf('unit/policy/coverage', 'the coverage of a protocol');
const checked = testsOf('unit/policy/verify', 'policy tests');
const exact = randomDiff(
  'is empty exactly where every decision is the same, leaves none out, and each example of it differs',
);

/** What a reviewer is told of a change of the policies, and of rules that no test exercises. */
export const POLICY_EFFECT_FAULTS: readonly Fault[] = [
  {
    id: 'diff-without-losses',
    breaks: 'A reviewer is not told what somebody loses.',
    file: 'src/policy/diff/compare.ts',
    find: "if (after === null) return 'LOSS';",
    replace: 'if (after === null) return null;',
    caughtBy: exact,
  },
  {
    id: 'diff-of-today',
    breaks: 'A change that takes effect with a law to come is not told.',
    file: 'src/policy/diff/standings.ts',
    find: 'const days = [today, ...[...new Set(later)].sort()];',
    replace: 'const days = [today, ...later.slice(0, 0)];',
    caughtBy: diff('knows production, and the day on which a law begins or ends'),
  },
  {
    id: 'diff-of-a-trial',
    breaks: 'A change that takes effect in production alone is not told.',
    file: 'src/policy/diff/standings.ts',
    find: 'return production.flatMap(',
    replace: 'return production.slice(0, 1).flatMap(',
    caughtBy: diff('knows production, and the day on which a law begins or ends'),
  },
  {
    id: 'diff-with-every-grant',
    breaks: 'A rule that asks for consent no more is told as no change: only rows with consent are tried.',
    file: 'src/policy/diff/rows.ts',
    find: `      { told: {}, bits: 0 },
      { told: { [grant]: [category] }, bits: bit(grant) },`,
    replace: '      { told: { [grant]: [category] }, bits: bit(grant) },',
    caughtBy: exact,
  },
  {
    id: 'diff-of-one-role',
    breaks: 'Who has two roles is told to gain what one of them had let him see before.',
    file: 'src/policy/diff/viewers.ts',
    find: 'const fewFirst = [...roles]',
    replace: 'const fewFirst = roles.filter((set) => set.length < 2)',
    caughtBy: diff('says of who gains by a role whom another role had let see it before'),
  },
  {
    id: 'diff-of-the-first-row',
    breaks: 'Of several ways in which somebody gains, one alone is told.',
    file: 'src/policy/diff/compare.ts',
    find: 'smaller.some((row) => (row.bits & bits) === row.bits)',
    replace: 'smaller.length > 0',
    caughtBy: exact,
  },
  {
    id: 'diff-without-marks',
    breaks: 'That a datum loses its mark is not told.',
    file: 'src/policy/diff/compare.ts',
    find: "if (!equal(before.handling, after.handling)) return 'HANDLING';",
    replace: '',
    caughtBy: diff('says where handling changes, and where a rule or basis alone does'),
  },
  {
    id: 'diff-without-forbid',
    breaks: 'That a category is forbidden no more is not told.',
    file: 'src/policy/diff/definitions.ts',
    find: 'old.forbidden === now.forbidden',
    replace: 'old.category === now.category',
    caughtBy: diff('tells what became of a category in itself, though no decision changes'),
  },
  {
    id: 'coverage-of-unverified-rules',
    breaks: 'Rules that production leaves off are counted as on.',
    file: 'src/policy/verify/coverage.ts',
    find: 'local.filter(isVouchedFor)',
    replace: 'local',
    caughtBy: coverage(
      'counts rules, those that production leaves on, and tests that opened something on an article',
    ),
  },
  {
    id: 'leak-of-a-policy-test',
    breaks: 'A policy test passes though more is disclosed than it lists.',
    file: 'src/policy/verify/run-tests.ts',
    find: 'leaked: disclosed.filter((category) => !wanted.includes(category))',
    replace: 'leaked: disclosed.filter((category) => wanted.length > 99 && !wanted.includes(category))',
    caughtBy: checked('report what leaks, what is missing, and what nothing exercises'),
  },
  {
    id: 'untested-abroad',
    breaks: 'A rule that no test exercises passes where it holds in another country.',
    file: 'src/policy/verify/untested.ts',
    find: 'stand === undefined || tested.has(stand)',
    replace: "stand === undefined || country !== 'RS' || tested.has(stand)",
    caughtBy: testsOf('unit/policy/verify', 'a rule')('is tried in every country whose law carries it'),
  },
  {
    id: 'production-list-empty',
    breaks: 'What production leaves off for want of verification is not listed.',
    file: 'src/policy/verify/check.ts',
    find: 'standing({ country, production: true })',
    replace: 'standing({ country, production: false })',
    caughtBy: testsOf(
      'unit/policy/verify',
      'rules off in production',
    )('are those without a ground that is certain, in this country and now'),
  },
];

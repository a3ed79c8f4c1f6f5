import { coverageOf } from '../../../src/policy/verify/coverage';
import { renderCoverage } from '../../../src/policy/verify/coverage-text';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { runTests } from '../../../src/policy/verify/run-tests';
import { SYNTHETIC } from './support/synthetic';

const VIEWER = '{ sector: PROSECUTION, purpose: PROTECTION, proof: PROVEN }';
const FACTS = '{ scope: [LIAISON], tie: UNIT }';

const bundle = new Map(
  Object.entries({
    ...SYNTHETIC,
    'protocols/rs.yaml': (SYNTHETIC['protocols/rs.yaml'] ?? '')
      .replace('about: daily exchange', 'duty: [POLICE, PROSECUTION], about: daily exchange')
      .replace(
        'rs.law.2:',
        'rs.law.9: { instrument: rs.law, article: 9, kind: LAW, confidence: S, duty: [COURT], about: nobody | cites it }\n  rs.law.2:',
      ),
    'police/risk.test.yaml': `tests:
  - { name: seen, viewer: ${VIEWER}, facts: ${FACTS}, discloses: [risk.level, risk.existence] }
  - { name: seen in part, country: ME, viewer: ${VIEWER}, facts: ${FACTS}, discloses: [risk.existence] }
`,
  }),
);
const { content, problems, tests } = readPolicies(bundle);
if (content === null) throw new PolicyError(problems);
const run = runTests(bundle, tests, content);

describe('the coverage of a protocol', () => {
  it('counts rules, those that production leaves on, and tests that opened something on an article', () => {
    const counted = Object.fromEntries(
      coverageOf(content, run).map(({ basis, rules, inProduction, tests: tried }) => [
        basis.id,
        [rules, inProduction, tried],
      ]),
    );
    expect(counted).toEqual({
      // On risk.level, risk.flag, risk.existence, risk.record, note.child (three) and two parts of name.full.
      'rs.law.1': [9, 9, 1],
      // Both of its rules rest on memory alone.
      'rs.law.2': [2, 0, 0],
      'rs.law.3': [1, 1, 0],
      'rs.law.4': [1, 1, 0],
      'rs.law.9': [0, 0, 0],
      'rs.new.1': [1, 1, 0],
      'rs.habit.1': [1, 1, 1],
      'rs.deal.1': [1, 1, 0],
      'me.law.1': [2, 2, 1],
      'int.gdpr.6': [2, 2, 0],
      'int.gdpr.7': [1, 1, 0],
      'int.gdpr.8': [2, 2, 0],
    });
  });

  it('names the duties that no rule cites', () => {
    const text = renderCoverage(content, run);
    expect(text).toContain('| protocols/rs.yaml | 8 | 7 | 2 | 2 | 1 |');
    expect(text).toContain('## Duties without a rule\n\n- rs.law.9 (COURT): nobody | cites it\n');
    expect(text).toContain('### rs.new: Invented law to come, from 2031-01-01, until 2032-01-01');
    expect(text).toContain(
      '| rs.law.1 | 1 | LAW | S | daily exchange | POLICE, PROSECUTION | 9 | 9 |  | 1 |\n' +
        '| rs.law.9 | 9 | LAW | S | nobody \\| cites it | COURT | **none** |  |  |  |\n' +
        '| rs.law.2 | 2(1) | LAW | M | from memory |  | 2 | 0 |  | **none** |\n',
    );
    expect(text).toContain('| rs.law.3 | 3 | LAW | U, verified |');
  });
});

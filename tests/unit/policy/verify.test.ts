import { formatProblem, PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { checkPolicies, rulesOff } from '../../../src/policy/verify/check';
import { renderMatrix } from '../../../src/policy/verify/matrix';
import { withFolder } from './support/folder';
import { SYNTHETIC } from './support/synthetic';

const FILES = {
  'vocabulary.yaml': `handling: []
roles:
  CLERK: { sector: NGO, purposes: [CARE], about: somebody }
categories:
  a.b: { kind: content, about: a datum }
  a.c: { kind: content, about: another }
  person: { kind: existence, family: true, about: that somebody is there }
`,
  'protocols/rs.yaml': SYNTHETIC['protocols/rs.yaml'] ?? '',
  'ngo/a.yaml': `categories:
  victim|child.person: { holder: NGO, readers: [] }
  respondent|reporter|protected-reporter|witness.person: { readers: [] }
  a.b:
    readers:
      - { sector: [NGO], scope: [LIAISON], purpose: [CARE], tie: [UNIT], basis: [rs.law.1] }
      - { sector: [NGO], scope: [LIAISON], purpose: [CARE], tie: [NAMED], consent: true, basis: [rs.law.4] }
  a.c: { holder: NGO, readers: [] }
`,
};

const VIEWER = '{ sector: NGO, purpose: CARE, proof: PROVEN }';

const check = (tests: string): string[] =>
  withFolder({ ...FILES, 'ngo/a.test.yaml': `tests:\n${tests}` }, checkPolicies).problems.map(formatProblem);

const untested = (problems: readonly string[]): string[] =>
  problems.filter((line) => !line.includes('no test exercises'));

describe('policy tests', () => {
  it('pass where the list is complete and every rule opens once', () => {
    expect(
      check(`  - { name: by law, viewer: ${VIEWER}, facts: { scope: [LIAISON], tie: UNIT }, discloses: [a.b] }
  - { name: by consent, viewer: ${VIEWER}, facts: { scope: [LIAISON], tie: NAMED, consent: [a.b] }, discloses: [a.b] }
  - { name: holder, viewer: ${VIEWER}, facts: { record: HOLDER, tie: UNIT, subjects: [VICTIM] }, discloses: [a.c, victim.person] }
  - { name: holder of two, viewer: ${VIEWER}, facts: { record: HOLDER, tie: UNIT, subjects: [VICTIM, CHILD] }, discloses: [a.c, victim|child.person] }
  - { name: locked, viewer: ${VIEWER}, facts: { record: HOLDER, tie: UNIT, conflict: true }, discloses: [] }
`),
    ).toEqual([]);
  });

  it('report what leaks, what is missing, and what nothing exercises', () => {
    expect(
      check(`  - { name: by law, viewer: ${VIEWER}, facts: { scope: [LIAISON], tie: UNIT }, discloses: [] }
  - { name: nothing, viewer: ${VIEWER}, discloses: [a.c] }
`),
    ).toEqual([
      'ngo/a.test.yaml:2:5: test "by law": a.b is disclosed, but not listed',
      'ngo/a.test.yaml:3:5: test "nothing": a.c is listed, but withheld',
      'ngo/a.yaml:2:26: no test exercises rule "child.person/holder"',
      'ngo/a.yaml:2:26: no test exercises rule "victim.person/holder"',
      'ngo/a.yaml:7:9: no test exercises rule "a.b/2"',
      'ngo/a.yaml:8:10: no test exercises rule "a.c/holder"',
    ]);
  });

  it.each<[string, string, string]>([
    [
      'a category of another file',
      `viewer: ${VIEWER}, discloses: [x.y]`,
      '2:88: "x.y" is no category of the policy file beside',
    ],
    [
      'an unknown role',
      'viewer: { sector: NGO, purpose: CARE, proof: PROVEN, roles: [BOSS] }, discloses: []',
      '2:82: "BOSS" is no role of the vocabulary',
    ],
    [
      'a role of another sector',
      'viewer: { sector: POLICE, purpose: CARE, proof: PROVEN, roles: [CLERK] }, discloses: []',
      '2:85: role "CLERK" is not of sector POLICE',
    ],
    [
      'a grant for nothing',
      `viewer: ${VIEWER}, facts: { consent: [x.y] }, discloses: []`,
      '2:95: "x.y" is no category',
    ],
    [
      'a fact that is none',
      `viewer: ${VIEWER}, facts: { mood: good }, discloses: []`,
      '2:85: unknown key "mood"',
    ],
  ])('refuse %s', (_name, test, problem) => {
    expect(untested(check(`  - { name: a test, ${test} }\n`))).toEqual([`ngo/a.test.yaml:${problem}`]);
  });

  it('need a policy file beside them', () => {
    const problems = withFolder(
      { ...FILES, 'ngo/z.test.yaml': `tests:\n  - { name: lost, viewer: ${VIEWER}, discloses: [] }\n` },
      checkPolicies,
    ).problems.map(formatProblem);
    expect(untested(problems)).toEqual(['ngo/z.test.yaml:1:1: there is no policy file beside this test']);
  });

  it('stand where they say', () => {
    const viewer = '{ sector: EDUCATION, purpose: CHILD_PROTECTION, proof: PROVEN }';
    const facts = '{ scope: [OWN], tie: UNIT, allegation: STANDS }';
    const files = {
      ...SYNTHETIC,
      'police/risk.test.yaml': `tests:
  - { name: here, viewer: ${viewer}, facts: ${facts}, discloses: [] }
  - { name: there, country: ME, viewer: ${viewer}, facts: ${facts}, discloses: [risk.flag] }
`,
    };
    const { problems } = withFolder(files, checkPolicies);
    expect(problems.filter(({ file }) => file.endsWith('.test.yaml'))).toEqual([]);
  });

  it('are run in every country that they name, and say where they fail', () => {
    expect(
      check(`  - { name: holder, country: [RS, ME, XX], viewer: ${VIEWER}, facts: { record: HOLDER, tie: UNIT, subjects: [VICTIM] }, discloses: [a.c, victim.person] }
  - { name: child, viewer: ${VIEWER}, facts: { record: HOLDER, tie: UNIT, subjects: [CHILD] }, discloses: [a.c, child.person] }
  - { name: by consent, viewer: ${VIEWER}, facts: { scope: [LIAISON], tie: NAMED, consent: [a.b] }, discloses: [a.b] }
  - { name: by law, country: [RS, ME], viewer: ${VIEWER}, facts: { scope: [LIAISON], tie: UNIT }, discloses: [a.b] }
`),
    ).toEqual(['ngo/a.test.yaml:5:5: test "by law" in ME: a.b is listed, but withheld']);
  });
});

describe('a rule', () => {
  const viewer = '{ sector: NGO, purpose: CARE, proof: PROVEN }';
  const facts = '{ scope: [LIAISON], tie: UNIT }';
  const reader = (basis: string): string =>
    `{ sector: [NGO], scope: [LIAISON], purpose: [CARE], tie: [UNIT], basis: [${basis}] }`;
  const lacking = (basis: string, tests: string): string[] =>
    withFolder(
      {
        'vocabulary.yaml': `handling: []
roles:
  CLERK: { sector: NGO, purposes: [CARE], about: somebody }
categories:
  a.b: { kind: content, about: a datum }
`,
        'protocols/rs.yaml': SYNTHETIC['protocols/rs.yaml'] ?? '',
        'protocols/me.yaml': SYNTHETIC['protocols/me.yaml'] ?? '',
        'protocols/int.yaml': SYNTHETIC['protocols/int.yaml'] ?? '',
        'ngo/a.yaml': `categories:\n  a.b:\n    readers:\n      - ${reader(basis)}\n`,
        'ngo/a.test.yaml': `tests:\n${tests}`,
      },
      checkPolicies,
    ).problems.map(({ text }) => text);
  const test = (more: string): string =>
    `  - { name: a test, ${more}viewer: ${viewer}, facts: ${facts}, discloses: [a.b] }\n`;

  it('is tried in every country whose law carries it', () => {
    const bases = 'rs.law.1, me.law.1';
    expect(lacking(bases, test(''))).toEqual(['no test exercises rule "a.b/1" in ME']);
    expect(lacking(bases, test('country: ME, '))).toEqual(['no test exercises rule "a.b/1" in RS']);
    expect(lacking(bases, test('country: [RS, ME], '))).toEqual([]);
  });

  it('is tried once where the same bases carry it', () => {
    expect(lacking('rs.law.1, int.gdpr.8', test(''))).toEqual(['no test exercises rule "a.b/1" in ME or RO']);
    expect(lacking('int.gdpr.8', test('country: RO, '))).toEqual([]);
  });

  it('is tried on the day on which its law begins, and after the one on which a basis ends', () => {
    expect(lacking('rs.new.1', test("on: '2031-06-01', "))).toEqual([]);
    expect(lacking('rs.law.1, rs.new.1', test(''))).toEqual([
      'no test exercises rule "a.b/1" in RS from 2031-01-01',
    ]);
    expect(lacking('rs.law.1, rs.new.1', test('') + test("on: '2031-12-31', "))).toEqual([]);
    expect(lacking('rs.new.1', test("on: '2032-01-01', "))).toEqual([
      'test "a test": a.b is listed, but withheld',
      'no test exercises rule "a.b/1"',
    ]);
    expect(lacking('rs.law.1', test("on: '2031-02-30', ") + test(''))).toEqual([
      '2031-02-30 is no day of the calendar',
    ]);
  });
});

describe('rules off in production', () => {
  it('are those without a ground that is certain, in this country and now', () => {
    const { content, problems } = withFolder(SYNTHETIC, readPolicies);
    if (content === null) throw new PolicyError(problems);
    const off = (country: 'RS' | 'ME'): string[] =>
      rulesOff(content, country).map(({ rule, reason }) => `${rule.id} ${reason}`);
    expect(off('RS')).toEqual([
      'respondent.name.full/1 UNVERIFIED',
      'risk.filed/2 TIME',
      'risk.flag/2 COUNTRY',
      'risk.level/3 UNVERIFIED',
    ]);
    expect(off('ME')).toContain('risk.level/1 COUNTRY');
    expect(off('ME')).not.toContain('risk.flag/2 COUNTRY');
  });
});

describe('the matrix', () => {
  const matrixOf = (files: Readonly<Record<string, string>>): string => {
    const { content, problems } = withFolder(files, readPolicies);
    if (content === null) throw new PolicyError(problems);
    return renderMatrix(content);
  };
  const matrix = matrixOf(SYNTHETIC);
  const lineOf = (start: string): string | undefined =>
    matrix.split('\n').find((line) => line.startsWith(`| ${start} |`));

  it('says for every category and sector who reads it by which rule', () => {
    expect(lineOf('`risk.level`')).toBe('| `risk.level` | 11 | U | H | 1 | – | 1 | – | (2) 3 | – | – |');
    expect(lineOf('`place.shelter`')).toBe('| `place.shelter` |  | F S | – | (1) | – | – | – | H | – | – |');
    expect(lineOf('`risk.flag`')).toBe('| `risk.flag` |  | D | – | – | – | – | – | – | (1) 2 | – |');
    expect(lineOf('`protected-reporter.name.full`')).toBe(
      '| `protected-reporter.name.full` | 1 | F | – | – | – | – | – | – | – | – |',
    );
  });

  it('says of every rule what it asks and on which basis', () => {
    expect(lineOf('(2)')).toBe(
      '| (2) | NGO | CARE |  | scope CONFERENCE; tie NAMED; own SELF; consent in force for this category | NO_PRINT | rs.law.4 (S) |',
    );
    expect(matrix).toContain('### child.name.full, victim.name.full');
    expect(matrix).toContain('Derived from `risk.level`.');
    expect(matrix).toContain(
      '| rs.law.3 | Invented law | 3 | LAW | U | verified since | A lawyer, 2026-01-31: Official Gazette 1/2017 |',
    );
  });

  it('does not hang on the order of files and keys', () => {
    const turned = Object.fromEntries(Object.entries(SYNTHETIC).reverse());
    expect(matrixOf(turned)).toBe(matrix);
  });
});

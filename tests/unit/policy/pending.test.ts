import { compile } from '../../../src/policy/compile';
import type { PolicyContent } from '../../../src/policy/content';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { checkPolicies } from '../../../src/policy/verify/check';
import { renderCoverage } from '../../../src/policy/verify/coverage-text';
import { renderMatrix } from '../../../src/policy/verify/matrix';
import { runTests } from '../../../src/policy/verify/run-tests';
import { openedBy } from '../../../src/casework/grants/opened-by';
import { NO_FACTS } from './support/facts';
import { INT, ME, RS } from './support/synthetic';

/** A category that nothing carries yet: its rules are written and tested, and no hub opens anything by them. */

const HOLDER = { sector: 'COURT', roles: [], purpose: 'ADJUDICATION', proof: 'PROVEN' } as const;
const SERVICE = { sector: 'NGO', roles: [], purpose: 'CARE', proof: 'PROVEN' } as const;

const filesWith = (pending: boolean): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({
      'vocabulary.yaml': `handling: []
roles: {}
categories:
  verdict.outcome: { kind: content, row: '26', ${pending ? 'pending: true, ' : ''}about: how it ended }
  verdict.custody: { kind: content, derivedFrom: [verdict.outcome], about: whether he is in prison }
`,
      'protocols/rs.yaml': RS,
      'protocols/me.yaml': ME,
      'protocols/int.yaml': INT,
      'court/verdict.yaml': `categories:
  verdict.outcome:
    holder: COURT
    readers:
      - { sector: [NGO], scope: [CONFERENCE], purpose: [CARE], tie: [NAMED], consent: true, basis: [rs.law.4] }
  verdict.custody: { readers: [] }
`,
      'court/verdict.test.yaml': `tests:
  - { name: holder, viewer: { sector: COURT, purpose: ADJUDICATION, proof: PROVEN }, facts: { record: HOLDER, tie: UNIT }, discloses: [verdict.outcome] }
  - { name: service, viewer: { sector: NGO, purpose: CARE, proof: PROVEN }, facts: { scope: [CONFERENCE], tie: NAMED, consent: [verdict.outcome] }, discloses: [verdict.outcome] }
`,
    }),
  );

const contentOf = (files: ReadonlyMap<string, string>): PolicyContent => {
  const { content, problems } = readPolicies(files);
  if (content === null) throw new PolicyError(problems);
  return content;
};

const setOf = (pending: boolean) =>
  compile(contentOf(filesWith(pending)), {
    country: 'RS',
    production: false,
    at: new Date('2026-05-01T12:00:00Z'),
  });

const held = { ...NO_FACTS, record: 'HOLDER', tie: 'UNIT' } as const;
const consented = {
  ...NO_FACTS,
  scopes: ['CONFERENCE'],
  tie: 'NAMED',
  consent: new Set(['verdict.outcome']),
} as const;

describe('a category that is pending', () => {
  it('is withheld from everybody, its holder included, and no grant can name it', () => {
    const set = setOf(true);
    expect(set.profile(HOLDER).decide('verdict.outcome', held).disclose).toBe(false);
    expect(set.profile(SERVICE).decide('verdict.outcome', consented).disclose).toBe(false);
    expect(set.profile(HOLDER).classify('verdict.outcome')).toBe('never');
    expect([...openedBy(set, 'consent', ['NGO'])]).toEqual([]);
    expect(set.explain(HOLDER, 'verdict.outcome').candidates.map(({ off }) => off)).toEqual([
      'PENDING',
      'PENDING',
    ]);
  });

  it('opens by the same rules once it is not', () => {
    const set = setOf(false);
    expect(set.profile(HOLDER).decide('verdict.outcome', held).disclose).toBe(true);
    expect(set.profile(SERVICE).decide('verdict.outcome', consented).disclose).toBe(true);
    expect([...openedBy(set, 'consent', ['NGO'])]).toEqual(['verdict.outcome']);
  });

  it('has rules that are tested as if it were there, each of them', () => {
    const files = filesWith(true);
    expect(checkPolicies(files).problems).toEqual([]);
    const without = new Map(files).set(
      'court/verdict.test.yaml',
      (files.get('court/verdict.test.yaml') ?? '').replace(/ {2}- \{ name: service.*\n/u, ''),
    );
    expect(checkPolicies(without).problems.map(({ text }) => text)).toEqual([
      'no test exercises rule "verdict.outcome/1"',
    ]);
  });

  it('stands by itself in the matrix, and its rules by themselves in the coverage', () => {
    const files = filesWith(true);
    const content = contentOf(files);
    const matrix = renderMatrix(content);
    const [seen = '', withheld = ''] = matrix.split('## Withheld until there is a record type');
    expect(seen).not.toContain('`verdict.outcome`');
    expect(seen).toContain('| `verdict.custody` |');
    expect(withheld).toContain('| `verdict.outcome` | 26 |  | – | – | – | – | H | (1) | – | – |');
    expect(matrix).toContain('content: how it ended. Withheld: no record type carries it yet.');
    expect(renderMatrix(contentOf(filesWith(false)))).not.toContain('Withheld until');
    const coverage = renderCoverage(content, runTests(files, ['court/verdict.test.yaml'], content));
    expect(coverage).toMatch(/\| rs\.law\.4 \|.*\| \*\*none\*\* \| {2}\| 1 \| 1 \|/u);
  });
});

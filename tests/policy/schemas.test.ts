import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import {
  ALLEGATION,
  HANDLING,
  ORDER,
  OWN,
  PROOFS,
  PURPOSES,
  RECORD,
  SCOPES,
  SECTORS,
  SUBJECT_ROLES,
  TIES,
} from '../../src/policy/facts';
import { formatProblem } from '../../src/policy/problem';
import { checkPolicies } from '../../src/policy/verify/check';
import { withFolder } from '../unit/policy/support/folder';

interface FactsSchema {
  readonly definitions: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
}

describe('the schemas', () => {
  const { definitions } = JSON.parse(
    readFileSync(join(packageRoot, 'policies/_schema/facts.schema.json'), 'utf8'),
  ) as FactsSchema;
  const present = (list: readonly string[]): readonly string[] => list.filter((value) => value !== 'NONE');

  it.each<[string, readonly string[]]>([
    ['sector', SECTORS],
    ['purpose', PURPOSES],
    ['proof', PROOFS],
    ['scope', SCOPES],
    ['tie', present(TIES)],
    ['subject', SUBJECT_ROLES],
    ['own', present(OWN)],
    ['record', present(RECORD)],
    ['order', present(ORDER)],
    ['allegation', present(ALLEGATION)],
    ['handling', HANDLING],
  ])('know the same list %s as the engine', (name, list) => {
    expect(definitions[name]?.enum).toEqual(list);
  });
});

describe('the worked examples of policies/README.md', () => {
  it('are policies without a problem of form or reference', () => {
    const readme = readFileSync(join(packageRoot, 'policies/README.md'), 'utf8');
    const [vocabulary = '', protocol = '', policy = '', test = ''] = [
      ...readme.matchAll(/```yaml\n([\s\S]*?)```/g),
    ].map((match) => match[1] ?? '');
    // The reader of NGOs cites an article that the short protocol beside it leaves out.
    const basis =
      '  rs.zsnp.24: { instrument: rs.zsnp, article: 24, kind: LAW, confidence: S, about: daily exchange }\n';
    const files = {
      'vocabulary.yaml': vocabulary,
      'protocols/rs.yaml': `${protocol}${basis}${basis.replace('rs.zsnp.24', 'rs.zsnp.25-4')}`,
      'police/risk.yaml': policy,
      'police/risk.test.yaml': test,
    };
    const found = withFolder(files, checkPolicies).problems.map(formatProblem);
    const incomplete = /no policy file says who may see|no test exercises/;
    expect(found.filter((problem) => !incomplete.test(problem))).toEqual([]);
  });
});

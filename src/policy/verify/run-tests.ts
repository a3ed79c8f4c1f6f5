import type { Country } from '../../lib/country';
import { compile } from '../compile';
import type { PolicyContent } from '../content';
import type { TestDocument, TestEntry } from '../documents';
import { GRANTS, type Profile, type RowFacts } from '../facts';
import type { PolicySet } from '../policy-set';
import type { Position, Problem } from '../problem';
import { readChecked } from '../read';
import type { Path, Source } from '../read/source';
import { expandKey } from '../subjects';

/** What the tests of one file beside a policy file came to. */
export interface TestOutcome {
  readonly file: string;
  readonly name: string;
  readonly source: Position;
  /** Disclosed but not listed. */
  readonly leaked: readonly string[];
  /** Listed but withheld. */
  readonly missing: readonly string[];
}

export interface TestRun {
  readonly outcomes: readonly TestOutcome[];
  /** Test files that cannot be run as they are. */
  readonly problems: readonly Problem[];
  /** Rules that opened something in a test. */
  readonly exercised: ReadonlySet<string>;
}

/** Runs the test files; rules that are off for want of verification are tried as if they were on. */
export const runTests = (dir: string, files: readonly string[], content: PolicyContent): TestRun => {
  const problems: Problem[] = [];
  const outcomes: TestOutcome[] = [];
  const exercised = new Set<string>();
  const sets = new Map<Country, PolicySet>();
  const setOf = (country: Country): PolicySet => {
    let set = sets.get(country);
    if (set === undefined) sets.set(country, (set = compile(content, { country, production: false })));
    return set;
  };
  for (const file of files) {
    const source = readChecked(dir, file, 'test', problems);
    if (source === null) continue;
    const beside = categoriesOf(file.replace(/\.test\.yaml$/, '.yaml'), content);
    if (beside.length === 0) {
      problems.push({ file, line: 1, column: 1, text: 'there is no policy file beside this test' });
      continue;
    }
    const { tests } = source.value as TestDocument;
    tests.forEach((test, position) => {
      const path: Path = ['tests', position];
      const found = checkNames(test, path, source, beside, content);
      problems.push(...found);
      if (found.length > 0) return;
      const set = setOf(test.country ?? 'RS');
      const disclosed = disclosedBy(test, beside, set, exercised);
      const wanted = test.discloses.flatMap(expandKey);
      outcomes.push({
        file,
        name: test.name,
        source: source.at(path),
        leaked: disclosed.filter((category) => !wanted.includes(category)),
        missing: wanted.filter((category) => !disclosed.includes(category)),
      });
    });
  }
  return { outcomes, problems, exercised };
};

const categoriesOf = (file: string, content: PolicyContent): readonly string[] =>
  [...content.entries.values()].filter((entry) => entry.source.file === file).map((entry) => entry.category);

const disclosedBy = (
  test: TestEntry,
  categories: readonly string[],
  set: PolicySet,
  exercised: Set<string>,
): readonly string[] => {
  const policy = set.profile(profileOf(test));
  const facts = factsOf(test.facts);
  return categories.filter((category) => {
    const decision = policy.decide(category, facts);
    if (decision.disclose) for (const rule of decision.rule.split(' & ')) exercised.add(rule);
    return decision.disclose;
  });
};

const profileOf = ({ viewer }: TestEntry): Profile => ({
  sector: viewer.sector,
  roles: viewer.roles ?? [],
  purpose: viewer.purpose,
  proof: viewer.proof,
});

/** The facts as written; what is not said is absent. */
export const factsOf = (facts: TestEntry['facts'] = {}): RowFacts => ({
  scopes: facts.scope ?? [],
  tie: facts.tie ?? 'NONE',
  conflict: facts.conflict ?? false,
  subjects: facts.subjects ?? [],
  own: facts.own ?? 'NONE',
  record: facts.record ?? 'NONE',
  order: facts.order ?? 'NONE',
  consent: grantOf(facts.consent),
  agreement: grantOf(facts.agreement),
  mandate: grantOf(facts.mandate),
  breakGlass: grantOf(facts.breakGlass),
});

const grantOf = (categories: readonly string[] | undefined): ReadonlySet<string> =>
  new Set((categories ?? []).flatMap(expandKey));

/** Names that are none: a misspelt category or role would make a test prove nothing. */
const checkNames = (
  test: TestEntry,
  path: Path,
  source: Source,
  beside: readonly string[],
  content: PolicyContent,
): readonly Problem[] => {
  const problems: Problem[] = [];
  const report = (below: Path, text: string): void => {
    problems.push({ ...source.at([...path, ...below]), text });
  };
  test.discloses.forEach((key, position) => {
    for (const category of expandKey(key)) {
      if (!beside.includes(category)) {
        report(['discloses', position], `"${category}" is no category of the policy file beside`);
      }
    }
  });
  test.viewer.roles?.forEach((id, position) => {
    const role = content.roles.get(id);
    if (role === undefined) report(['viewer', 'roles', position], `"${id}" is no role of the vocabulary`);
    else if (!role.sectors.includes(test.viewer.sector)) {
      report(['viewer', 'roles', position], `role "${id}" is not of sector ${test.viewer.sector}`);
    }
  });
  for (const grant of GRANTS) {
    test.facts?.[grant]?.forEach((key, position) => {
      for (const category of expandKey(key)) {
        if (!content.entries.has(category)) {
          report(['facts', grant, position], `"${category}" is no category`);
        }
      }
    });
  }
  return problems;
};

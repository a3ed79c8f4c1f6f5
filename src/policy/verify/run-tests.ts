import type { Country } from '../../lib/country';
import { isDay, startOfLegalDay } from '../../lib/legal-day';
import { bundleOf, type PolicySource } from '../bundle';
import { compile } from '../compile';
import type { PolicyContent } from '../content';
import type { TestDocument, TestEntry } from '../documents';
import { GRANTS, type Profile, type RowFacts } from '../facts';
import type { PolicySet } from '../policy-set';
import type { Position, Problem } from '../problem';
import { readChecked } from '../read';
import type { Path, Source } from '../read/source';
import { expandKey } from '../subjects';

/** A rule that opened something in a test, and the bases that carried it there. */
export interface Exercise {
  readonly rule: string;
  readonly basis: readonly string[];
}

/** What one test came to in one country. */
export interface TestOutcome {
  readonly file: string;
  readonly name: string;
  readonly country: Country;
  readonly source: Position;
  /** Disclosed but not listed. */
  readonly leaked: readonly string[];
  /** Listed but withheld. */
  readonly missing: readonly string[];
  readonly exercised: readonly Exercise[];
}

export interface TestRun {
  readonly outcomes: readonly TestOutcome[];
  /** Test files that cannot be run as they are. */
  readonly problems: readonly Problem[];
}

/** Ids of the rules that opened something in a test. */
export const exercisedRules = (run: TestRun): ReadonlySet<string> =>
  new Set(run.outcomes.flatMap(({ exercised }) => exercised.map(({ rule }) => rule)));

/** Runs the test files; rules that are off for want of verification, or of a record type, are tried as if they were on. */
export const runTests = (from: PolicySource, files: readonly string[], content: PolicyContent): TestRun => {
  const bundle = bundleOf(from);
  const problems: Problem[] = [];
  const outcomes: TestOutcome[] = [];
  const setOf = setsOf(content);
  for (const file of files) {
    const source = readChecked(bundle, file, 'test', problems);
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
      for (const country of countriesOf(test)) {
        const tried = tryTest(test, beside, setOf(country, test.on));
        outcomes.push({ file, name: test.name, country, source: source.at(path), ...tried });
      }
    });
  }
  return { outcomes, problems };
};

const countriesOf = ({ country = 'RS' }: TestEntry): readonly Country[] =>
  typeof country === 'string' ? [country] : country;

/** The policies of a country on a day, compiled once. */
const setsOf = (content: PolicyContent): ((country: Country, day: string | undefined) => PolicySet) => {
  const sets = new Map<string, PolicySet>();
  return (country, day) => {
    const key = `${country} ${day ?? ''}`;
    let set = sets.get(key);
    if (set === undefined) {
      const at = day === undefined ? new Date() : startOfLegalDay(day, country);
      sets.set(key, (set = compile(content, { country, production: false, at, pending: true })));
    }
    return set;
  };
};

const categoriesOf = (file: string, content: PolicyContent): readonly string[] =>
  [...content.entries.values()].filter((entry) => entry.source.file === file).map((entry) => entry.category);

const tryTest = (
  test: TestEntry,
  categories: readonly string[],
  set: PolicySet,
): Pick<TestOutcome, 'leaked' | 'missing' | 'exercised'> => {
  const policy = set.profile(profileOf(test));
  const facts = factsOf(test.facts);
  const rules = new Set<string>();
  const disclosed = categories.filter((category) => {
    const decision = policy.decide(category, facts);
    if (decision.disclose) for (const rule of decision.rule.split(' & ')) rules.add(rule);
    return decision.disclose;
  });
  const wanted = test.discloses.flatMap(expandKey);
  return {
    leaked: disclosed.filter((category) => !wanted.includes(category)),
    missing: wanted.filter((category) => !disclosed.includes(category)),
    exercised: [...rules].map((rule) => ({ rule, basis: basisOf(rule, set) })),
  };
};

const basisOf = (rule: string, set: PolicySet): readonly string[] => {
  const status = set.rules.get(rule)?.status;
  return status?.on === true ? status.basis : [];
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
  allegation: facts.allegation ?? 'NONE',
  consent: grantOf(facts.consent),
  agreement: grantOf(facts.agreement),
  mandate: grantOf(facts.mandate),
  breakGlass: grantOf(facts.breakGlass),
  release: grantOf(facts.release),
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
  if (test.on !== undefined && !isDay(test.on)) report(['on'], `${test.on} is no day of the calendar`);
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

import { canonical, sha256 } from '../../lib/canonical';
import { bundleOf, type PolicyBundle, type PolicySource } from '../bundle';
import type { BasisDefinition, Entry, PolicyContent } from '../content';
import { SUBJECT_ROLES } from '../facts';
import type { Position, Problem } from '../problem';
import { completed } from '../subjects';
import { listFiles, type PolicyFiles } from './files';
import { readPolicy } from './policy';
import { readProtocol } from './protocol';
import { checkSchema, type DocumentKind } from './schemas';
import { readSource, type Source } from './source';
import { readVocabulary, type Vocabulary } from './vocabulary';

export interface Reading {
  /** Null if the files cannot be used at all. */
  readonly content: PolicyContent | null;
  readonly problems: readonly Problem[];
  /** Test files; they are read by who runs them. */
  readonly tests: readonly string[];
  readonly policies: readonly string[];
}

/** The files that decide: tests say what the others come to, and nothing of their own. */
export const decidingFiles = (bundle: PolicyBundle): PolicyBundle => {
  const { tests } = listFiles(bundle);
  return new Map([...bundle].filter(([file]) => !tests.includes(file)));
};

/** Each file as it was last found without a fault: of a new version most files are those of the one before. */
const checked = new Map<string, { readonly text: string; readonly source: Source }>();

/** A file that follows its schema; otherwise its problems are added to `problems`. */
export const readChecked = (
  bundle: PolicyBundle,
  file: string,
  kind: DocumentKind,
  problems: Problem[],
): Source | null => {
  const text = bundle.get(file) ?? '';
  const name = `${kind} ${file}`;
  const before = checked.get(name);
  if (before?.text === text) return before.source;
  const source = readSource(file, text);
  if (!('value' in source)) {
    problems.push(...source);
    return null;
  }
  const found = checkSchema(kind, source);
  problems.push(...found);
  if (found.length > 0) return null;
  checked.set(name, { text, source });
  return source;
};

/**
 * Reads every file of a folder or bundle, and collects what is wrong anywhere. What depends on a file that cannot be read is not
 * looked at, so that one mistake is not reported a hundred times.
 */
export const readPolicies = (from: PolicySource): Reading => {
  const bundle = bundleOf(from);
  const files = listFiles(bundle);
  const { content, problems } = readKnown(bundle, files);
  return {
    content: files.problems.length > 0 ? null : content,
    problems: [...files.problems, ...problems],
    tests: files.tests,
    policies: files.policies,
  };
};

type Content = Pick<Reading, 'content' | 'problems'>;

/** The last that were read, by what their files say: a hub reads its own files, what is kept of them, and compares the two. */
const known = new Map<string, Content>();
const MOST_KNOWN = 4;

/** Reads the deciding files, unless just these were read lately. */
const readKnown = (bundle: PolicyBundle, files: PolicyFiles): Content => {
  const { vocabulary, protocols, policies } = files;
  const deciding = [vocabulary ?? [], protocols, policies].flat();
  const key = sha256(JSON.stringify(deciding.map((file) => [file, bundle.get(file)])));
  const reading = known.get(key) ?? readFiles(bundle, files);
  known.delete(key);
  known.set(key, reading);
  for (const oldest of [...known.keys()].slice(0, -MOST_KNOWN)) known.delete(oldest);
  return reading;
};

const readFiles = (bundle: PolicyBundle, files: PolicyFiles): Content => {
  const problems: Problem[] = [];
  const read = (list: readonly string[], kind: DocumentKind): readonly Source[] =>
    list.flatMap((file) => readChecked(bundle, file, kind, problems) ?? []);
  if (files.vocabulary === null) {
    problems.push({ file: 'vocabulary.yaml', line: 1, column: 1, text: 'is missing' });
  }
  const vocabularySource = read(files.vocabulary === null ? [] : [files.vocabulary], 'vocabulary')[0];
  const protocolSources = read(files.protocols, 'protocol');
  const policySources = read(files.policies, 'policy');
  const vocabulary = vocabularySource === undefined ? null : readVocabulary(vocabularySource, problems);
  const bases = new Map<string, BasisDefinition>();
  for (const source of protocolSources) {
    for (const basis of readProtocol(source, problems)) bases.set(basis.id, basis);
  }
  if (
    vocabularySource === undefined ||
    vocabulary === null ||
    protocolSources.length < files.protocols.length
  ) {
    return { problems, content: null };
  }
  const entries = collect(
    policySources.flatMap((source) => readPolicy(source, vocabulary, bases, problems)),
    problems,
  );
  if (policySources.length < files.policies.length) return { problems, content: null };
  checkComplete(vocabularySource, vocabulary, entries, problems);
  if (problems.length > 0) return { problems, content: null };
  const sources = [vocabularySource, ...protocolSources, ...policySources];
  const rules = [...entries.values()].flatMap((entry) => entry.rules);
  return {
    problems,
    content: {
      version: versionOf(sources),
      ...vocabulary,
      bases,
      entries,
      rules: new Map(rules.map((rule) => [rule.id, rule])),
    },
  };
};

/** Content-addressed: the same rules in the same files are the same version. */
const versionOf = (sources: readonly Source[]): string =>
  sha256(canonical(Object.fromEntries(sources.map((source) => [source.file, source.value]))));

const collect = (entries: readonly Entry[], problems: Problem[]): ReadonlyMap<string, Entry> => {
  const collected = new Map<string, Entry>();
  for (const entry of entries) {
    const before = collected.get(entry.category);
    if (before === undefined) collected.set(entry.category, entry);
    else {
      problems.push({
        ...entry.source,
        text: `"${entry.category}" is already defined in ${placeText(before.source)}`,
      });
    }
  }
  return new Map([...collected].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const placeText = (place: Position): string => `${place.file}:${place.line}`;

const checkComplete = (
  source: Source,
  vocabulary: Vocabulary,
  entries: ReadonlyMap<string, Entry>,
  problems: Problem[],
): void => {
  for (const category of vocabulary.categories.values()) {
    const wanted = category.family
      ? SUBJECT_ROLES.map((role) => completed(category.id, role))
      : [category.id];
    for (const id of wanted) {
      if (entries.has(id)) continue;
      problems.push({
        ...source.atKey(['categories', category.id]),
        text: `no policy file says who may see "${id}"; readers: [] says nobody`,
      });
    }
  }
};

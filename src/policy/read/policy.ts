import type { BasisDefinition, Entry, VocabularyCategory } from '../content';
import type { PolicyDocument, PolicyEntry, ReaderEntry } from '../documents';
import { CONTENTLESS_PURPOSES, type Grant, GRANTS, PURPOSES, type Sector, type SubjectRole } from '../facts';
import type { Problem } from '../problem';
import type { Rank, Rule } from '../rule';
import { completed, roleOfWord, splitKey } from '../subjects';
import { checkReader } from './check-reader';
import type { Path, Source } from './source';
import type { Vocabulary } from './vocabulary';

/** The entries of one policy file, and what is wrong with them beyond their form. */
export const readPolicy = (
  source: Source,
  vocabulary: Vocabulary,
  bases: ReadonlyMap<string, BasisDefinition>,
  problems: Problem[],
): readonly Entry[] => {
  const document = source.value as PolicyDocument;
  return Object.entries(document.categories).flatMap(([key, written]) => {
    const path: Path = ['categories', key];
    const targets = targetsOf(key, vocabulary, (text) => {
      problems.push({ ...source.atKey(path), text });
    });
    const field = targets[0]?.category;
    if (field === undefined) return [];
    checkHandling(source, path, written.handling, vocabulary, problems);
    written.readers.forEach((reader, position) => {
      const place: Path = [...path, 'readers', position];
      checkHandling(source, place, reader.handling, vocabulary, problems);
      checkReader({
        source,
        path: place,
        reader,
        entry: written,
        category: field,
        vocabulary,
        bases,
        problems,
      });
    });
    return targets.map((target) => entryOf(target, written, source, path));
  });
};

interface Target {
  readonly category: VocabularyCategory;
  readonly role: SubjectRole | null;
}

const targetsOf = (
  key: string,
  vocabulary: Vocabulary,
  report: (text: string) => void,
): readonly Target[] => {
  const { words, rest } = splitKey(key);
  const plain = vocabulary.categories.get(key);
  if (plain !== undefined) {
    if (!plain.family) return [{ category: plain, role: null }];
    report(`"${key}" is a family; say whose: victim.${key}, victim|child.${key}`);
    return [];
  }
  const family = vocabulary.categories.get(rest);
  if (family?.family !== true) {
    report(`"${key}" is no category of the vocabulary`);
    return [];
  }
  const targets: Target[] = [];
  for (const word of words) {
    const role = roleOfWord(word);
    if (role === undefined) report(`"${word}" is no participant's role`);
    else if (targets.some((target) => target.role === role)) report(`"${word}" is named twice`);
    else targets.push({ category: family, role });
  }
  return targets;
};

const checkHandling = (
  source: Source,
  path: Path,
  marks: PolicyEntry['handling'],
  vocabulary: Vocabulary,
  problems: Problem[],
): void => {
  marks?.forEach((mark, position) => {
    if (vocabulary.handling.includes(mark)) return;
    problems.push({
      ...source.at([...path, 'handling', position]),
      text: `"${mark}" is no handling mark of the vocabulary`,
    });
  });
};

const entryOf = (target: Target, written: PolicyEntry, source: Source, path: Path): Entry => {
  const { id } = target.category;
  const category = target.role === null ? id : completed(id, target.role);
  const marks = written.handling ?? [];
  const holders: readonly Sector[] =
    written.holder === undefined
      ? []
      : typeof written.holder === 'string'
        ? [written.holder]
        : written.holder;
  const rules = written.readers.map((reader, position): Rule => ({
    id: `${category}/${position + 1}`,
    category,
    rank: rankOf(reader),
    sectors: reader.sector,
    purposes: reader.purpose,
    roles: reader.role ?? null,
    proofs: reader.proof ?? null,
    scopes: reader.scope === 'ANY' ? null : reader.scope,
    ties: reader.tie === 'ANY' ? null : reader.tie,
    subjects: reader.subject ?? null,
    own: reader.own ?? null,
    record: reader.record ?? null,
    order: reader.order ?? null,
    allegation: reader.allegation ?? null,
    grants: grantsOf(reader),
    basis: reader.basis,
    handling: [...new Set([...marks, ...(reader.handling ?? [])])],
    source: source.at([...path, 'readers', position]),
  }));
  return {
    category,
    field: id,
    role: target.role,
    forbidden: written.forbid === true,
    handling: marks,
    rules: holders.length === 0 ? rules : [holderRule(category, holders, written, source, path), ...rules],
    source: source.atKey(path),
  };
};

/** The custodian reads what he holds, for every purpose but those without case content, with a tie to the case and in no scope. */
const holderRule = (
  category: string,
  sectors: readonly Sector[],
  written: PolicyEntry,
  source: Source,
  path: Path,
): Rule => ({
  id: `${category}/holder`,
  category,
  rank: 'HOLDER',
  sectors,
  purposes: PURPOSES.filter((purpose) => !CONTENTLESS_PURPOSES.includes(purpose)),
  roles: null,
  proofs: null,
  scopes: null,
  ties: ['UNIT', 'NAMED'],
  subjects: null,
  own: null,
  record: ['HOLDER'],
  order: null,
  allegation: null,
  grants: [],
  basis: [],
  handling: written.handling ?? [],
  source: source.atKey([...path, 'holder']),
});

const grantsOf = (reader: ReaderEntry): readonly Grant[] => GRANTS.filter((grant) => reader[grant] === true);

/** The weakest thing a rule needs ranks it, so that consent is cited only where it carried the answer. */
const rankOf = (reader: ReaderEntry): Rank => {
  if (reader.breakGlass === true) return 'BREAK_GLASS';
  if (reader.consent === true) return 'CONSENT';
  return reader.mandate === true ? 'MANDATE' : 'LAW';
};

import type { RoleDefinition, VocabularyCategory } from '../content';
import type { CategoryEntry, VocabularyDocument } from '../documents';
import type { Handling } from '../facts';
import type { Problem } from '../problem';
import { roleOfWord } from '../subjects';
import type { Source } from './source';

export interface Vocabulary {
  readonly handling: readonly Handling[];
  readonly roles: ReadonlyMap<string, RoleDefinition>;
  readonly categories: ReadonlyMap<string, VocabularyCategory>;
}

/** The closed lists, and what is wrong with them beyond their form. */
export const readVocabulary = (source: Source, problems: Problem[]): Vocabulary => {
  const document = source.value as VocabularyDocument;
  const categories = new Map<string, VocabularyCategory>();
  for (const [id, entry] of Object.entries(document.categories)) {
    const wrong = wrongName(id, entry);
    if (wrong !== null) problems.push({ ...source.atKey(['categories', id]), text: wrong });
    categories.set(id, {
      id,
      kind: entry.kind,
      family: entry.family === true,
      silent: entry.silent === true,
      pending: entry.pending === true,
      derivedFrom: entry.derivedFrom ?? [],
      row: entry.row ?? null,
      description: entry.about,
    });
  }
  checkDerivations(source, categories, problems);
  const roles = new Map<string, RoleDefinition>();
  for (const [id, entry] of Object.entries(document.roles)) {
    const sectors = typeof entry.sector === 'string' ? [entry.sector] : entry.sector;
    roles.set(id, { id, sectors, purposes: entry.purposes, description: entry.about });
  }
  return { handling: document.handling, roles, categories };
};

/** The first part of a policy's key is a participant's role or belongs to the category: never both. */
const wrongName = (id: string, entry: CategoryEntry): string | null => {
  const [first = ''] = id.split('.');
  if (id === 'public') return '"public" is built in';
  if (roleOfWord(first) !== undefined) {
    return `"${id}" begins with a participant's role; those are left to families`;
  }
  return id === first && entry.family !== true ? `"${id}" has one part only, and is no family` : null;
};

const checkDerivations = (
  source: Source,
  categories: ReadonlyMap<string, VocabularyCategory>,
  problems: Problem[],
): void => {
  for (const category of categories.values()) {
    category.derivedFrom.forEach((from, position) => {
      const origin = categories.get(from);
      const where = source.at(['categories', category.id, 'derivedFrom', position]);
      if (origin === undefined) {
        problems.push({ ...where, text: `"${from}" is no category of the vocabulary` });
      } else if (reaches(origin, category.id, categories, new Set())) {
        problems.push({ ...where, text: `"${category.id}" would be derived from itself` });
      }
    });
  }
};

const reaches = (
  from: VocabularyCategory,
  goal: string,
  categories: ReadonlyMap<string, VocabularyCategory>,
  seen: Set<string>,
): boolean => {
  if (from.id === goal) return true;
  if (seen.has(from.id)) return false;
  seen.add(from.id);
  return from.derivedFrom.some((id) => {
    const next = categories.get(id);
    return next !== undefined && reaches(next, goal, categories, seen);
  });
};

import type { Entry, PolicyContent, VocabularyCategory } from './content';
import { SUBJECT_ROLES, type SubjectRole } from './facts';
import { completed } from './subjects';
import type { CategoryDefinition } from './decision';

/** All categories by number and name; parts of families come after what fields carry. */
export interface Catalogue {
  readonly categories: ReadonlyMap<string, CategoryDefinition>;
  readonly parts: ReadonlyMap<string, CategoryDefinition>;
  readonly all: readonly CategoryDefinition[];
  readonly families: ReadonlyMap<string, Readonly<Record<SubjectRole, string>>>;
}

const PUBLIC: Omit<CategoryDefinition, 'index'> = {
  id: 'public',
  description: 'always disclosed: identifiers without meaning, code lists, texts of the hub itself',
  kind: 'public',
  family: false,
  role: null,
  silent: false,
  forbidden: false,
  derivedFrom: [],
  handling: [],
  matrixRow: null,
};

export const buildCatalogue = (content: PolicyContent): Catalogue => {
  const all: CategoryDefinition[] = [];
  const add = (definition: Omit<CategoryDefinition, 'index'>): CategoryDefinition => {
    const numbered = { ...definition, index: all.length };
    all.push(numbered);
    return numbered;
  };
  const written = [...content.categories.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const categories = new Map([['public', add(PUBLIC)]]);
  for (const category of written) categories.set(category.id, add(ofField(category, content)));
  const parts = new Map<string, CategoryDefinition>();
  const families = new Map<string, Readonly<Record<SubjectRole, string>>>();
  for (const family of written.filter((category) => category.family)) {
    families.set(family.id, partIds(family.id));
    for (const role of SUBJECT_ROLES) {
      const id = completed(family.id, role);
      const entry = content.entries.get(id);
      if (entry !== undefined) parts.set(id, add(ofPart(family, role, entry)));
    }
  }
  return { categories, parts, all, families };
};

const partIds = (family: string): Readonly<Record<SubjectRole, string>> =>
  Object.freeze(
    Object.fromEntries(SUBJECT_ROLES.map((role) => [role, completed(family, role)])) as Record<
      SubjectRole,
      string
    >,
  );

const ofField = (category: VocabularyCategory, content: PolicyContent): Omit<CategoryDefinition, 'index'> => {
  const entries = [...content.entries.values()].filter((entry) => entry.field === category.id);
  return {
    ...common(category),
    id: category.id,
    family: category.family,
    role: null,
    forbidden: entries.some((entry) => entry.forbidden),
    derivedFrom: category.derivedFrom,
    handling: category.family ? [] : (entries[0]?.handling ?? []),
  };
};

const ofPart = (
  family: VocabularyCategory,
  role: SubjectRole,
  entry: Entry,
): Omit<CategoryDefinition, 'index'> => ({
  ...common(family),
  id: entry.category,
  family: false,
  role,
  forbidden: entry.forbidden,
  derivedFrom: family.derivedFrom,
  handling: entry.handling,
});

const common = (
  category: VocabularyCategory,
): Pick<CategoryDefinition, 'description' | 'kind' | 'silent' | 'matrixRow'> => ({
  description: category.description,
  kind: category.kind,
  silent: category.silent,
  matrixRow: category.row,
});

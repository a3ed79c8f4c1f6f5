import { SUBJECT_ROLES, type SubjectRole } from './facts';

/** `PROTECTED_REPORTER` is written `protected-reporter` where it completes a category. */
export const wordOfRole = (role: SubjectRole): string => role.toLowerCase().replaceAll('_', '-');

const BY_WORD: ReadonlyMap<string, SubjectRole> = new Map(
  SUBJECT_ROLES.map((role) => [wordOfRole(role), role]),
);

export const roleOfWord = (word: string): SubjectRole | undefined => BY_WORD.get(word);

/** `identity.name` of a victim: `victim.identity.name`. */
export const completed = (family: string, role: SubjectRole): string => `${wordOfRole(role)}.${family}`;

/** `victim|child.identity.name` as its words and the rest; a key without a dot is all rest. */
export const splitKey = (key: string): { readonly words: readonly string[]; readonly rest: string } => {
  const dot = key.indexOf('.');
  return dot < 0
    ? { words: [], rest: key }
    : { words: key.slice(0, dot).split('|'), rest: key.slice(dot + 1) };
};

/** The categories a key stands for: itself, or one for each role before the first dot. */
export const expandKey = (key: string): readonly string[] => {
  const { words, rest } = splitKey(key);
  return words.length === 0 ? [key] : words.map((word) => `${word}.${rest}`);
};

import { canonical } from '../../lib/canonical';
import { startOfLegalDay } from '../../lib/legal-day';
import { compile } from '../compile';
import type { Entry, PolicyContent } from '../content';
import type { SubjectRole } from '../facts';
import type { PolicySet } from '../policy-set';
import { type Standing, statusOf } from '../status';

/** What is decided by itself: a category, or one role's part of a family. */
export interface Unit {
  readonly id: string;
  readonly role: SubjectRole | null;
}

/** Every unit of either policy, by name. */
export const unitsOf = (...contents: readonly PolicyContent[]): readonly Unit[] => {
  const units = new Map<string, Unit>();
  for (const content of contents) {
    for (const { category, role } of content.entries.values()) units.set(category, { id: category, role });
  }
  return [...units.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** All that a decision on the unit can hang on there and then: equal texts, equal decisions. */
export const meaningOf = (content: PolicyContent, unit: Unit, where: Standing): string => {
  const entry = content.entries.get(unit.id);
  const category = content.categories.get(entry?.field ?? '');
  if (entry === undefined || category === undefined) return '';
  const rules = entry.rules.flatMap((rule) => {
    const status = statusOf(rule, category, content, where);
    return status.on ? [{ ...rule, basis: status.basis, source: null }] : [];
  });
  const named = new Set(rules.flatMap(({ roles }) => roles ?? []));
  const roles = [...content.roles.values()].filter(({ id }) => named.has(id));
  return canonical({ rules, roles: roles.map(({ id, sectors, purposes }) => ({ id, sectors, purposes })) });
};

/** The policies of one unit alone: rules of other categories have no say in it, and are not worth compiling for it. */
export const compileUnit = (content: PolicyContent, unit: Unit, where: Standing): PolicySet => {
  const entry = content.entries.get(unit.id);
  const entries = new Map<string, Entry>(entry === undefined ? [] : [[entry.category, entry]]);
  const category = content.categories.get(entry?.field ?? '');
  const alone: PolicyContent = {
    ...content,
    categories: new Map(category === undefined ? [] : [[category.id, category]]),
    entries,
    rules: new Map((entry?.rules ?? []).map((rule) => [rule.id, rule])),
  };
  return compile(alone, { ...where, at: startOfLegalDay(where.day, where.country) });
};

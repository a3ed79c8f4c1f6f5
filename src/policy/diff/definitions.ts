import type { PolicyContent, RoleDefinition, VocabularyCategory } from '../content';
import type { DefinitionChange } from './effect';
import { unitsOf } from './unit';

/** What changed of categories and roles in themselves: it may matter where no decision differs. */
export const definitionChanges = (
  before: PolicyContent,
  after: PolicyContent,
): readonly DefinitionChange[] => [
  ...changed(before.categories, after.categories, 'category', aboutCategory),
  ...changed(before.roles, after.roles, 'role', aboutRole),
  ...forbidChanges(before, after),
];

type Traits = Readonly<Record<string, string>>;

const aboutCategory = (category: VocabularyCategory): Traits => ({
  kind: category.kind,
  family: yesNo(category.family),
  silent: yesNo(category.silent),
  pending: yesNo(category.pending),
  'derived from': category.derivedFrom.join(', ') || 'nothing',
});

const aboutRole = (role: RoleDefinition): Traits => ({
  sectors: [...role.sectors].sort().join(', '),
  purposes: [...role.purposes].sort().join(', '),
});

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

const changed = <T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  noun: string,
  traitsOf: (definition: T) => Traits,
): readonly DefinitionChange[] =>
  [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((id): readonly DefinitionChange[] => {
    const old = before.get(id);
    const now = after.get(id);
    if (now === undefined) return [{ id, text: `${noun} is gone` }];
    const traits = traitsOf(now);
    if (old === undefined) {
      const told = Object.entries(traits).map(([trait, value]) => `${trait}: ${value}`);
      return [{ id, text: `new ${noun} (${told.join('; ')})` }];
    }
    const was = traitsOf(old);
    return Object.entries(traits)
      .filter(([trait, value]) => was[trait] !== value)
      .map(([trait, value]) => ({ id, text: `${trait}: ${was[trait] ?? ''} -> ${value}` }));
  });

/** To forbid keeps later rules out; by itself it changes no decision. */
const forbidChanges = (before: PolicyContent, after: PolicyContent): readonly DefinitionChange[] =>
  unitsOf(before, after).flatMap(({ id }) => {
    const old = before.entries.get(id);
    const now = after.entries.get(id);
    if (old === undefined || now === undefined || old.forbidden === now.forbidden) return [];
    return [{ id, text: `forbidden: ${yesNo(old.forbidden)} -> ${yesNo(now.forbidden)}` }];
  });

import { canonical } from '../../lib/canonical';
import type { Decision, Permit } from '../decision';
import type { Profile } from '../facts';
import type { PolicySet } from '../policy-set';
import type { Difference, EffectKind } from './effect';
import { joinViews, type View, viewOf } from './finding';
import { groupBy } from './group-by';
import { describeRoles } from './roles';
import { type Row, rowsOf } from './rows';
import type { Unit } from './unit';
import { viewersOf } from './viewers';

export interface Comparison {
  /** Of each change and viewer the rows with the fewest facts. */
  readonly views: readonly View[];
  readonly classes: number;
  readonly decisions: number;
}

/** A difference whoever the viewer is. */
type Change = Omit<Difference, 'viewer' | 'roles'>;

/** Asks both policies about every viewer and row that their rules on the unit can tell apart. */
export const compareUnit = (before: PolicySet, after: PolicySet, unit: Unit): Comparison => {
  const answered = new Map<string, readonly Change[]>();
  const found: { readonly viewer: Profile; readonly change: Change }[] = [];
  let decisions = 0;
  const viewers = viewersOf([before, after]);
  for (const viewer of viewers) {
    const clauses = [before, after].map((set) => set.profile(viewer).clauses(unit.id));
    // Within a set the id of a rule stands for all that it says.
    const question = JSON.stringify(clauses.map((list) => list.map(({ rule }) => rule)));
    let changes = answered.get(question);
    if (changes === undefined) {
      const rows = rowsOf(clauses.flat(), unit.id, unit.role);
      decisions += rows.length;
      changes = changesIn(rows, before, after, viewer, unit);
      answered.set(question, changes);
    }
    found.push(...changes.map((change) => ({ viewer, change })));
  }
  return { views: joinViews(byRoles(viewers, found).map(viewOf)), classes: viewers.length, decisions };
};

const changesIn = (
  rows: readonly Row[],
  before: PolicySet,
  after: PolicySet,
  viewer: Profile,
  unit: Unit,
): readonly Change[] => {
  const old = before.profile(viewer);
  const now = after.profile(viewer);
  const found = new Map<string, { readonly bits: number; readonly change: Change }[]>();
  for (const { facts, told, bits } of rows) {
    const was = permitOf(old.decide(unit.id, facts));
    const is = permitOf(now.decide(unit.id, facts));
    const kind = kindOf(was, is);
    if (kind === null) continue;
    const key = JSON.stringify([was, is]);
    const smaller = found.get(key) ?? [];
    // Rows come in the order of their facts: one that has all of an earlier one's tells nothing new.
    if (smaller.some((row) => (row.bits & bits) === row.bits)) continue;
    smaller.push({ bits, change: { kind, category: unit.id, facts: told, before: was, after: is } });
    found.set(key, smaller);
  }
  return [...found.values()].flat().map(({ change }) => change);
};

const permitOf = (decision: Decision): Permit | null => (decision.disclose ? decision : null);

const kindOf = (before: Permit | null, after: Permit | null): EffectKind | null => {
  if (before === null) return after === null ? null : 'GAIN';
  if (after === null) return 'LOSS';
  if (!equal(before.handling, after.handling)) return 'HANDLING';
  return before.rule === after.rule && equal(before.basis, after.basis) ? null : 'GROUND';
};

const equal = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

/** Joins viewers who differ in their roles alone and to whom the same happens. */
const byRoles = (
  viewers: readonly Profile[],
  found: readonly { readonly viewer: Profile; readonly change: Change }[],
): readonly Difference[] => {
  const every = groupBy(viewers, othersOf);
  const alike = groupBy(found, ({ viewer, change }) => `${othersOf(viewer)} ${canonical(change)}`);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const asked = (every.get(othersOf(first.viewer)) ?? []).map(({ roles }) => roles);
    return describeRoles(
      asked,
      group.map(({ viewer }) => viewer.roles),
    ).map((roles) => ({ ...first.change, viewer: { ...first.viewer, roles: roles.all }, roles }));
  });
};

const othersOf = ({ sector, purpose, proof }: Profile): string => [sector, purpose, proof].join(' ');

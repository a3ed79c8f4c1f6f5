import type { PolicyContent } from '../content';
import type { Standing } from '../status';
import { type Comparison, compareUnit } from './compare';
import { definitionChanges } from './definitions';
import type { PolicyDiff } from './effect';
import { type Finding, joinFindings } from './finding';
import { effectsOf } from './gather';
import { type Scope, standingsOf } from './standings';
import { modeOf, overTime } from './times';
import { compileUnit, meaningOf, type Unit, unitsOf } from './unit';

export interface DiffOptions extends Scope {
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * What the change of the policies does, and to whom: not the difference of the texts, but of the decisions, over every viewer and
 * every row that the rules can tell apart.
 */
export const diffPolicies = (
  before: PolicyContent,
  after: PolicyContent,
  { onProgress, ...scope }: DiffOptions,
): PolicyDiff => {
  const standings = standingsOf(scope, before, after);
  const units = unitsOf(before, after);
  const findings: Finding[] = [];
  let [differing, classes, decisions] = [0, 0, 0];
  units.forEach((unit, position) => {
    onProgress?.(position, units.length);
    const comparisons = comparisonsOf(before, after, unit, standings);
    const each = new Set(comparisons.values());
    if (each.size > 0) differing += 1;
    for (const comparison of each) {
      classes += comparison.classes;
      decisions += comparison.decisions;
    }
    findings.push(...joinFindings(overTime(standings, comparisons)));
  });
  onProgress?.(units.length, units.length);
  return {
    from: before.version,
    to: after.version,
    effects: effectsOf(findings),
    definitions: definitionChanges(before, after),
    compared: {
      categories: units.length,
      differing,
      standings: standings.length,
      modes: scope.production.map(modeOf),
      classes,
      decisions,
    },
  };
};

/** The comparison for each place and time at which the rules differ; where both mean the same as elsewhere, it is made once. */
const comparisonsOf = (
  before: PolicyContent,
  after: PolicyContent,
  unit: Unit,
  standings: readonly Standing[],
): ReadonlyMap<Standing, Comparison> => {
  const made = new Map<string, Comparison>();
  const comparisons = new Map<Standing, Comparison>();
  for (const where of standings) {
    const old = meaningOf(before, unit, where);
    const now = meaningOf(after, unit, where);
    if (old === now) continue;
    const key = `${old}\n${now}`;
    let comparison = made.get(key);
    if (comparison === undefined) {
      comparison = compareUnit(compileUnit(before, unit, where), compileUnit(after, unit, where), unit);
      made.set(key, comparison);
    }
    comparisons.set(where, comparison);
  }
  return comparisons;
};

export type { PolicyDiff } from './effect';

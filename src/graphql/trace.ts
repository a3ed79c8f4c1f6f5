import type { DisclosureEntry } from '../audit/disclosure';
import { groundsOf } from '../audit/grounds';
import type { ProfilePolicy } from '../policy';
import type { Decided, WithheldOf } from './fact-group';
import type { RowTrace } from './row';

/** One line of `extensions.withheld`: a field that was answered null, with the number of objects on which it was. */
export interface WithheldField {
  readonly type: string;
  readonly field: string;
  readonly count: number;
  readonly code: string;
  readonly rule: string | null;
  readonly basis: readonly string[];
  readonly remedy: string;
}

export interface TraceReport {
  readonly entries: readonly DisclosureEntry[];
  readonly caseIds: readonly string[];
  /** The answer rests on more cases than `caseIds`: on what a filter left out, or on more than are named. */
  readonly wide: boolean;
  readonly withheld: readonly WithheldField[];
  readonly handling: readonly string[];
}

/** Stands in the place of the rule where a category served to filter or sort. */
const FILTER = 'filter';

/** Rows that were asked and decided alike, by their case. */
type ByDecision = ReadonlyMap<Decided, ReadonlyMap<string, readonly RowTrace[]>>;

/** On which objects a field was withheld, however often and under whatever names each was asked. */
class WithheldCounts {
  private readonly found = new Map<string, { readonly of: WithheldOf; readonly objects: Set<unknown> }>();

  add(of: WithheldOf, objects: Iterable<unknown>): void {
    const label = `${of.type}.${of.field}`;
    let known = this.found.get(label);
    if (known === undefined) this.found.set(label, (known = { of, objects: new Set() }));
    for (const object of objects) known.objects.add(object);
  }

  /** By name: in which order rows and fields were read is nobody's business. */
  lines(policy: ProfilePolicy): WithheldField[] {
    return [...this.found.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { of, objects }]) => {
        const { code, rule, basis, remedy } = policy.withheld(of.category);
        return { type: of.type, field: of.field, count: objects.size, code, rule, basis, remedy };
      });
  }
}

/** Cases that were listed or counted by categories. */
interface Filtered {
  readonly categories: readonly string[];
  /** Those that were met, if they are few. */
  readonly caseIds: readonly string[];
  /** How many were met. */
  readonly count: number;
  /** By a condition or an order of the asker, and not by their existence alone. */
  readonly byContent: boolean;
}

/** Collects, while an operation runs, what was asked of which row, and what was answered null. */
export class Trace {
  private readonly rows: RowTrace[] = [];
  private readonly withheld = new WithheldCounts();
  private readonly filters: Filtered[] = [];
  /** Cases whose metadata was answered without their rows (accesses, assignments). */
  private readonly metadataCases = new Set<string>();

  constructor(private readonly policy: ProfilePolicy) {}

  add(row: RowTrace): void {
    if (row.answered) return;
    row.answered = true;
    this.rows.push(row);
  }

  /** Whoever lists or counts cases again and again learns values without reading a field. */
  filtered(filter: Filtered): void {
    if (filter.categories.length > 0) this.filters.push(filter);
  }

  touch(caseId: string): void {
    this.metadataCases.add(caseId);
  }

  /** Counts a field that was withheld of something that is no row; of rows, their traces tell it. */
  withhold(type: string, field: string, category: string, parent: unknown): void {
    if (!this.policy.isSilent(category)) this.withheld.add({ type, field, category }, [parent]);
  }

  /** All that the disclosure record and the answer's extensions need, once the operation has run. */
  report(): TraceReport {
    const decided = this.byDecision();
    for (const [{ former, withheld }, cases] of decided) {
      if (withheld.length === 0) continue;
      // A row may have been read twice, and is one object; each of its former versions is another.
      const rows = [...cases.values()].flat();
      const objects = former ? rows : rows.map(({ id }) => id);
      for (const of of withheld) this.withheld.add(of, objects);
    }
    const filteredCases = this.filters.flatMap(({ caseIds }) => caseIds);
    return {
      entries: [...entriesOf(decided), ...this.filterEntries()],
      caseIds: [...new Set([...this.rows.map((row) => row.caseId), ...this.metadataCases, ...filteredCases])],
      wide: this.filters.some(({ byContent, caseIds, count }) => byContent || count > caseIds.length),
      withheld: this.withheld.lines(this.policy),
      handling: [...new Set([...decided.keys()].flatMap(({ handling }) => handling))].sort(),
    };
  }

  private byDecision(): ByDecision {
    const found = new Map<Decided, Map<string, RowTrace[]>>();
    for (const row of this.rows) {
      const decided = row.group.of(row.type, row.asked);
      let cases = found.get(decided);
      if (cases === undefined) found.set(decided, (cases = new Map<string, RowTrace[]>()));
      const ofCase = cases.get(row.caseId);
      if (ofCase === undefined) cases.set(row.caseId, [row]);
      else ofCase.push(row);
    }
    return found;
  }

  private filterEntries(): DisclosureEntry[] {
    return this.filters.map(({ categories, caseIds, count }) => ({
      type: 'Case',
      grounds: groundsOf(
        [...new Set(categories)].map((category) => [category, FILTER]),
        [],
      ),
      rows: [[null, ...caseIds]],
      count,
    }));
  }
}

const entriesOf = (decisions: ByDecision): DisclosureEntry[] =>
  [...decisions].map(([decided, cases]) => ({
    type: decided.type,
    grounds: decided.grounds,
    rows: [...cases].map(([caseId, rows]) => [caseId, ...new Set(rows.map(({ id }) => id))]),
    ...(decided.protected ? { protected: true as const } : {}),
  }));
